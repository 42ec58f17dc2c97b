"""What the whole-site tests share: an application that is only looked at."""

from pathlib import Path

import pytest

from tests.data import REPOSITORY
from tests.harness.application import close, settings_for
from tests.house.source import forum_tree, functions, python_files
from tests.house.stage import Stage, set_the_stage


@pytest.fixture(scope="session")
def app_once(tmp_path_factory):
    """The application for questions about its routes and commands; it has no tables."""
    from forum.app import create_app

    folder: Path = tmp_path_factory.mktemp("once")
    app = create_app(settings_for(f"sqlite:///{folder / 'once.sqlite'}", folder))
    yield app
    close(app)


@pytest.fixture(scope="session")
def source_read() -> None:
    """Every file has been parsed once for all guards: that is no single test's time."""
    for file in python_files(*(REPOSITORY / folder for folder in ("forum", "tests", "bench"))):
        functions(file)
    for module in forum_tree().values():
        assert module.tree and module.imports is not None


@pytest.fixture
def stage(told, app, cast) -> Stage:
    """One case with something of everything in it, for tests that look at every page."""
    return told("stage", lambda: set_the_stage(app, cast))
