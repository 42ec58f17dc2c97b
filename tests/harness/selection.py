"""Which tests run, on which database, in which order; refuses to leave one out without a reason."""

import pytest

from tests.harness.databases import ENGINES


def engines_for(metafunc) -> list[str]:
    """The databases on which a test runs: each, if it is not marked for one or told so."""
    chosen = metafunc.config.getoption("engine")
    only = metafunc.definition.get_closest_marker("only_on")
    engines = [only.args[0]] if only else list(ENGINES)
    return [one for one in engines if chosen in (None, one)]


def what_runs(items, *, is_long: bool) -> tuple[list, list]:
    """What runs and what waits for `make test-long`: a test, a parameter, its second database."""
    kept, left = [], []
    for item in items:
        waits = item.get_closest_marker("only_long") or _is_for_another(item)
        (left if waits and not is_long else kept).append(item)
    return kept, left


def _is_for_another(item) -> bool:
    short = item.get_closest_marker("short_on")
    engine = getattr(item, "callspec", None) and item.callspec.params.get("engine")
    return bool(short and engine and engine != short.args[0])


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
