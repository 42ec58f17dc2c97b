"""What the whole-site tests share: an application that is only looked at."""

from pathlib import Path

import pytest

from tests.harness.application import close, settings_for
from tests.house.stage import Stage, set_the_stage


@pytest.fixture(scope="session")
def app_once(tmp_path_factory):
    """The application for questions about its routes and commands; it has no tables."""
    from forum.app import create_app

    folder: Path = tmp_path_factory.mktemp("once")
    app = create_app(settings_for(f"sqlite:///{folder / 'once.sqlite'}", folder))
    yield app
    close(app)


@pytest.fixture
def stage(told, app, cast) -> Stage:
    """One case with something of everything in it, for tests that look at every page."""
    return told("stage", lambda: set_the_stage(app, cast))
