"""Databases on both engines, each a copy of a template; no two tests share one."""

import itertools
import os
import shutil
import sqlite3
from functools import cached_property
from pathlib import Path

from tests.harness import postgresql
from tests.harness.postgresql import Cluster
from tests.harness.workplace import alone

ENGINES = ("sqlite", "postgresql")


def tidy_up(workplace: Path) -> None:
    """End what runs in the folder of a run and remove it."""
    postgresql.stop(workplace)
    shutil.rmtree(workplace, ignore_errors=True)


class Databases:
    """Copies templates into place; a run makes each template once per engine, for all processes.

    Two are made here: `migrated` has the tables, `peopled` has the cast in them as well. A scene
    (tests/harness/scenes.py) keeps what it told as a further one.
    """

    def __init__(self, workplace: Path, migrate, enrol):
        """`migrate(url)` fills the database at `url` with tables, `enrol(url)` with the cast."""
        self.workplace = workplace
        self._makers = {"migrated": (None, migrate), "peopled": ("migrated", enrol)}
        self._count = itertools.count()

    @cached_property
    def cluster(self) -> Cluster:
        return Cluster(self.workplace)

    def place(self, engine: str) -> str:
        """The url of a database that is still to be made, by `put`."""
        name = f"w{os.getpid()}_{next(self._count)}"
        return self._url(engine, name)

    def put(self, url: str, template: str) -> None:
        """Replace whatever is at `url` by a copy of the template."""
        engine = _engine_of(url)
        self._make(engine, template)
        self.restore(url, self._url(engine, template))

    def empty(self, engine: str) -> str:
        """The url of a new database without any table, for tests of the migrations."""
        url = self.place(engine)
        if engine == "postgresql":
            self.cluster.create(_name_in(url))
        return url

    def copy(self, url: str) -> str:
        """The url of a copy of a database that nobody writes to at the moment."""
        copy = self.place(_engine_of(url))
        self.restore(copy, url)
        return copy

    def restore(self, url: str, copy: str) -> None:
        """Replace whatever is at `url` by what `copy` is; nobody may be connected to `copy`."""
        self.discard(url)
        if _engine_of(url) == "sqlite":
            _fold_in_the_log(_file_of(copy))
            shutil.copyfile(_file_of(copy), _file_of(url))
        else:
            self.cluster.create(_name_in(url), template=_name_in(copy))

    def has(self, engine: str, template: str) -> bool:
        """Whether this run has made the template."""
        return self._noted(engine, template).exists()

    def keep(self, url: str, template: str) -> None:
        """Make a template of the database at `url`, which nobody writes to at the moment."""
        self.restore(self._url(_engine_of(url), template), url)
        self._noted(_engine_of(url), template).touch()

    def discard(self, url: str) -> None:
        """Remove a database, if there is one."""
        if _engine_of(url) == "sqlite":
            for suffix in ("", "-wal", "-shm"):
                Path(f"{_file_of(url)}{suffix}").unlink(missing_ok=True)
        else:
            self.cluster.drop(_name_in(url))

    def close(self) -> None:
        """Let go of the server, if it was needed."""
        if "cluster" in self.__dict__:
            self.cluster.connection.close()

    def _make(self, engine: str, template: str) -> None:
        """Make one of the two templates, unless a process of this run has made it already."""
        if template not in self._makers or self.has(engine, template):
            return
        below, fill = self._makers[template]
        with alone(self.workplace, f"{engine}-{template}"):
            if self.has(engine, template):
                return
            url = self.empty(engine)
            if below:
                self.put(url, below)
            fill(url)
            self.keep(url, template)
            self.discard(url)

    def _noted(self, engine: str, template: str) -> Path:
        return self.workplace / f"{engine}.{template}.made"

    def _url(self, engine: str, name: str) -> str:
        if engine == "sqlite":
            return f"sqlite:///{self.workplace / name}.sqlite"
        return self.cluster.url(name)


def _engine_of(url: str) -> str:
    return "sqlite" if url.startswith("sqlite:///") else "postgresql"


def _file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def _name_in(url: str) -> str:
    return url.rpartition("?")[0].rpartition("/")[2]


def _fold_in_the_log(file: Path) -> None:
    """A copy takes the main file alone, so what the write-ahead log holds has to be in it."""
    if not Path(f"{file}-wal").exists():
        return
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
