"""What the name of a file promises, and what the file does all the same; reads text, runs nothing.

A guard takes a file as path and text, so that a test can plant what the guard must object to.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from tests.house.source import Module, file_of

Place = tuple[int, str]  # a line, and what stands there


@dataclass(frozen=True)
class Ban:
    """Something that a kind of file does not do, and what gives it away."""

    says: str
    names: tuple[str, ...] = ()  # dotted, with all that is below: `flask.request`, `sqlalchemy`
    attributes: tuple[str, ...] = ()  # of anything: `commit` finds db.session.commit
    kinds: tuple[str, ...] = ()  # files of these kinds are not imported
    changes: bool = False  # attributes of rows are set, or a session is asked for more than rows


REQUEST = Ban(
    "knows the request",
    ("flask.request", "flask.session", "flask.g", "flask.globals", "forum.core.web"),
)
SIGNED_IN = Ban("asks who is signed in", ("flask_login",))
COMMIT = Ban(
    "commits", ("forum.core.commit", "forum.core.db.writing"), attributes=("commit", "begin")
)
RENDERING = Ban(
    "renders",
    (
        *(f"flask.{name}" for name in ("flash", "jsonify", "make_response", "redirect")),
        *(f"flask.{name}" for name in ("Response", "send_file", "stream_template", "templating")),
        *("flask.render_template", "flask.render_template_string"),
        *("jinja2", "werkzeug", "forum.core.templating"),
    ),
)
WEB = Ban(
    "knows the web",
    (
        *("flask", "flask_limiter", "flask_login", "flask_wtf", "jinja2"),
        *("werkzeug", "wtforms", "forum.core.forms", "forum.core.web"),
    ),
)
DATABASE = Ban(
    "knows the database",
    ("sqlalchemy", "flask_sqlalchemy", "psycopg", "sqlite3", "forum.core.db", "forum.core.outbox"),
    attributes=("session",),
    kinds=("models", "queries", "access", "actions"),
)
WRITES = Ban(
    "writes",
    (
        *(f"sqlalchemy.{name}" for name in ("insert", "update", "delete", "text", "dialects")),
        *("forum.core.db.writing", "forum.core.outbox", "forum.ledger.ledger.record"),
    ),
    kinds=("actions",),
    changes=True,
)
SELECTS = Ban(
    "asks the database",
    ("sqlalchemy", "flask_sqlalchemy", "forum.core.db.db"),
    attributes=("query", "scalars"),
)
RIGHTS = Ban(
    "decides about rights",
    ("forum.accounts.models.ROLES",),
    attributes=("is_staff", "is_moderator", "is_team", "is_admin", "role"),
)

# What each kind of file does not do; docs/house.md has the same table in words. A file is of a kind
# by its name (`rules.py`, `rating_rules.py`) or by that of a folder it lies in (`rules/terms.py`).
FORBIDDEN: dict[str, tuple[Ban, ...]] = {
    "models": (WEB, COMMIT),
    "rules": (WEB, DATABASE, COMMIT),
    "states": (WEB, DATABASE, COMMIT),
    "access": (WRITES, COMMIT, RENDERING),
    "queries": (REQUEST, SIGNED_IN, WRITES, COMMIT, RENDERING),
    "actions": (REQUEST, SIGNED_IN, COMMIT, RENDERING),
    "forms": (SIGNED_IN, RIGHTS, SELECTS, COMMIT),
    "routes": (SELECTS, RIGHTS),
}
# What a session may be asked for where nothing is changed.
CHANGING = ("insert", "update", "delete")
READS = ("connection", "execute", "get", "get_one", "no_autoflush", "refresh", "scalar", "scalars")


@dataclass(frozen=True)
class Objection:
    """One line that does what the name of its file says it does not."""

    path: str
    line: int
    kind: str
    says: str
    found: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} ({self.kind}) {self.says}: {self.found}"


def kinds_of(path: str) -> list[str]:
    """`forum/cases/solution_actions.py` is of the kind `actions`, and so is `actions/solve.py`."""
    words = PurePosixPath(path).with_suffix("").parts[1:]
    return [kind for kind in FORBIDDEN if any(re.search(rf"(^|_){kind}$", one) for one in words)]


def objections(module: Module, tree: Mapping[str, Module]) -> list[Objection]:
    """All that a file does against its name. `tree` says where names of other files come from."""
    kinds = kinds_of(module.path)
    used = list(uses(module, tree)) if kinds else []
    found = {
        Objection(module.path, line, kind, ban.says, what)
        for kind in kinds
        for ban in FORBIDDEN[kind]
        for line, what in (*_among(used, ban, tree), *_written(module, ban))
    }
    return sorted(found, key=lambda one: (one.line, one.found))


def _among(used: list[Place], ban: Ban, tree: Mapping[str, Module]) -> Iterator[Place]:
    for line, dotted in used:
        if any(_is_or_holds(name, dotted) for name in ban.names):
            yield line, dotted
        home = file_of(dotted, tree)
        if home and set(kinds_of(tree[home].path)) & set(ban.kinds):
            yield line, dotted


def _written(module: Module, ban: Ban) -> Iterator[Place]:
    for node in ast.walk(module.tree):
        if (name := _attribute_asked(node)) in ban.attributes:
            yield node.lineno, f".{name}"
    if ban.changes:
        yield from _changes(module)


def uses(module: Module, tree: Mapping[str, Module]) -> Iterator[Place]:
    """Line and dotted name of all that a file imports, or reaches through what it imports.

    `import flask as f` and later `f.request` is `flask.request`, and so is a name that another
    file of ours has from there.
    """
    for line, dotted in module.imports:
        yield line, origin(dotted, tree)
    for node in ast.walk(module.tree):
        parts = _chain(node)
        if len(parts) > 1 and parts[0] in module.names:
            yield node.lineno, origin(".".join((module.names[parts[0]], *parts[1:])), tree)


def origin(dotted: str, tree: Mapping[str, Module]) -> str:
    """Where a name comes from at last: `forum.core.web.request` is `flask.request`."""
    seen = set()
    while dotted not in seen:
        seen.add(dotted)
        home = file_of(dotted, tree)
        name, dot, rest = dotted.removeprefix(f"{home}.").partition(".")
        if home and name in tree[home].names:
            dotted = tree[home].names[name] + dot + rest
    return dotted


def _is_or_holds(name: str, dotted: str) -> bool:
    """Whether `dotted` is `name`, something below it, or a star that brings it."""
    if dotted.endswith(".*"):
        return name.startswith(dotted[:-1]) or f"{dotted[:-1]}".startswith(f"{name}.")
    return dotted == name or dotted.startswith(f"{name}.")


def _chain(node: ast.AST) -> tuple[str, ...]:
    """`db.session.add` as its parts; empty where it begins with anything but a name."""
    if isinstance(node, ast.Name):
        return (node.id,)
    of, name = _attribute(node)
    return (*head, name) if of and (head := _chain(of)) else ()


def _attribute(node: ast.AST) -> tuple[ast.AST | None, str]:
    """Of what an attribute is asked for, and which, by a dot or by `getattr` and a text."""
    match node:
        case ast.Attribute(value=of, attr=name):
            return of, name
        case ast.Call(func=ast.Name("getattr"), args=[of, ast.Constant(str(name)), *_]):
            return of, name
    return None, ""


def _attribute_asked(node: ast.AST) -> str:
    return _attribute(node)[1]


def _changes(module: Module) -> Iterator[Place]:
    """Attributes that are set on anything but oneself, and sessions that do more than read."""
    nodes = [node for node in ast.walk(module.tree) if isinstance(node, ast.Attribute)]
    followed = [node.value for node in nodes if _attribute_asked(node.value) == "session"]
    for node in nodes:
        is_set = isinstance(node.ctx, ast.Store | ast.Del)
        if is_set and _chain(node)[:1] not in (("self",), ("g",)):
            yield node.lineno, f"sets {ast.unparse(node)}"
        if node.value in followed and node.attr not in READS:
            yield node.lineno, ast.unparse(node)
        if _attribute_asked(node.value) == "__table__" and node.attr in CHANGING:
            yield node.lineno, ast.unparse(node)
    for node in ast.walk(module.tree):
        if _attribute_asked(node) == "session" and node not in followed:
            yield node.lineno, "a session under another name"
        if isinstance(node, ast.Call) and _chain(node.func) in (("setattr",), ("delattr",)):
            yield node.lineno, ast.unparse(node)
