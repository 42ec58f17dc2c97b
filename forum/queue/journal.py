"""Who stood in which line from when to when, in ticks: one for each change of any line; pure.

The keys are whole microseconds, so that many can be compared at once. Refuses to count.
"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple, Protocol

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
STILL = 2**40  # a tick that has not come: it stands there yet


class Standing(Protocol):
    """What is read of a case that comes to stand in a line."""

    @property
    def number(self) -> int: ...
    @property
    def lane(self) -> str: ...
    @property
    def joining(self) -> int: ...
    @property
    def arrival(self) -> tuple[datetime, int]: ...
    @property
    def rule_key(self) -> tuple[datetime, int]: ...
    @property
    def key(self) -> tuple[datetime, int]: ...


class Stand(NamedTuple):
    """One time that a case stood in a line with the same keys; `number` decides between equals."""

    lane: str
    number: int
    joining: int  # of which spell
    entered: int
    left: int
    arrival: int
    by_rule: int
    place: int


class Journal:
    """Takes notes of a replay."""

    def __init__(self):
        self.tick = 0
        self._left: list[Stand] = []
        self._open: dict[int, Stand] = {}

    def enter(self, known: Standing) -> None:
        """It comes to stand in its line."""
        self.tick += 1
        keys = (microseconds(key[0]) for key in (known.arrival, known.rule_key, known.key))
        stand = Stand(known.lane, known.number, known.joining, self.tick, STILL, *keys)
        self._open[known.number] = stand

    def leave(self, known: Standing) -> None:
        """It is taken, leaves, or comes to stand elsewhere."""
        self.tick += 1
        self._left.append(self._open.pop(known.number)._replace(left=self.tick))

    @property
    def stands(self) -> list[Stand]:
        """All of them, those who stand there yet last."""
        return [*self._left, *self._open.values()]


def microseconds(at: datetime) -> int:
    """A moment as a number."""
    return (at - EPOCH) // MICROSECOND
