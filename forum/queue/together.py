"""Cases that go on as one, and whose clock leads; plain values only, for the queue and the replay.

A merged case keeps a clock of its own. From the merge on the clocks of all that go on as one run
and stand at the same moments, so that of each one number says it all: by how much it was ahead of
the case it went into when it went. Whoever leaves takes exactly their own clock along.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

NOTHING = timedelta(0)


class Joined(NamedTuple):
    """One merged case: what its own clock had beyond the own clock of the case it went into."""

    number: int
    into: int
    ahead: timedelta  # negative where it had less


class Together:
    """All merged cases that matter, by where they went."""

    def __init__(self, joined: Iterable[Joined] = ()):
        self._of: dict[int, Joined] = {}
        self._came: dict[int, dict[int, Joined]] = defaultdict(dict)
        for one in joined:
            self.add(one)

    def add(self, one: Joined) -> None:
        """A case goes on in another one."""
        self._of[one.number] = self._came[one.into][one.number] = one

    def remove(self, number: int) -> None:
        """A case goes on by itself again, with all that went into it."""
        del self._came[self._of.pop(number).into][number]

    def __contains__(self, number: int) -> bool:
        return number in self._of

    def chain(self, number: int) -> list[int]:
        """In which cases a merged one goes on, nearest first; the last one goes on itself."""
        found = []
        while number in self._of:
            number = self._of[number].into
            found.append(number)
        return found

    def below(self, number: int) -> list[int]:
        """Which cases go on in this one, directly or by way of others."""
        found = [number]
        for one in found:
            found.extend(self._came.get(one, ()))
        return found[1:]

    def lead(self, number: int) -> timedelta:
        """How much more than its own the clock of a case has, by those that went into it.

        The one that waited longest leads; where that is the case itself, nothing.
        """
        leads = dict.fromkeys((number, *self.below(number)), NOTHING)
        for one in reversed(leads):  # who went into a case stands behind it
            came = self._came.get(one, {}).values()
            leads[one] = max([NOTHING, *(each.ahead + leads[each.number] for each in came)])
        return leads[number]
