"""The folder of the log's secret keys, `DATA_DIR/keys`; refuses to overwrite a key.

`log.key` signs. `log.key.next` is the key of a rotation, until the first checkpoint that both have
signed. `last-checkpoint` is what was signed last: the memory of the log outside its database.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import current_app

KEY = "log.key"
NEXT_KEY = "log.key.next"
LAST = "last-checkpoint"
_LOCK = "lock"


def folder() -> Path:
    """`DATA_DIR/keys`; only its owner may look into it."""
    place = Path(current_app.config["DATA_DIR"]) / "keys"
    if not place.is_dir():
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        _keep_names(place.parent)
    return place


def read(name: str) -> str | None:
    """What the file holds; none when there is none."""
    try:
        return (Path(current_app.config["DATA_DIR"]) / "keys" / name).read_text("utf-8")
    except FileNotFoundError:
        return None


def make(name: str, text: str) -> None:
    """Write a new file at once and durably; FileExistsError when it is there already."""
    partial, file = _written(name, text), folder() / name
    try:
        os.link(partial, file)
    finally:
        partial.unlink()
    _keep_names(folder())


def put(name: str, text: str) -> None:
    """Write the file, in place of an earlier one: whoever reads finds the one or the other."""
    _written(name, text).replace(folder() / name)
    _keep_names(folder())


def promote() -> None:
    """The key of the rotation becomes the one that signs; the former is gone."""
    (folder() / NEXT_KEY).replace(folder() / KEY)
    _keep_names(folder())


@contextmanager
def alone() -> Iterator[None]:
    """Let one process at a time go on; the lock falls with the process that holds it."""
    lock = os.open(folder() / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def open_to_others() -> list[str]:
    """The files of the folder that others than their owner may read, and the folder itself."""
    place = Path(current_app.config["DATA_DIR"]) / "keys"
    files = [place, place / KEY, place / NEXT_KEY]
    return [str(file) for file in files if file.exists() and file.stat().st_mode & 0o077]


def _written(name: str, text: str) -> Path:
    """A finished file of another name, on the disk."""
    partial = folder() / f"{name}.{os.getpid()}.{os.urandom(4).hex()}"
    with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    return partial


def _keep_names(place: Path) -> None:
    """A new name survives a power cut once its folder is on the disk."""
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
