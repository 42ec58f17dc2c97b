"""The honest log of 10,000 entries, and ways to spoil it, of which the attacks are made."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.verifier import history
from tests.verifier.history import TRUE, WIDTH, note, put

SIZE = 10_000
KEPT_AT = 5_000  # entries, when the reader kept a checkpoint
HONEST = history.entries(SIZE)
KEPT = note(KEPT_AT, history.root_of(history.leaves(HONEST[:KEPT_AT])))
LAST = SIZE // WIDTH  # number of the last, partial bundle; it holds 16 entries


@dataclass(frozen=True)
class Attack:
    """What is done to the folder, and how every checker must call it."""

    name: str
    apply: Callable[[Path], None]
    code: str
    seq: int | None = None
    place: str = ""
    keys: tuple[str, ...] = ()  # vkeys that the reader trusts
    kept: dict[str, bytes] = field(default_factory=dict)  # checkpoints kept earlier, by file name
    other: int | None = None  # swapped with, duplicate of
    entries_only: bool = False  # seen in the monthly files or the index alone: not by the page


def honest(folder: Path) -> bytes:
    """The log as it should be; returns its checkpoint."""
    return history.write(folder, HONEST)


def changed(change: Callable[[list], None]) -> list[bytes]:
    """The honest entries with a change."""
    some = list(HONEST)
    change(some)
    return some


def entries(change: Callable[[list], None]) -> Callable[[Path], None]:
    """Bundles and monthly files hold changed entries; tiles and checkpoint are as they were."""

    def apply(folder: Path) -> None:
        some = changed(change)
        history.write_bundles(folder, some, SIZE)
        history.write_months(folder, some)

    return apply


def entries_and_tiles(change, levels=range(8)) -> Callable[[Path], None]:
    """The same, and tiles of these levels are computed anew."""

    def apply(folder: Path) -> None:
        entries(change)(folder)
        for level in levels:
            shutil.rmtree(folder / "tile" / str(level), ignore_errors=True)
        history.write_tiles(folder, history.leaves(changed(change)), SIZE, levels)

    return apply


def everything(change, *signers, origin=history.ORIGIN) -> Callable[[Path], None]:
    """A whole other history, signed; the list of keys stays."""

    def apply(folder: Path) -> None:
        some = changed(change)
        keys = (folder / "keys").read_bytes()
        shutil.rmtree(folder)
        history.write(folder, some)
        root = history.root_of(history.leaves(some))
        put(folder, "checkpoint", note(len(some), root, *signers, origin=origin))
        put(folder, "keys", keys)

    return apply


def and_keys(apply, signer) -> Callable[[Path], None]:
    """And the list of keys names the other key."""

    def both(folder: Path) -> None:
        apply(folder)
        put(folder, "keys", f"{signer.vkey}\n".encode())

    return both


def file(name: str, data: bytes) -> Callable[[Path], None]:
    """One file holds something else."""
    return lambda folder: put(folder, name, data)


def without(*names: str) -> Callable[[Path], None]:
    """Files are gone."""

    def apply(folder: Path) -> None:
        for name in names:
            (folder / name).unlink()

    return apply


def edited(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """One file is changed."""
    return lambda folder: put(folder, name, change((folder / name).read_bytes()))


def checkpoint(size, *, entries_of: int = SIZE, origin=history.ORIGIN, signer=TRUE):
    """A checkpoint with another size, truly signed."""
    root = history.root_of(history.leaves(HONEST[:entries_of]))
    return file("checkpoint", note(size, root, signer, origin=origin))


# --- Changes to the list of entries


def one_byte(at: int):
    """The entry of this index says another lane, one letter apart."""

    def change(some: list) -> None:
        some[at] = some[at].replace(b'"billing"', b'"billinh"')

    return change


def swap(one: int, two: int):
    """Two entries change places."""

    def change(some: list) -> None:
        some[one], some[two] = some[two], some[one]

    return change


def insert(at: int, what: bytes):
    """An entry more."""
    return lambda some: some.insert(at, what)


def cut(start: int, end: int):
    """Entries less."""
    return lambda some: some.__delitem__(slice(start, end))


FRESH = history.entry(4_321, note="false")
NEW_END = [history.entry(number, note="other") for number in range(7_000, SIZE + 40)]


def rewrite(some: list) -> None:
    """Everything from entry 4,001 on is another story."""
    some[4_000:] = [history.entry(number, note="other") for number in range(4_000, SIZE)]


def rubbish(at: int):
    """An entry that is no text at all."""
    return lambda some: some.__setitem__(at, bytes(range(256)))


def other_end_of_same_size(some: list) -> None:
    """The two histories part and are equally long."""
    some[7_000:] = NEW_END[: SIZE - 7_000]


def other_end(some: list) -> None:
    """The two histories part after what the reader has seen."""
    some[7_000:] = NEW_END


# --- Changes to the checkpoint


def with_old_signature(change) -> Callable[[Path], None]:
    """Entries, tiles and the root in the checkpoint are new; the signature could not be."""

    def apply(folder: Path) -> None:
        signature = (folder / "checkpoint").read_bytes().rpartition(b"\n\n")[2]
        everything(change, TRUE)(folder)
        text = (folder / "checkpoint").read_bytes().rpartition(b"\n\n")[0]
        put(folder, "checkpoint", text + b"\n\n" + signature)

    return apply


def one_byte_of_signature(data: bytes) -> bytes:
    """The signature line, one letter apart, still base64."""
    at = len(data) - 20
    return data[:at] + (b"A" if data[at : at + 1] != b"A" else b"B") + data[at + 1 :]
