"""What another rulebook would change: for who waits now, and for who waited in the last 30 days.

Computes and tells; changes nothing.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from sqlalchemy import select

from forum.core.clock import now
from forum.core.db import db
from forum.queue import order
from forum.queue.models import Grant, QueueEntry
from forum.queue.places import IN_LINE
from forum.queue.reading import replayed
from forum.queue.served_again import head_start_under, under_another
from forum.rulebook.rules import Rulebook, grants

LOOKED_BACK = timedelta(days=30)
EXAMPLES = 10


@dataclass(frozen=True)
class Moved:
    """One case whose place would change."""

    number: int
    old_place: int
    new_place: int

    @property
    def gain(self) -> int:
        """Places nearer to the desk; negative: farther from it."""
        return self.old_place - self.new_place


@dataclass(frozen=True)
class LaneChange:
    """What would change in one lane now; `examples` are those that move farthest."""

    lane: str
    waiting: int
    forward: int
    back: int
    largest_gain: int
    largest_loss: int
    examples: tuple[Moved, ...]


@dataclass(frozen=True)
class PastChange:
    """What the last 30 days would have been: the same arrivals, the same moments of service.

    `median_sooner` and `median_later` are over those who would have been served sooner or later.
    """

    spells: int
    sooner: int
    later: int
    median_sooner: timedelta
    median_later: timedelta
    by_rule: dict[str, int]  # how many spells each rule would have given a head start


def changes_now(rulebook: Rulebook) -> list[LaneChange]:
    """Places of everybody who waits, under the rulebook in force and under this one."""
    by_hand = _minutes_by_hand()
    lanes: dict[str, list] = defaultdict(list)
    columns = (QueueEntry.lane, QueueEntry.number, QueueEntry.waiting_since)
    rows = select(*columns, QueueEntry.effective_at, QueueEntry.facts).where(*IN_LINE)
    for lane, number, since, effective_at, facts in db.session.execute(rows):
        ahead = head_start_under(rulebook, facts, by_hand.get(number, 0))
        key = order.sort_key(order.effective_at(since, ahead), number)
        lanes[lane].append(((effective_at, number), key))
    return [_lane_change(lane, pairs) for lane, pairs in sorted(lanes.items())]


def last_30_days(rulebook: Rulebook) -> PastChange:
    """The last 30 days again under this rulebook, by the order of the living queue."""
    since = now() - LOOKED_BACK
    spells = [one for one in replayed().spells if one.is_served and one.ended_at >= since]
    by_rule: Counter = Counter()
    changes: list[timedelta] = []
    for lane in sorted({one.lane for one in spells}):
        of_lane = [one for one in spells if one.lane == lane]
        changes += [new - old for old, new in under_another(of_lane, rulebook)]
    for spell in spells:
        by_rule.update(one.rule for one in grants(rulebook, spell.facts))
    sooner = [-one for one in changes if one < timedelta(0)]
    later = [one for one in changes if one > timedelta(0)]
    return PastChange(
        spells=len(spells),
        sooner=len(sooner),
        later=len(later),
        median_sooner=_median(sooner),
        median_later=_median(later),
        by_rule=dict(sorted(by_rule.items())),
    )


def _lane_change(lane: str, pairs: list[tuple]) -> LaneChange:
    old = sorted(one for one, _new in pairs)
    new = sorted(one for _old, one in pairs)
    moved = [
        Moved(before[1], bisect_left(old, before) + 1, bisect_left(new, after) + 1)
        for before, after in pairs
    ]
    moved = [one for one in moved if one.gain]
    farthest = sorted(moved, key=lambda one: (-abs(one.gain), one.new_place))
    return LaneChange(
        lane=lane,
        waiting=len(pairs),
        forward=sum(one.gain > 0 for one in moved),
        back=sum(one.gain < 0 for one in moved),
        largest_gain=max((one.gain for one in moved if one.gain > 0), default=0),
        largest_loss=max((-one.gain for one in moved if one.gain < 0), default=0),
        examples=tuple(farthest[:EXAMPLES]),
    )


def _minutes_by_hand() -> dict[int, int]:
    given: Counter = Counter()
    where = (Grant.rule.is_(None), Grant.revoked_at.is_(None))
    for number, minutes in db.session.execute(select(Grant.number, Grant.minutes).where(*where)):
        given[number] += minutes
    return given


def _median(spans: Iterable[timedelta]) -> timedelta:
    if not spans:
        return timedelta(0)
    return median(spans)  # type: ignore[type-var]  # it takes whatever can be added and halved
