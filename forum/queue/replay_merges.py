"""The part of a replay in which cases go on as one: whose clock leads, by the record alone."""

from abc import ABC, abstractmethod
from collections.abc import Callable

from forum.ledger.canonical import moment
from forum.queue.replay_line import Known
from forum.queue.replay_values import Told
from forum.queue.together import Joined, Together


class ReplayOfMerges(ABC):
    """Steps of `Replay` (forum/queue/replay.py), which knows the cases and the lines."""

    @abstractmethod
    def _case(self, number: int) -> Known: ...

    @abstractmethod
    def _join(self, told: Told) -> None: ...

    @abstractmethod
    def _leave(self, told: Told) -> None: ...

    @abstractmethod
    def _find(self, sentence: str) -> None: ...

    @abstractmethod
    def _reorder(self, known: Known, change: Callable, *, gains: str, loses: str) -> None: ...

    def __init__(self):
        self.together = Together()

    def _merge(self, told: Told) -> None:
        """From now on the clocks of both run and stand together; see forum/queue/together.py."""
        if told.fields.get("queue") == "left":
            self._leave(told)
        known, target = self._case(told.case), self._case(told.fields["into"])
        has, other_has = (one.waited_by(told.at) - one.lead for one in (known, target))
        self.together.add(Joined(told.case, target.number, has - other_has))

    def _unmerge(self, told: Told) -> None:
        if told.case not in self.together:
            self._find("goes on by itself although it did so already")
            return
        self.together.remove(told.case)
        if told.fields.get("queue") == "joined":
            self._join(told)

    def _reclock(self, told: Told) -> None:
        """Others came or left: the clock is that of the longest waiting of those who are there."""
        known, lead = self._case(told.case), self.together.lead(told.case)
        changed: str | None = None

        def change() -> None:
            nonlocal changed
            if known.follow_lead(lead) and known.is_waiting:
                changed = moment(known.since)
                known.joined_at = known.joined_at if known.claim else told.at

        self._reorder(known, change, gains="overtook", loses="passed_by")
        if told.fields.get("waiting_since") != changed:
            self._find(f"says it waits since another moment than the merged cases give: {changed}")
