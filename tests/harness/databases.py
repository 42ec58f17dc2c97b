"""Fresh databases on both engines, copied from migrated templates; refuses to share one."""

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
    """Gives out databases: two templates per engine and run, copied for every test."""

    def __init__(self, workplace: Path, migrate, enrol):
        """`migrate` is called once per engine with the url of the empty template database.

        `enrol` then with that of a copy of it, which becomes the one with people in it.
        """
        self.workplace = workplace
        self.migrate = migrate
        self.enrol = enrol
        self._count = itertools.count()

    @cached_property
    def cluster(self) -> Cluster:
        return Cluster(self.workplace)

    def fresh(self, engine: str, *, is_peopled: bool = False) -> str:
        """The url of a new migrated database, empty or with the cast in it."""
        if engine == "sqlite":
            file = self.workplace / f"{self._name()}.sqlite"
            template = self._peopled_sqlite if is_peopled else self._sqlite_template
            shutil.copyfile(template, file)
            return f"sqlite:///{file}"
        template = self._peopled_postgresql if is_peopled else self._postgresql_template
        return self.cluster.create(self._name(), template=template)

    def empty(self, engine: str) -> str:
        """The url of a new database without any table, for tests of the migrations."""
        if engine == "sqlite":
            return f"sqlite:///{self.workplace / self._name()}.sqlite"
        return self.cluster.create(self._name())

    def copy(self, url: str) -> str:
        """The url of a copy of a database that nobody writes to at the moment."""
        if url.startswith("sqlite:///"):
            original = Path(url.removeprefix("sqlite:///"))
            _fold_in_the_log(original)
            file = self.workplace / f"{self._name()}.sqlite"
            shutil.copyfile(original, file)
            return f"sqlite:///{file}"
        return self.cluster.create(self._name(), template=_name_in(url))

    def restore(self, url: str, copy: str) -> None:
        """Bring the database at `url` back to what it was when `copy` was made of it."""
        self.discard(url)
        if url.startswith("sqlite:///"):
            shutil.copyfile(copy.removeprefix("sqlite:///"), url.removeprefix("sqlite:///"))
        else:
            self.cluster.create(_name_in(url), template=_name_in(copy))

    def discard(self, url: str) -> None:
        """Remove a database that `fresh` or `empty` gave."""
        if url.startswith("sqlite:///"):
            file = url.removeprefix("sqlite:///")
            for suffix in ("", "-wal", "-shm"):
                Path(file + suffix).unlink(missing_ok=True)
        else:
            self.cluster.drop(_name_in(url))

    def close(self) -> None:
        """Let go of the server, if it was needed."""
        if "cluster" in self.__dict__:
            self.cluster.connection.close()

    def _name(self) -> str:
        return f"w{os.getpid()}_{next(self._count)}"

    @cached_property
    def _sqlite_template(self) -> Path:
        return self._made_once("migrated", self.migrate)

    @cached_property
    def _peopled_sqlite(self) -> Path:
        empty = self._sqlite_template

        def make(url: str) -> None:
            shutil.copyfile(empty, url.removeprefix("sqlite:///"))
            self.enrol(url)

        return self._made_once("peopled", make)

    def _made_once(self, name: str, make) -> Path:
        """The file of a template on SQLite, by whichever process of the run asks first."""
        file = self.workplace / f"{name}.sqlite"
        with alone(self.workplace, "sqlite-template"):
            if not file.exists():
                partial = self.workplace / "partial.sqlite"
                make(f"sqlite:///{partial}")
                _fold_in_the_log(partial)
                partial.rename(file)
        return file

    @cached_property
    def _postgresql_template(self) -> str:
        return self._created_once("migrated", "template0", self.migrate)

    @cached_property
    def _peopled_postgresql(self) -> str:
        return self._created_once("peopled", self._postgresql_template, self.enrol)

    def _created_once(self, name: str, template: str, fill) -> str:
        """The same on PostgreSQL, where a template is a database by its name."""
        noted = self.workplace / f"postgresql.{name}"
        with alone(self.workplace, "postgresql-template"):
            if not noted.exists():
                fill(self.cluster.create(name, template=template))
                noted.touch()
        return name


def _name_in(url: str) -> str:
    return url.rpartition("?")[0].rpartition("/")[2]


def _fold_in_the_log(file: Path) -> None:
    """A copy takes the main file alone, so what stands in the write-ahead log must be in it."""
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
