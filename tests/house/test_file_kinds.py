"""A file does what its name says and nothing else; each guard is tried by planting."""

import ast
import subprocess
import sys
from collections.abc import Mapping

import pytest

from tests.data import REPOSITORY
from tests.house.guards import FORBIDDEN, kinds_of, objections
from tests.house.source import Module, file_of, forum_tree, with_planted

pytestmark = [pytest.mark.usefixtures("source_read"), pytest.mark.slow]

# One line that every file of a kind must be guarded against.
WORST = {
    "models": "from flask import request",
    "rules": "from forum.core.db import db",
    "states": "from forum.core.db import db",
    "access": "db.session.delete(row)",
    "queries": "from sqlalchemy import update",
    "actions": "from flask import request",
    "forms": "from flask_login import current_user",
    "routes": "from sqlalchemy import select",
}
# How each thing can be spelled, by what the guard says of it.
SPELLINGS = {
    "knows the request": (
        "from flask import request",
        "from flask import request as asked",
        "from flask import *",
        "import flask\nflask.request.args",
        "import flask as web\nweb.request.args",
        "import flask\ngetattr(flask, 'request')",
        "import flask.globals",
        "def ask():\n    from flask import request",
        "from forum.core.web import request",  # which has it from Flask
        "from forum.core import web",
        "from ..core import web",
    ),
    "asks who is signed in": (
        "from flask_login import current_user",
        "from flask_login import current_user as person",
        "import flask_login\nflask_login.current_user.id",
        "from forum.cases.thread_routes import current_user",
    ),
    "commits": (
        "from forum.core.commit import commit",
        "from forum.core.commit import commit as keep",
        "from forum.core import commit",
        "import forum.core.commit",
        "from ..core.commit import commit",
        "from forum.core.db import db\ndb.session.commit()",
        "from forum.core.db import db\nhere = db.session\nhere.commit()",
        "from forum.core.db import db\ngetattr(db.session, 'commit')()",
        "from forum.core.db import writing",
        "def keep(case, session):\n    session.commit()",
    ),
    "renders": (
        "from flask import render_template",
        "import flask\nflask.render_template('cases/show.html')",
        "from flask import redirect",
        "from jinja2 import Template",
    ),
    "knows the web": (
        "import flask",
        "import flask as web",
        "from flask import g",
        "from wtforms import Form",
        "from forum.core.forms import Form",
    ),
    "knows the database": (
        "import sqlalchemy",
        "from sqlalchemy.orm import joinedload",
        "from forum.core.db import db",
        "from ..core.db import db",
        "from forum.cases.queries import db",  # which has it from core
        "from forum.cases.models import Case",
        "from forum.cases.queries import categories",
        "def rate(db):\n    db.session.get(1)",
    ),
    "writes": (
        "from sqlalchemy import delete",
        "from sqlalchemy import insert as put",
        "import sqlalchemy as sa\nsa.update(Case)",
        "from sqlalchemy.dialects import postgresql",
        "from sqlalchemy import text\ntext('DELETE FROM cases')",
        "from forum.core.db import db\ndb.session.add(row)",
        "from forum.core.db import db as base\nbase.session.flush()",
        "from forum.core.db import db\nhere = db.session",
        "from forum.cases.actions import add_post",
        "from forum.cases import solution_actions",
        "from ..cases import solution_actions",
        "from forum.ledger.ledger import record",
        "Case.__table__.delete()",
        "case.status = 'solved'",
        "case.reopened_count += 1",
        "setattr(case, 'status', 'solved')",
    ),
    "asks the database": (
        "from sqlalchemy import select",
        "import sqlalchemy as sa\nsa.select(Case)",
        "from forum.core.db import db",
        "from ..core.db import db",
        "from forum.cases.queries import db",
        "Case.query.all()",
    ),
    "decides about rights": ("if person.is_staff:\n    pass", "may = person.role == 'admin'"),
}
# At the end of a file that there is, and in one that there might be.
GUARDED = {
    "forum/cases/solution_actions.py": "actions",
    "forum/cases/actions.py": "actions",
    "forum/planted_actions/of.py": "actions",
    "forum/cases/rating_rules.py": "rules",
    "forum/rules/planted.py": "rules",
    "forum/cases/states.py": "states",
    "forum/cases/rating_queries.py": "queries",
    "forum/planted_queries/of.py": "queries",
    "forum/cases/merge_access.py": "access",
    "forum/access/planted.py": "access",
    "forum/cases/rating_forms.py": "forms",
    "forum/cases/thread_routes.py": "routes",
    "forum/routes/planted.py": "routes",
    "forum/cases/outcome_models.py": "models",
}
PLANTED = [(path, ban.says) for path, kind in GUARDED.items() for ban in FORBIDDEN[kind]]
INNOCENT = [
    ("planted_actions", "from sqlalchemy import select, update\ndb.session.add(row)"),
    ("planted_actions", "def put(row, seen):\n    row.request = 1\n    seen.add(row)"),
    ("planted_actions", "from flask import current_app"),
    ("planted_rules", "from forum.core.i18n import _\nfrom datetime import date"),
    ("planted_queries", "from sqlalchemy import select\ndb.session.scalars(select(1))"),
    ("planted_queries", "def of(rows):\n    found = set()\n    found.add(1)"),
    ("planted_access", "select(1).with_for_update()\ndb.session.refresh(row)"),
    ("planted_access", "class Door:\n    def __init__(self):\n        self.case = 1"),
    ("planted_routes", "from flask import request\nfrom forum.cases import actions"),
    ("planted_routes", "from forum.core.commit import commit\ncommit()"),
    ("planted", "from flask import request\nfrom sqlalchemy import delete"),
    ("reactions", "from flask import request"),
]
TYPED = ("actions", "access", "rules", "states", "queries")


def test_every_file_does_what_its_name_says():
    tree = forum_tree()
    found = [str(one) for module in tree.values() for one in objections(module, tree)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("path", "says"), PLANTED)
def test_what_is_planted_is_found_however_it_is_spelled(path, says):
    trees = {text: with_planted(path, text) for text in SPELLINGS[says]}
    missed = [text for text, tree in trees.items() if says not in said_of(tree, path)]
    assert not missed, missed


def said_of(tree: Mapping[str, Module], path: str) -> set[str]:
    """What the guard says of one file of this tree."""
    return {one.says for one in objections(tree[Module(path, "").dotted], tree)}


@pytest.mark.parametrize("kind", FORBIDDEN)
def test_nothing_that_is_named_is_overlooked(kind):
    missed = []
    for ban in FORBIDDEN[kind]:
        imports = (f"import {name}" for name in ban.names if "." not in name)
        parts = (name.rpartition(".") for name in ban.names if "." in name)
        borrowed = (f"from {module} import {name}" for module, _dot, name in parts)
        asked = (f"one.{name}" for name in ban.attributes)
        for text in (*imports, *borrowed, *asked):
            planted = Module(f"forum/cases/planted_{kind}.py", text)
            if ban.says not in {one.says for one in objections(planted, forum_tree())}:
                missed.append(text)
    assert not missed, missed


def test_what_the_guards_name_of_ours_is_still_there():
    """A guard against something that has another name by now would guard nothing."""
    names = {name for bans in FORBIDDEN.values() for ban in bans for name in ban.names}
    lost = []
    for name in names:
        home = file_of(name, forum_tree())
        rest = name.removeprefix(home or "").strip(".")
        if name.startswith("forum.") and rest not in defined_in(forum_tree()[home]):
            lost.append(name)
    assert not lost, lost


def defined_in(module: Module) -> set[str]:
    """The names that a file defines, and the empty one for the file itself."""
    found = {""}
    for node in module.tree.body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                found.add(name)
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                found.add(name)
    return found


@pytest.mark.parametrize(("name", "text"), INNOCENT)
def test_what_a_kind_may_do_is_not_found(name, text):
    assert objections(Module(f"forum/cases/{name}.py", text), forum_tree()) == []


@pytest.mark.parametrize("kind", FORBIDDEN)
def test_no_file_of_the_kind_is_unguarded(kind):
    files = [module for module in forum_tree().values() if kind in kinds_of(module.path)]
    planted = [Module(module.path, f"{module.text}\n{WORST[kind]}\n") for module in files]
    unguarded = [module.path for module in planted if not objections(module, forum_tree())]
    assert files and not unguarded, unguarded


@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("forum/cases/actions.py", ["actions"]),
        ("forum/cases/solution_actions.py", ["actions"]),
        ("forum/cases/actions/solve.py", ["actions"]),
        ("forum/cases/late_actions/of/rating_rules.py", ["rules", "actions"]),
        ("forum/cases/states.py", ["states"]),
        ("forum/pages/rules_routes.py", ["routes"]),
        ("forum/statements/words.py", []),
        ("forum/cases/reactions.py", []),
    ],
)
def test_a_kind_is_known_by_suffix_and_folder(path, kinds):
    assert kinds_of(path) == kinds


@pytest.mark.parametrize("kind", TYPED)
def test_types_are_asked_for_by_suffix_and_folder(kind):
    for path in (f"{kind}.py", f"solution_{kind}.py", f"{kind}/of/solve.py"):
        assert "ANN001" in said_by_ruff(f"forum/cases/{path}")
    assert "ANN001" not in said_by_ruff(f"forum/cases/re{kind}.py")


def said_by_ruff(path: str) -> str:
    """About a function without types, if it stood in this file."""
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--stdin-filename", path, "-"]
    text = '"""Planted."""\n\n\ndef solve(case):\n    return case\n'
    ended = subprocess.run(command, input=text, capture_output=True, text=True, cwd=REPOSITORY)
    return ended.stdout
