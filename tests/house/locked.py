"""Reads what the requirement files pin and what their lock files hold; it asks no index."""

import re
from dataclasses import dataclass

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.data import REPOSITORY

# Which file a person edits, and the lock that `make lock` makes of it.
LOCKS = {
    "requirements.txt": "requirements.lock",
    "requirements-dev.txt": "requirements-dev.lock",
}
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


@dataclass(frozen=True)
class Locked:
    """One package of a lock file: name, version, where it is wanted, number of its files."""

    name: str
    version: str
    is_wanted_here: bool
    hashes: int


def pins(name: str) -> list[Requirement]:
    """What a person wrote into a requirements file, with what the files it names hold."""
    found = []
    for line in (REPOSITORY / name).read_text("utf-8").splitlines():
        wanted = line.partition("#")[0].strip()
        if wanted.startswith("-r "):
            found += pins(wanted.removeprefix("-r ").strip())
        elif wanted:
            found.append(Requirement(wanted))
    return found


def locked(name: str) -> list[Locked]:
    """What a lock file holds; a package may stand in it twice, for different Pythons."""
    return read_lock((REPOSITORY / name).read_text("utf-8"))


def read_lock(text: str) -> list[Locked]:
    """The packages of a lock file by its text: one logical line each."""
    found = []
    for line in text.replace("\\\n", " ").splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        wanted = Requirement(line.partition(" --hash")[0].strip())
        found.append(
            Locked(
                name=canonicalize_name(wanted.name),
                version=str(wanted.specifier).removeprefix("=="),
                is_wanted_here=wanted.marker is None or wanted.marker.evaluate(),
                hashes=len(HASH.findall(line)),
            )
        )
    return found
