"""Everything that can be done to a published log of 10,000 entries, and what it must be called.

`ATTACKS` is the list; `honest(folder)` writes the log that they change. A checker is given the
folder, with the files of `Attack.kept` as checkpoints kept earlier and `Attack.keys` as the keys
that its reader trusts, and must name `code` and `seq` (and `place`, where it is not empty) first.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.verifier import history
from tests.verifier.history import FALSE, TRUE, WIDTH, note, path, put

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


# --- The list

B = path("entries", 3_000 // WIDTH)  # the bundle of entry 3,001
TAIL = path("entries", LAST, SIZE % WIDTH)
EARLY = {"kept": KEPT}
NOW = {"kept": note(SIZE, history.root_of(history.leaves(HONEST)))}
APRIL = "2026-04.jsonl"
FIRST_OF_APRIL = history.months(HONEST)["2026-04"][0][0]

CUT = [
    Attack("the tail is cut", entries(cut(9_000, SIZE)), "truncated", 9_001),
    Attack("the last entry is cut", entries(cut(SIZE - 1, SIZE)), "truncated", SIZE),
    Attack(
        "the tail is cut from entries and tiles",
        entries_and_tiles(cut(9_000, SIZE)),
        "truncated",
        9_001,
    ),
    Attack("all entries are cut but one", entries(cut(1, SIZE)), "truncated", 2),
    Attack("the last bundle is missing", without(TAIL), "truncated", 9_985, TAIL),
    Attack("a bundle is missing", without(B), "missing", 2_817, B),
    Attack(
        "the last bundle breaks off",
        edited(TAIL, lambda data: data[:-3]),
        "altered",
        SIZE,
        TAIL,
    ),
    Attack("a bundle is empty", file(B, b""), "removed", 2_817, B),
]
ALTERED = [
    Attack("one byte", entries(one_byte(3_000)), "altered", 3_001, B),
    Attack("one byte of the first entry", entries(one_byte(0)), "altered", 1),
    Attack("one byte of the last entry", entries(one_byte(SIZE - 1)), "altered", SIZE, TAIL),
    Attack(
        "one byte and its leaf tile",
        entries_and_tiles(one_byte(3_000), [0]),
        "altered",
        None,
        "tile/entries/011",
    ),
    Attack("one byte and all tiles", entries_and_tiles(one_byte(3_000)), "altered", None),
    Attack(
        "one byte and all tiles and the root, with the old signature",
        with_old_signature(one_byte(3_000)),
        "bad-signature",
        place="checkpoint",
    ),
    Attack("an entry becomes rubbish", entries(rubbish(3_000)), "altered", 3_001, B),
    Attack("a bundle becomes rubbish", file(B, bytes(range(256)) * 40), "altered", 2_817, B),
    Attack(
        "a leaf tile is altered",
        edited(path(0, 7), lambda data: data[:-1] + b"?"),
        "bad-tile",
        place=path(0, 7),
    ),
    Attack(
        "a leaf tile is short",
        edited(path(0, 7), lambda data: data[:-1]),
        "bad-tile",
        place=path(0, 7),
    ),
    Attack("a leaf tile is missing", without(path(0, 7)), "missing", place=path(0, 7)),
    Attack(
        "an upper tile is altered",
        edited(path(1, 0, 39), lambda data: data[::-1]),
        "bad-tile",
        place=path(1, 0, 39),
    ),
    Attack("an upper tile is missing", without(path(1, 0, 39)), "missing", place=path(1, 0, 39)),
]
MOVED = [
    Attack("two entries swapped", entries(swap(3_000, 8_000)), "swapped", 3_001, B, other=8_001),
    Attack("two neighbours swapped", entries(swap(3_000, 3_001)), "swapped", 3_001, B, other=3_002),
    Attack("an entry inserted", entries(insert(3_000, FRESH)), "inserted", 3_001, B),
    Attack("an entry inserted first", entries(insert(0, FRESH)), "inserted", 1),
    Attack("an entry put at the end", entries(insert(SIZE, FRESH)), "extra", SIZE + 1),
    Attack(
        "a whole bundle more",
        lambda folder: put(folder, path("entries", LAST + 3, 1), history.bundle([FRESH])),
        "extra",
        SIZE + 1,
        path("entries", LAST + 3, 1),
        entries_only=True,
    ),
    Attack(
        "an entry repeated",
        entries(insert(3_001, HONEST[3_000])),
        "duplicated",
        3_002,
        B,
        other=3_001,
    ),
    Attack(
        "an entry repeated later",
        entries(insert(6_000, HONEST[3_000])),
        "duplicated",
        6_001,
        other=3_001,
    ),
    Attack(
        "an entry repeated before",
        entries(insert(3_000, HONEST[6_000])),
        "duplicated",
        3_001,
        B,
        other=6_001,
    ),
    Attack("an entry removed", entries(cut(3_000, 3_001)), "removed", 3_001, B),
    Attack("the first entry removed", entries(cut(0, 1)), "removed", 1),
    Attack("a hundred entries removed", entries(cut(3_000, 3_100)), "removed", 3_001, B),
]
SIGNED = [
    Attack(
        "re-signed with another key", everything(rewrite, FALSE), "unknown-key", place="checkpoint"
    ),
    Attack(
        "re-signed, the keys swapped too; the reader has the key",
        and_keys(everything(rewrite, FALSE), FALSE),
        "unknown-key",
        place="checkpoint",
        keys=(TRUE.vkey,),
    ),
    Attack(
        "re-signed, the keys swapped too; the reader has a checkpoint",
        and_keys(everything(rewrite, FALSE), FALSE),
        "unknown-key",
        place="checkpoint",
        kept=EARLY,
    ),
    Attack(
        "the same entries signed by another key",
        checkpoint(SIZE, signer=FALSE),
        "unknown-key",
        place="checkpoint",
    ),
    Attack(
        "a second history by the true key",
        everything(rewrite, TRUE),
        "forked",
        place="checkpoint",
        kept=EARLY,
    ),
    Attack(
        "a second history of the same size",
        everything(other_end_of_same_size, TRUE),
        "forked",
        place="checkpoint",
        kept=NOW,
    ),
    Attack(
        "a second history that is longer",
        everything(other_end, TRUE),
        "forked",
        place="checkpoint",
        kept=NOW,
    ),
    Attack(
        "an old state is shown",
        everything(cut(8_000, SIZE), TRUE),
        "old-checkpoint",
        place="checkpoint",
        kept=NOW,
    ),
    Attack(
        "a checkpoint of another log",
        checkpoint(
            SIZE,
            origin="other.example.org/log",
            signer=history.Signer(b"another log", "other.example.org/log"),
        ),
        "other-log",
        place="checkpoint",
    ),
    Attack(
        "a checkpoint of another log under the true key",
        checkpoint(SIZE, origin="other.example.org/log"),
        "other-log",
        place="checkpoint",
    ),
    Attack(
        "one byte of the signature",
        edited("checkpoint", one_byte_of_signature),
        "bad-signature",
        place="checkpoint",
    ),
    Attack(
        "the checkpoint of fewer entries",
        checkpoint(KEPT_AT, entries_of=KEPT_AT),
        "extra",
        KEPT_AT + 1,
    ),
]
RANGES = [
    Attack(f"a size of {size}", checkpoint(size), "bad-range", place="checkpoint")
    for size in [0, -1, "010000", "+5", 2**40 + 1, 10**30]
]
RANGES += [
    Attack("a size that is no number", checkpoint("many"), "bad-checkpoint", place="checkpoint"),
    Attack("a size of 2^40", checkpoint(2**40), "truncated", 9_985),
    Attack(
        "a width of 0",
        file("tile/0/001.p/0", b""),
        "bad-range",
        place="tile/0/001.p/0",
        entries_only=True,
    ),
    Attack(
        "a width of 257",
        file("tile/0/001.p/257", bytes(257 * 32)),
        "bad-range",
        place="tile/0/001.p/257",
        entries_only=True,
    ),
    Attack(
        "a tile that cannot be",
        file("tile/0/x999/999", bytes(8192)),
        "bad-range",
        place="tile/0/x999/999",
        entries_only=True,
    ),
    Attack(
        "a number written otherwise",
        file("tile/0/x000/001", bytes(8192)),
        "bad-range",
        place="tile/0/x000/001",
        entries_only=True,
    ),
    Attack(
        "a level that cannot be",
        file("tile/9/000.p/1", bytes(32)),
        "bad-range",
        place="tile/9/000.p/1",
        entries_only=True,
    ),
    Attack(
        "a thirteenth month",
        file("2026-13.jsonl", b""),
        "bad-range",
        place="2026-13.jsonl",
        entries_only=True,
    ),
    Attack(
        "a month that is none",
        edited("index.json", lambda data: data.replace(b"2026-04", b"../keys")),
        "bad-range",
        place="../keys.jsonl",
        entries_only=True,
    ),
]
LINES = [
    Attack(
        "a line less in a month",
        edited(APRIL, lambda data: data[data.index(b"\n") + 1 :]),
        "removed",
        FIRST_OF_APRIL,
        APRIL,
        entries_only=True,
    ),
    Attack(
        "a line altered in a month",
        edited(APRIL, lambda data: data.replace(b"billing", b"billinh", 1)),
        "altered",
        FIRST_OF_APRIL,
        APRIL,
        entries_only=True,
    ),
    Attack(
        "a gap in the numbers",
        edited(
            APRIL,
            lambda data: data.replace(
                b'"seq":%d}' % FIRST_OF_APRIL, b'"seq":%d}' % (FIRST_OF_APRIL - 1)
            ),
        ),
        "bad-range",
        FIRST_OF_APRIL,
        APRIL,
        entries_only=True,
    ),
    Attack(
        "a number that is negative",
        edited(APRIL, lambda data: data.replace(b'"seq":%d}' % FIRST_OF_APRIL, b'"seq":-3}')),
        "bad-range",
        FIRST_OF_APRIL,
        APRIL,
        entries_only=True,
    ),
    Attack("a month is missing", without(APRIL), "missing", place=APRIL, entries_only=True),
    Attack(
        "a month is rubbish",
        file(APRIL, bytes(range(256)) * 99),
        "altered",
        FIRST_OF_APRIL,
        APRIL,
        entries_only=True,
    ),
    Attack(
        "a line that does not end",
        file(APRIL, b"x" * 100_000_000),
        "altered",
        FIRST_OF_APRIL,
        APRIL,
        entries_only=True,
    ),
    Attack(
        "an empty month", file(APRIL, b""), "truncated", FIRST_OF_APRIL, APRIL, entries_only=True
    ),
    Attack(
        "an index that lies",
        edited("index.json", lambda data: data.replace(b"10000", b"10001")),
        "altered",
        place="index.json",
        entries_only=True,
    ),
    Attack(
        "an index that is rubbish",
        file("index.json", b"\x00\xff"),
        "altered",
        place="index.json",
        entries_only=True,
    ),
    Attack(
        "an index without bottom",
        file("index.json", b"[" * 1_000_000),
        "altered",
        place="index.json",
        entries_only=True,
    ),
]
RUBBISH = [
    Attack(
        f"the checkpoint is {what}", file("checkpoint", data), "bad-checkpoint", place="checkpoint"
    )
    for what, data in {
        "empty": b"",
        "rubbish": bytes(range(256)) * 9,
        "one long line": b"x" * 10_000_000,
        "unsigned": KEPT.partition(b"\n\n")[0] + b"\n",
        "without a root": b"forum.example.org/log\n10000\n\n" + KEPT.rpartition(b"\n\n")[2],
        "with a root too short": KEPT.replace(KEPT.split(b"\n")[2], b"AAAA"),
        "with a signature that is none": KEPT.replace("— ".encode(), b"- "),
        "signed a thousand times": KEPT + KEPT.rpartition(b"\n\n")[2] * 1_000,
    }.items()
]
RUBBISH += [
    Attack("the checkpoint is missing", without("checkpoint"), "missing", place="checkpoint"),
    Attack("the keys are missing", without("keys"), "missing", place="keys"),
    Attack("the keys are rubbish", file("keys", bytes(range(256))), "bad-checkpoint", place="keys"),
    Attack(
        "a key lies about its hash",
        edited("keys", lambda data: data.replace(TRUE.hash.hex().encode(), b"00000000")),
        "bad-checkpoint",
        place="keys",
    ),
    Attack("an empty leaf tile", file(path(0, 7), b""), "bad-tile", place=path(0, 7)),
    Attack("a huge leaf tile", file(path(0, 7), b"x" * 1_000_000), "bad-tile", place=path(0, 7)),
]
ATTACKS = [*CUT, *ALTERED, *MOVED, *SIGNED, *RANGES, *LINES, *RUBBISH]
