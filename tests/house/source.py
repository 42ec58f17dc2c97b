"""Reads the house's own source for the whole-site tests; refuses to import it."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path, PurePosixPath

from tests.data import REPOSITORY

FORUM = REPOSITORY / "forum"
TEMPLATES = REPOSITORY / "templates"


def python_files(*folders: Path) -> list[Path]:
    """Every Python file below `folders`, or of the forum itself."""
    return sorted(file for folder in folders or (FORUM,) for file in folder.rglob("*.py"))


def templates() -> list[Path]:
    """Every template, of pages and of mails."""
    return sorted(file for file in TEMPLATES.rglob("*") if file.is_file())


def shown(file: Path) -> str:
    """The path as a reader of the repository knows it."""
    return file.relative_to(REPOSITORY).as_posix()


def parsed(file: Path) -> ast.Module:
    """The syntax tree of a file."""
    return module_of(file).tree


@cache
def functions(file: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method in a file."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    return [node for node in ast.walk(parsed(file)) if isinstance(node, kinds)]


def imports(file: Path) -> list[tuple[int, str]]:
    """Line and dotted name of all that a file imports, wherever in it the import stands."""
    return module_of(file).imports


@dataclass(frozen=True)
class Module:
    """A Python file as the guards read it, real or planted by a test: its path and its text."""

    path: str  # as a reader of the repository knows it: forum/cases/actions.py
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, filename=self.path)

    @property
    def words(self) -> tuple[str, ...]:
        """The parts of its dotted name; of `__init__.py` those of its package."""
        parts = PurePosixPath(self.path).with_suffix("").parts
        return parts[:-1] if parts[-1] == "__init__" else parts

    @property
    def dotted(self) -> str:
        return ".".join(self.words)

    @cached_property
    def imports(self) -> list[tuple[int, str]]:
        """Line and dotted name of every import in the file, in functions as well.

        `from forum.core import db` gives `forum.core.db`: whether db is a module or a name in the
        package, the room is the same.
        """
        nodes = ast.walk(self.tree)
        return [(node.lineno, dotted) for node in nodes for dotted in self.imported_by(node)]

    @cached_property
    def names(self) -> dict[str, str]:
        """What each imported name stands for: `asked` for `flask.request`, `np` for `numpy`."""
        found = {}
        for node in ast.walk(self.tree):
            for dotted, one in zip(self.imported_by(node), _aliases(node), strict=True):
                if isinstance(node, ast.ImportFrom) or one.asname:
                    found[one.asname or one.name] = dotted
                else:  # `import flask.globals` gives the name `flask`
                    found[dotted.split(".")[0]] = dotted.split(".")[0]
        return found

    def imported_by(self, node: ast.AST) -> list[str]:
        """The dotted names that one statement imports."""
        if not isinstance(node, ast.ImportFrom):
            return [one.name for one in _aliases(node)]
        package = PurePosixPath(self.path).parts[:-1]
        start = list(package[: len(package) - node.level + 1]) if node.level else []
        prefix = ".".join(start + ([node.module] if node.module else []))
        return [f"{prefix}.{one.name}" for one in node.names]


def _aliases(node: ast.AST) -> list[ast.alias]:
    return node.names if isinstance(node, ast.Import | ast.ImportFrom) else []


@cache
def module_of(file: Path) -> Module:
    return Module(shown(file), file.read_text(encoding="utf-8"))


@cache
def forum_tree() -> Mapping[str, Module]:
    """Every Python file of the forum by its dotted name."""
    return {module.dotted: module for module in map(module_of, python_files())}


def file_of(dotted: str, tree: Mapping[str, Module]) -> str | None:
    """The file of ours that a dotted name leads into: `forum.core.db` for `forum.core.db.db`."""
    while dotted and dotted not in tree:
        dotted = dotted.rpartition(".")[0]
    return dotted or None


def with_planted(path: str, text: str) -> Mapping[str, Module]:
    """The forum with one more file, or with this text at the end of the one it has."""
    dotted = Module(path, "").dotted
    former = forum_tree()[dotted].text if dotted in forum_tree() else ""
    return {**forum_tree(), dotted: Module(path, f"{former}\n{text}\n")}
