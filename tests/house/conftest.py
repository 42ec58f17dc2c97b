"""What the whole-site tests share: an application that is only looked at."""

from pathlib import Path

import pytest

from tests.harness.application import close, settings_for


@pytest.fixture(scope="session")
def app_once(tmp_path_factory):
    """The application for questions about its routes and commands; it has no tables."""
    from forum.app import create_app

    folder: Path = tmp_path_factory.mktemp("once")
    app = create_app(settings_for(f"sqlite:///{folder / 'once.sqlite'}", folder))
    yield app
    close(app)
