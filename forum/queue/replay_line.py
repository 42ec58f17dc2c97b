"""What a replay knows of one case and of one line; values and sorted keys, no database."""

from bisect import bisect_left, insort
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from forum.queue import order
from forum.rulebook.rules import Rulebook

Key = tuple[datetime, int]


@dataclass
class Known:
    """A case as the ledger tells it."""

    number: int
    facts: dict = field(default_factory=dict)
    lane: str = ""
    opened_at: datetime | None = None
    joined_at: datetime | None = None
    waiting_since: datetime | None = None
    stood_at: datetime | None = None  # since when its clock stands
    waited: timedelta = timedelta(0)  # while it stands
    lead: timedelta = timedelta(0)  # what its clock has by cases that were merged into it
    by_rule: dict[str, int] = field(default_factory=dict)
    by_hand: list[int] = field(default_factory=list)
    rulebook: Rulebook | None = None  # whose cap its place was computed with
    claim: tuple[str, str] | None = None
    taken_at: datetime | None = None

    @property
    def is_waiting(self) -> bool:
        return self.waiting_since is not None

    @property
    def key(self) -> Key:
        """Where it stands (promise 1), by the same code as the living queue."""
        ahead = timedelta(minutes=self.head_start(self.rulebook))
        return order.sort_key(order.effective_at(self.waiting_since, ahead), self.number)

    @property
    def arrival(self) -> Key:
        return order.sort_key(self.waiting_since, self.number)

    def head_start(self, rulebook: Rulebook) -> int:
        """In minutes, cut at the cap."""
        spans = [timedelta(minutes=one) for one in (*self.by_rule.values(), *self.by_hand)]
        return order.head_start(spans, cap=timedelta(minutes=rulebook.cap)) // timedelta(minutes=1)

    def reasons(self) -> tuple[str, ...]:
        """What its head start is made of."""
        return tuple(sorted([*self.by_rule, *(["hand"] if self.by_hand else [])]))

    def give(self, rule: str | None, minutes: int) -> None:
        if rule:
            self.by_rule[rule] = minutes
        else:
            self.by_hand.append(minutes)

    def has(self, rule: str | None, minutes: int) -> bool:
        return self.by_rule.get(rule) == minutes if rule else minutes in self.by_hand

    def take_back(self, rule: str | None, minutes: int) -> None:
        if rule:
            del self.by_rule[rule]
        else:
            self.by_hand.remove(minutes)

    def stand(self, at: datetime) -> None:
        """Its clock stands from now on; a clock that was set back takes nothing from it."""
        self.waited = max(self.waited, at - self.waiting_since)
        self.stood_at = at
        self.waiting_since = self.joined_at = self.claim = self.taken_at = None

    def waited_by(self, at: datetime) -> timedelta:
        """What its clock has at a moment."""
        return at - self.waiting_since if self.is_waiting else self.waited

    def follow_lead(self, lead: timedelta) -> bool:
        """Go on with the clock of the longest waiting of its cases; whether that is another one."""
        shift, self.lead = lead - self.lead, lead
        self.waited += shift
        if self.is_waiting:
            self.waiting_since -= shift
        return bool(shift)

    def doubt_about_clock(self, waiting_since: datetime, at: datetime) -> str:
        """Why a case cannot have waited since then, or an empty string.

        It goes on from where it stood, counted at the earliest from the moment its clock stopped:
        a reply counts from when it was written, not from when a moderator had looked at it.
        """
        resumed_at = waiting_since + self.waited
        earliest = self.stood_at or self.opened_at
        if resumed_at > at:
            return "its clock begins in the future"
        if earliest is not None and resumed_at < min(earliest, at):
            return f"its clock has {min(earliest, at) - resumed_at} more than it waited"
        return ""


class ReplayLine:
    """The unclaimed cases of a lane, sorted by place and by arrival."""

    def __init__(self):
        self._keys: list[Key] = []
        self._arrivals: list[Key] = []
        self._by_number: dict[int, tuple[Key, Key]] = {}

    def keys(self) -> list[Key]:
        """Places in order."""
        return list(self._keys)

    def add(self, known: Known) -> None:
        key, arrival = known.key, known.arrival
        self._by_number[known.number] = key, arrival
        insort(self._keys, key)
        insort(self._arrivals, arrival)

    def remove(self, key: Key) -> None:
        key, arrival = self._by_number.pop(key[1])
        del self._keys[bisect_left(self._keys, key)]
        del self._arrivals[bisect_left(self._arrivals, arrival)]

    def before(self, key: Key) -> int:
        """How many stand before that key."""
        return bisect_left(self._keys, key)

    def first(self, count: int) -> list[int]:
        """The numbers of those who stand first."""
        return [number for _at, number in self._keys[:count]]

    def since(self, number: int) -> datetime:
        return self._by_number[number][1][0]

    def overtaken_by(self, known: Known) -> list[int]:
        """Who came before it and still waits: whoever takes it now lets it overtake them."""
        earlier = self._arrivals[: bisect_left(self._arrivals, known.arrival)]
        return [number for _at, number in earlier]
