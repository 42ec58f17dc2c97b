"""Lines of waiting cases for the simulation: ours, and one that others use, to compare with."""

from collections import deque
from collections.abc import Sequence
from heapq import heappop, heappush
from typing import Protocol

from forum.queue.order import effective_at, sort_key


class Line(Protocol):
    """Cases wait in it; a case is named by its place in the order of arrival, from 0."""

    def enter(self, case: int) -> None:
        """Let a case wait."""

    def take(self, now: int) -> int:
        """Take out the case that is served at tick `now`."""

    def __len__(self) -> int:
        """How many wait."""


class HeadStartLine:
    """The forum's own order, kept by a heap over `order.sort_key`; see `forum.queue.order`."""

    def __init__(self, waiting_since: Sequence[int], head_starts: Sequence[float]):
        """Both in the order of arrival; ticks, and `math.inf` for a case before all others."""
        pairs = zip(waiting_since, head_starts, strict=True)
        self._keys = [
            sort_key(effective_at(since, ahead), number)
            for number, (since, ahead) in enumerate(pairs)
        ]
        self._waiting: list = []

    def enter(self, case: int) -> None:
        """Let a case wait."""
        heappush(self._waiting, self._keys[case])

    def take(self, now: int) -> int:
        """Take out whose turn it is; the time plays no part in it."""
        return heappop(self._waiting)[1]

    def __len__(self) -> int:
        return len(self._waiting)


class AccumulatingLine:
    """Accumulating priority: a prioritised case gathers claim `ratio` times as fast as others.

    L. Kleinrock, "A delay dependent queue discipline", Naval Research Logistics Quarterly 11
    (1964). Not used by the forum: its order changes as time passes and has no bound on the gap.
    """

    def __init__(self, waiting_since: Sequence[int], is_prio: Sequence[bool], ratio: float):
        """Both sequences in the order of arrival; `ratio` at least 1."""
        self._since = waiting_since
        self._is_prio = is_prio
        self._ratio = ratio
        self._prio: deque[int] = deque()
        self._normal: deque[int] = deque()

    def enter(self, case: int) -> None:
        """Let a case wait."""
        (self._prio if self._is_prio[case] else self._normal).append(case)

    def take(self, now: int) -> int:
        """Take out the case with the greatest claim at `now`; between equals the earlier one."""
        if not self._prio or not self._normal:
            return (self._prio or self._normal).popleft()
        claim = self._ratio * (now - self._since[self._prio[0]])
        other = now - self._since[self._normal[0]]
        is_prio = claim > other or (claim == other and self._prio[0] < self._normal[0])
        return (self._prio if is_prio else self._normal).popleft()

    def __len__(self) -> int:
        return len(self._prio) + len(self._normal)
