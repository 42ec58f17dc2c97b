"""The sample town for tests of commands: telling it takes seconds, so that is done once."""

import shutil
from pathlib import Path

import pytest

from tests.harness.application import close


@pytest.fixture
def run(app):
    """`run("search", "check")`: the operator's command; returns its result."""
    return lambda *arguments: app.test_cli_runner().invoke(args=[str(one) for one in arguments])


@pytest.fixture(scope="session")
def towns(databases, tmp_path_factory):
    """Towns by the names of their states, as they were first reached; see `Towns`."""
    return Towns(databases, tmp_path_factory)


class Towns:
    """Copies of a forum's database and data folder; a test gets one instead of making it."""

    def __init__(self, databases, folders):
        self._databases = databases
        self._folders = folders
        self._kept: dict[tuple, tuple] = {}

    def reach(self, app, state: tuple, make):
        """Bring `app` to `state`, by `make` the first time; what that said, each time."""
        url, folder = app.config["SQLALCHEMY_DATABASE_URI"], Path(app.config["DATA_DIR"])
        if state in self._kept:
            close(app)
            copy, files, said = self._kept[state]
            self._databases.restore(url, copy)
            shutil.copytree(files, folder, dirs_exist_ok=True)
            return said
        said = make()
        close(app)
        files = self._folders.mktemp("town") / "data"
        shutil.copytree(folder, files)
        self._kept[state] = self._databases.copy(url), files, said
        return said


@pytest.fixture
def seeded(app, engine, towns, run):
    """The forum after `flask seed`, whose words are `app.seed_output`."""

    def seed() -> str:
        result = run("seed")
        assert result.exit_code == 0, f"{result.output}\n{result.exception!r}"
        return result.output

    app.seed_output = towns.reach(app, ("seeded", engine, app.config["MODE"]), seed)
    return app


@pytest.fixture
def indexed(seeded, engine, towns, worker):
    """The seeded forum once the worker has done what there was, and runs still."""
    towns.reach(seeded, ("indexed", engine, seeded.config["MODE"]), worker)
    worker()  # a copy is some minutes old, and the worker says that it runs every few seconds
    return seeded
