"""Numbers that cannot be, and what can be done to the monthly files."""

from tests.verifier import history
from tests.verifier.spoiling import HONEST, Attack, checkpoint, edited, file, without

APRIL = "2026-04.jsonl"
FIRST_OF_APRIL = history.months(HONEST)["2026-04"][0][0]

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
