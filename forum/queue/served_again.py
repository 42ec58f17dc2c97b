"""The same cases served at the same moments in another order: other head starts, or none at all.

Pure; refuses to know what the head starts are for.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from heapq import heappop, heappush
from typing import Protocol

from forum.queue import order


class Spell(Protocol):
    """What is read of a time of waiting; `joining` tells apart two of one case."""

    number: int
    joining: int
    joined_at: datetime
    waiting_since: datetime
    ended_at: datetime


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
