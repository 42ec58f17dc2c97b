"""Who is next in a lane and who overtakes whom; plain values only: no clock, database or person.

The discipline is J. R. Jackson's dynamic priority of 1960: a case with a head start stands where
it would stand had it come earlier by that much, and everybody else stands by arrival. See J. R.
Jackson, "Some Problems in Queueing with Dynamic Priorities", Naval Research Logistics Quarterly 7
(1960), pp. 235-249.

Promise 1, order. The next case is the one with the smallest `effective_at = waiting_since -
head_start`; the head start is the sum of the active grants, cut at the cap. Nothing else enters,
and of two equal ones the smaller case number is first.

Promise 2, bound. If one case overtakes another, it began to wait at most its own head start after
it: `gap <= head_start of the one - head_start of the other <= cap`. Nobody is overtaken by a case
that began to wait more than the cap later.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple, TypeVar, overload

# The forum counts in datetimes; the simulation in whole ticks, and without end for a case that
# goes before all others. Both subtract and compare alike, so both use this very code.
Moment = datetime | int | float
Span = timedelta | int | float
SortKey = tuple[Moment, int]
AnyMoment = TypeVar("AnyMoment", bound=Moment)
AnySpan = TypeVar("AnySpan", timedelta, int, float)


class Entry(NamedTuple):
    """A case that waits: its number, since when (aware, or in ticks), and its head start."""

    number: int
    waiting_since: Moment
    head_start: Span

    @property
    def sort_key(self) -> SortKey:
        """What the order compares, and all that it compares."""
        return sort_key(effective_at(self.waiting_since, self.head_start), self.number)

    @property
    def arrival(self) -> SortKey:
        """Where the case would stand if nobody had a head start: first come, first served."""
        return sort_key(self.waiting_since, self.number)


def head_start(grants: Iterable[AnySpan], *, cap: AnySpan) -> AnySpan:
    """The sum of the active grants, cut at the rulebook's cap (promise 1).

    Raises ValueError for a negative grant: a head start never sets anybody back.
    """
    nothing = type(cap)()
    total = nothing
    for grant in grants:
        if grant < nothing:
            raise ValueError(f"a grant cannot be negative: {grant}")
        total += grant
    return min(total, cap)


@overload
def effective_at(waiting_since: datetime, head_start: timedelta) -> datetime: ...
@overload
def effective_at(waiting_since: float, head_start: float) -> float: ...
@overload
def effective_at(waiting_since: Moment, head_start: Span) -> Moment: ...
def effective_at(waiting_since: Any, head_start: Any) -> Any:
    """Since when the case counts as waiting (promise 1)."""
    return waiting_since - head_start


def sort_key(effective_at: AnyMoment, number: int) -> tuple[AnyMoment, int]:
    """What lanes are sorted by; the case number decides between equals, so no two are equal."""
    return (effective_at, number)


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """The lane as it would be served if nobody else came."""
    return sorted(entries, key=lambda entry: entry.sort_key)


def next_of(entries: Iterable[Entry]) -> Entry | None:
    """Whose turn it is (promise 1), or None in an empty lane."""
    return min(entries, key=lambda entry: entry.sort_key, default=None)


def before(entry: Entry, lane: Iterable[Entry]) -> list[Entry]:
    """Who stands before `entry`: also whom it overtakes when it is served out of turn."""
    return [other for other in lane if other.sort_key < entry.sort_key]


def place(entry: Entry, lane: Iterable[Entry]) -> int:
    """The place of `entry` in its lane, from 1; whether it is itself in `lane` does not matter."""
    return len(before(entry, lane)) + 1


def is_overtaken_by(earlier: Entry, later: Entry) -> bool:
    """Whether `later` stands before `earlier` although it came after it."""
    return earlier.arrival < later.arrival and later.sort_key < earlier.sort_key


def overtaken_by(entry: Entry, lane: Iterable[Entry]) -> list[Entry]:
    """Whom of the lane the head start of `entry` puts it before: they came earlier than it."""
    return [other for other in lane if is_overtaken_by(other, entry)]


def gap(earlier: Entry, later: Entry) -> Span:
    """How long after `earlier` the case `later` began to wait; negative if it began before."""
    began: Any = later.waiting_since  # a moment or a tick, as the other is
    return began - earlier.waiting_since
