"""Scenes: what tests begin with, told once a run and copied for each of them."""

import pickle
import shutil
from hashlib import sha256
from pathlib import Path

from tests.harness.application import close
from tests.harness.workplace import alone


class Scenes:
    """Keeps database and data folder of each scene, for all processes of the run."""

    def __init__(self, app, databases, settings: dict):
        """`settings`: what the test sets beyond the usual; a scene is told for each anew."""
        self._app, self._databases = app, databases
        self._settings = repr(sorted(settings.items()))
        self._url = app.config["SQLALCHEMY_DATABASE_URI"]
        self._engine = "sqlite" if self._url.startswith("sqlite") else "postgresql"

    def reach(self, name: str, make, *, template: str | None = None):
        """Bring the forum to the state `name`; returns what `make()` returned when it was made.

        `make` writes into the forum of this test: into a fresh copy of `template`, or without one
        into what is there, which another scene has to have brought. What it returns is kept by
        pickle: plain values, no rows. What the test wrote before is gone: ask for a scene first.
        """
        # A name of PostgreSQL has 63 letters at most.
        key = f"scene_{sha256(f'{name} {self._settings}'.encode()).hexdigest()[:32]}"
        folder = self._databases.workplace / f"{self._engine}.{key}"
        with alone(self._databases.workplace, folder.name):
            if not self._databases.has(self._engine, key):
                self._make(make, folder, key, template)
        close(self._app)
        self._databases.put(self._url, key)
        shutil.copytree(folder / "data", self._data, dirs_exist_ok=True)
        return pickle.loads((folder / "told.pickle").read_bytes())

    def _make(self, make, folder: Path, key: str, template: str | None) -> None:
        if template:
            close(self._app)
            self._databases.put(self._url, template)
        told = make()
        close(self._app)
        shutil.copytree(self._data, folder / "data", dirs_exist_ok=True)
        (folder / "told.pickle").write_bytes(pickle.dumps(told))
        self._databases.keep(self._url, key)

    @property
    def _data(self) -> Path:
        return Path(self._app.config["DATA_DIR"])


class Telling:
    """Scenes with people in them, at a moment of the forum's clock."""

    def __init__(self, scenes: Scenes, cast, clock):
        self._scenes, self._cast, self._clock = scenes, cast, clock

    def __call__(self, name: str, tell):
        """The forum as `tell()` once left it, at that moment; returns what `tell()` returned."""

        def begin():
            self._clock.start()
            self._cast.arrive()
            return tell(), self._cast.state(), self._clock.now

        told, people, moment = self._scenes.reach(name, begin, template="peopled")
        self._cast.become(people)
        self._clock.set(moment)
        return told
