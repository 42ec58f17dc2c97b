"""What the pictures of the report are drawn from: bins of waits, and some services; pure."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from forum.fairness.headline import Waited
from forum.fairness.served import Service
from forum.fairness.values import MOST_DRAWN, Bin, Distribution, Served

MINUTE, HOUR, DAY = 60, 3600, 86400
# Where bins end: about twice as long each time, at spans that people say.
EDGES = (
    *(0, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 16 * HOUR),
    *(DAY, 2 * DAY, 4 * DAY, 7 * DAY, 14 * DAY, 28 * DAY, 56 * DAY),
)


def distribution(matter: str, waited: Waited) -> Distribution:
    """How many waited how long; a wait below 0 (a clock was set back) is in the first bin."""
    actual, fcfs = (_binned(waits) for waits in (waited.actual, waited.fcfs))
    ends = (*EDGES[1:], None)
    return Distribution(
        matter,
        tuple(
            Bin(begin, end, actual[place], fcfs[place])
            for place, (begin, end) in enumerate(zip(EDGES, ends, strict=True))
        ),
    )


def drawn(services: Sequence[Service]) -> tuple[Served, ...]:
    """At most MOST_DRAWN services in the order of their taking, evenly picked."""
    ordered = sorted(services, key=lambda one: (one.taken_at, one.spell.joining))
    if len(ordered) > MOST_DRAWN:
        ordered = [ordered[place * len(ordered) // MOST_DRAWN] for place in range(MOST_DRAWN)]
    return tuple(
        Served(one.spell.waiting_since, one.taken_at, one.fcfs_at, one.way) for one in ordered
    )


def _binned(waits: Sequence[int]) -> Counter:
    return Counter(max(0, bisect_right(EDGES, one) - 1) for one in waits)
