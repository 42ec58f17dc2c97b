"""No import goes round in a circle, none is hidden inside a function; the guards are tried."""

import pytest

from tests.house.circles import (
    circles,
    hidden_imports,
    imports_of_files,
    imports_of_folders,
    leaving_its_folder,
)
from tests.house.source import Module, forum_tree, with_planted

pytestmark = [pytest.mark.usefixtures("source_read"), pytest.mark.slow]


def test_no_circle_among_files():
    assert circles(imports_of_files(forum_tree())) == []


def test_no_circle_among_folders():
    assert circles(imports_of_folders(forum_tree())) == []


def test_a_folder_inside_a_room_imports_nothing_of_the_room_around_it():
    tree = forum_tree()
    found = [line for module in tree.values() for line in leaving_its_folder(module, tree)]
    assert not found, "\n".join(found)


def test_no_import_is_hidden_inside_a_function():
    found = [line for module in forum_tree().values() for line in hidden_imports(module)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("forum/seed/told.py", "from forum.seed import telling_more"),
        ("forum/seed/told.py", "from . import telling_more"),
        ("forum/seed/told.py", "def late():\n    import forum.seed.telling_more"),
        ("forum/api/public_routes.py", "def late():\n    from forum.api.routes import ROUTES"),
        (
            "forum/seed/told.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .telling import Telling",
        ),
    ],
)
def test_a_planted_circle_of_files_is_found(path, text):
    found = circles(imports_of_files(with_planted(path, text)))
    assert any(Module(path, text).dotted in circle for circle in found)


@pytest.mark.parametrize(
    ("path", "text", "circle"),
    [
        (
            "forum/cases/annex/planted.py",
            "from forum.cases.models import Case",
            {"forum.cases", "forum.cases.annex"},
        ),
        (
            "forum/cases/annex/planted.py",
            "def late():\n    from ..models import Case",
            {"forum.cases", "forum.cases.annex"},
        ),
        (
            "forum/pages/charts/planted.py",
            "from forum.pages.fairness_parts import waits",
            {"forum.pages.charts", "forum.pages.fairness_parts"},
        ),
        ("forum/core/planted.py", "import forum.accounts.models", {"forum.core", "forum.accounts"}),
        ("forum/failures.py", "from forum.app import create_app", {"forum.failures", "forum.app"}),
    ],
)
def test_a_planted_circle_of_folders_is_found(path, text, circle):
    found = circles(imports_of_folders(with_planted(path, text)))
    assert circle in map(set, found)


def test_a_planted_look_at_the_room_around_is_found():
    planted = Module("forum/api/openapi/planted.py", "from forum.api import forms")
    assert leaving_its_folder(planted, forum_tree())
    below = Module("forum/api/openapi/planted.py", "from forum.api.openapi import pieces")
    beside = Module("forum/api/planted.py", "from forum.api import forms")
    assert leaving_its_folder(below, forum_tree()) == []
    assert leaving_its_folder(beside, forum_tree()) == []


@pytest.mark.parametrize(
    "text",
    [
        "def late():\n    import redis",
        "def late():\n    import redis  # noqa: PLC0415",
        "def late():\n    # later\n    import redis",
        "class Late:\n    async def ask(self):\n        from redis import Redis",
        "def late():\n    # Another reason, for another line.\n    x = 1\n    import redis",
        # Of our own files none has a reason.
        "def late():\n    # The circle would close otherwise.\n    from forum.cases import actions",
        "def late():\n    # The circle would close otherwise.\n    from . import actions",
        "import importlib\nactions = importlib.import_module('forum.cases.actions')",
        "actions = __import__('forum.cases.actions')",
    ],
)
def test_a_planted_import_inside_a_function_is_found(text):
    assert hidden_imports(Module("forum/cases/solution_actions.py", text))


@pytest.mark.parametrize(
    "text",
    [
        "import redis",
        "def late():\n    import redis  # optional: only who has set REDIS_URL needs it",
        "def late():\n    # Its model takes a moment\n    # and most never ask.\n    import redis",
    ],
)
def test_an_import_with_its_reason_is_none(text):
    assert hidden_imports(Module("forum/cases/solution_actions.py", text)) == []
