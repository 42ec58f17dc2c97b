"""What can be done to the entries of a log and to their hashes."""

from tests.verifier import history
from tests.verifier.history import WIDTH, path
from tests.verifier.spoiling import (
    FRESH,
    HONEST,
    LAST,
    SIZE,
    Attack,
    cut,
    edited,
    entries,
    entries_and_tiles,
    file,
    insert,
    one_byte,
    rubbish,
    swap,
    with_old_signature,
    without,
)

B = path("entries", 3_000 // WIDTH)  # the bundle of entry 3,001
TAIL = path("entries", LAST, SIZE % WIDTH)

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
        file(path("entries", LAST + 3, 1), history.bundle([FRESH])),
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
