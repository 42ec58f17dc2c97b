"""The folder an index lies in: which one is current, who may write; refuses to know documents.

`DATA_DIR/search/current` names the folder in use. A rebuild fills another folder and replaces
that file in one step, so that readers see the old index until they see the whole new one.
"""

import fcntl
import os
import shutil
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from whoosh.filedb.filestore import FileStorage
from whoosh.index import EmptyIndexError, FileIndex

from forum.search.whoosh_reading import Reading
from forum.search.whoosh_schema import schema

MOST_OPEN = 4  # indexes kept open in one process; more than one only in tests


class Store:
    """One index on disk, shared by all processes of the forum."""

    def __init__(self, directory: Path):
        self.directory = directory

    def locked(self):
        """Be the only writer among all processes; a killed writer's lock is gone with it."""
        return self._alone("writing.lock")

    def building(self):
        """Be the only one among all processes that fills an index aside."""
        return self._alone("building.lock")

    @contextmanager
    def _alone(self, name: str):
        self.directory.mkdir(parents=True, exist_ok=True)
        with open(self.directory / name, "w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def current(self) -> str | None:
        """The name of the folder in use, or None before the first write."""
        try:
            return (self.directory / "current").read_text()
        except FileNotFoundError:
            return None

    def open(self, name: str) -> FileIndex:
        """The index in the folder `name`."""
        return FileIndex(FileStorage(str(self.directory / name)), schema=schema())

    def open_current(self) -> FileIndex | None:
        """The index in use; None if there is none or what is there cannot be read."""
        name = self.current()
        try:
            return self.open(name) if name else None
        except (EmptyIndexError, OSError):
            return None

    def create(self) -> tuple[str, FileIndex]:
        """An empty index aside; nobody reads it before `use`."""
        name = uuid4().hex
        (self.directory / name).mkdir(parents=True)
        return name, FileIndex.create(FileStorage(str(self.directory / name)), schema())

    def use(self, name: str) -> None:
        """Let all readers turn to the folder `name` at their next query; drops the others."""
        pointer = self.directory / f"current.{name}"
        pointer.write_text(name)
        os.replace(pointer, self.directory / "current")
        self.tidy()

    def tidy(self) -> None:
        """Remove what rebuilds left behind that were killed; needs both locks."""
        current = self.current()
        for path in self.directory.iterdir():
            if path.is_dir() and path.name != current:
                shutil.rmtree(path, ignore_errors=True)
            elif path.name.startswith("current."):
                path.unlink(missing_ok=True)


@dataclass
class _Open:
    process: int
    name: str
    index: FileIndex
    generation: int
    reading: Reading


_open: dict[Path, _Open] = {}
_reading = threading.RLock()  # a reader moves file positions: one thread at a time


@contextmanager
def reading(store: Store):
    """The newest commit as this process sees it, for one thread at a time; None if no index."""
    with _reading:
        yield _newest(store)


def _newest(store: Store) -> Reading | None:
    """A rebuild may drop the folder between our finding its name and opening it: look again."""
    for _attempt in range(2):
        try:
            return _as_it_is(store)
        except (EmptyIndexError, OSError):
            _close(store.directory)
    return None  # not replaced: lost, or not to be read


def _as_it_is(store: Store) -> Reading | None:
    name = store.current()
    kept = _open.get(store.directory)
    if kept and (kept.process != os.getpid() or kept.name != name):
        _close(store.directory)
        kept = None
    if name is None:
        return None
    if kept is None:
        return _opened(store, name)
    generation = kept.index.latest_generation()
    if generation != kept.generation:
        # Not Whoosh's refresh(): it fails on an empty index and misses deletions in old segments.
        before, kept.reading = kept.reading, Reading(kept.index.reader(), kept.reading)
        before.reader.close()
        kept.generation = generation
    return kept.reading


def _opened(store: Store, name: str) -> Reading:
    index = store.open(name)
    while len(_open) >= MOST_OPEN:
        _close(next(iter(_open)))
    generation = index.latest_generation()
    kept = _Open(os.getpid(), name, index, generation, Reading(index.reader()))
    _open[store.directory] = kept
    return kept.reading


def _close(directory: Path) -> None:
    kept = _open.pop(directory, None)
    # After a fork the files belong to the parent too: only let go of them.
    if kept and kept.process == os.getpid():
        kept.reading.reader.close()
