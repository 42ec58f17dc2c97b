"""The same cases served at the same moments in another order: other head starts, or none; pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from heapq import heappop, heappush
from typing import Protocol

from forum.queue import order
from forum.rulebook.rules import Rulebook, grants


class Spell(Protocol):
    """What is read of a time of waiting; `joining` tells apart two of one case."""

    @property
    def number(self) -> int: ...
    @property
    def joining(self) -> int: ...
    @property
    def joined_at(self) -> datetime: ...
    @property
    def waiting_since(self) -> datetime: ...
    @property
    def ended_at(self) -> datetime: ...


class ServedSpell(Spell, Protocol):
    """Of a case that was served: what gave it its head start, minutes."""

    @property
    def by_hand(self) -> int: ...
    @property
    def head_start(self) -> int: ...
    @property
    def facts(self) -> Mapping: ...


def served_again(spells: Sequence[Spell], head_starts: Iterable[timedelta]) -> list[datetime]:
    """When each of the served spells of one lane would be taken under these head starts.

    The moments of service stay; at each, whose turn it is of those who have come is taken. Who
    had not come yet cannot be: a spell has joined, at the latest, when it was really taken.
    """
    keys = [
        (*order.sort_key(order.effective_at(one.waiting_since, ahead), one.number), one.joining)
        for one, ahead in zip(spells, head_starts, strict=True)
    ]
    came = [min(one.joined_at, one.ended_at) for one in spells]
    coming = sorted(range(len(spells)), key=lambda one: came[one])
    waiting: list = []
    taken: list = [None] * len(spells)
    entered = 0
    for moment in sorted(one.ended_at for one in spells):
        while entered < len(coming) and came[coming[entered]] <= moment:
            heappush(waiting, (keys[coming[entered]], coming[entered]))
            entered += 1
        taken[heappop(waiting)[1]] = moment
    return taken


def under_another(
    spells: Sequence[ServedSpell], rulebook: Rulebook
) -> list[tuple[datetime, datetime]]:
    """For each served spell of one lane: when its turn was by the head starts it had, and when it
    would have been under this rulebook; what was given by hand stays."""
    former = [timedelta(minutes=one.head_start) for one in spells]
    other = [head_start_under(rulebook, one.facts, one.by_hand) for one in spells]
    return list(zip(served_again(spells, former), served_again(spells, other), strict=True))


def head_start_under(rulebook: Rulebook, facts: Mapping, by_hand: int) -> timedelta:
    """What a case with these facts, and so many minutes by hand, has under a rulebook."""
    spans = [timedelta(minutes=one.minutes) for one in grants(rulebook, facts)]
    spans.append(timedelta(minutes=by_hand))
    return order.head_start(spans, cap=timedelta(minutes=rulebook.cap))
