"""Which tests run, on which database, in which order; refuses to leave one out without a reason."""

import re
from dataclasses import dataclass
from zlib import crc32

import pytest

from tests.harness.databases import ENGINES
from tests.harness.statements_seen import COVER

# What PostgreSQL does in its own way is tried there each time, not only once per statement.
ALWAYS_ON_BOTH = {
    "tests/accounts/test_at_the_same_moment.py": "locks",
    "tests/moderation/test_two_moderators.py": "locks",
    "tests/core/test_once.py": "locks",
    "tests/core/test_outbox.py": "locks: several workers share it",
    "tests/desk/test_claims.py": "locks: two who claim at once",
    "tests/search/": "each database has a search of its own",
    "tests/core/test_purge.py": "purging",
    "tests/erasure/test_byte_search.py": "purging",
    "tests/knowledge/test_forgetting.py": "purging",
    "tests/precedents/test_forget.py": "purging",
    "tests/ledger/test_record.py": "triggers",
    "tests/house/test_migrations.py": "migrations",
    "tests/promises/test_migration.py": "migrations",
    "tests/core/test_stamps.py": "what a state of the database is called",
    "tests/crash/": "processes that die",
    "tests/ledger/test_killed.py": "processes that die",
    "tests/queue/test_eight_processes.py": "processes beside each other",
    "tests/queue/test_promises_hold.py": "histories drawn at random ask what no list foresees",
    "tests/verifier/test_both_replays.py": "histories drawn at random ask what no list foresees",
}
_ENGINE = re.compile(r"(?<=[\[-])sqlite(?=[\]-])")


def engines_for(metafunc) -> list[str]:
    """The databases on which a test runs: each, if it is not marked for one or told so."""
    chosen = metafunc.config.getoption("engine")
    only = metafunc.definition.get_closest_marker("only_on")
    engines = [only.args[0]] if only else list(ENGINES)
    return [one for one in engines if chosen in (None, one)]


def twin_on_postgresql(item) -> str | None:
    """What a test on SQLite is called on PostgreSQL; None if it never runs there."""
    if engine_of(item) != "sqlite" or item.get_closest_marker("only_on"):
        return None
    return _ENGINE.sub("postgresql", item.nodeid, count=1)


def always_on_both(test: str) -> bool:
    """Whether a test, by its id, is about something that PostgreSQL does in its own way."""
    return test.startswith(tuple(ALWAYS_ON_BOTH))


@dataclass(frozen=True)
class Wish:
    """What was asked for on the command line."""

    engine: str | None  # this one alone, and then all that runs on it
    is_long: bool  # what counts in thousands, in full
    is_rest: bool  # of that, what `make test` leaves out or does in part
    third: int | None  # one of three equal parts

    @classmethod
    def of(cls, config) -> "Wish":
        asked = {name: config.getoption(name) for name in ("engine", "long", "rest", "third")}
        is_rest = asked["rest"]
        return cls(asked["engine"], asked["long"] or is_rest, is_rest, asked["third"])


def what_runs(items, wish: Wish, cover: set[str]) -> tuple[list, list]:
    """What runs and what does not: tests, parameters, second databases.

    `cover` names the tests on PostgreSQL that together ask it all that SQLite is asked.
    """
    kept, left = [], []
    for item in items:
        waits = item.get_closest_marker("only_long") or (
            not wish.engine and _waits_on_postgresql(item, cover)
        )
        runs = wish.is_long or not waits
        if wish.is_rest:
            runs = bool(waits or item.get_closest_marker("long"))
        if wish.third:
            runs = runs and crc32(item.nodeid.encode()) % 3 + 1 == wish.third
        (kept if runs else left).append(item)
    return kept, left


def _waits_on_postgresql(item, cover: set[str]) -> bool:
    if engine_of(item) != "postgresql" or item.get_closest_marker("only_on"):
        return False
    if item.nodeid in cover:
        return False
    return not always_on_both(item.nodeid) or item.get_closest_marker("short_on") is not None


def engine_of(item) -> str | None:
    return item.callspec.params.get("engine") if hasattr(item, "callspec") else None


def cover() -> set[str]:
    """The committed list of tests that run on PostgreSQL in `make test`."""
    return set(COVER.read_text(encoding="utf-8").split("\n")) if COVER.exists() else set()


def in_order(items, processes: int) -> list:
    """The slow ones first: what is left at the end, the processes share to the second.

    pytest-xdist gives each process a stretch of the list, so each stretch begins with its part of
    the slow ones; what stands at the end of a stretch is what another process takes over.
    """
    slow = [item for item in items if item.get_closest_marker("slow")]
    fast = [item for item in items if not item.get_closest_marker("slow")]
    parts = [slow[part::processes] + fast[part::processes] for part in range(processes)]
    return [item for part in parts for item in part]


def some_on_both(values, both, why: str) -> list:
    """Parameters of a test: in short, those not in `both` run on SQLite alone."""
    alone = pytest.mark.short_on("sqlite", why)
    return [one if one in both else pytest.param(one, marks=alone) for one in values]


def some_in_short(values, kept) -> list:
    """Parameters of a test: those not in `kept` run with `make test-long` alone."""
    long = pytest.mark.only_long
    return [one if one in kept else pytest.param(one, marks=long) for one in values]
