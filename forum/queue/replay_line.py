"""What a replay knows of one case and of one line; values and sorted keys, no database."""

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from forum.queue import order
from forum.queue.replay_values import Spell, Standing
from forum.rulebook.rules import Rulebook

Key = tuple[datetime, int]
MINUTE = timedelta(minutes=1)


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
    standing: Standing | None = None  # when it was taken
    joining: int = 0  # how many times cases had joined a line before it did

    @property
    def is_waiting(self) -> bool:
        return self.waiting_since is not None

    @property
    def since(self) -> datetime:
        """When it began to wait, of a case that waits."""
        assert self.waiting_since is not None
        return self.waiting_since

    @property
    def rules(self) -> Rulebook:
        """Whose cap its place was computed with, of a case that has stood in a line."""
        assert self.rulebook is not None
        return self.rulebook

    @property
    def key(self) -> Key:
        """Where it stands (promise 1), by the same code as the living queue."""
        ahead = timedelta(minutes=self.head_start(self.rules))
        return order.sort_key(order.effective_at(self.since, ahead), self.number)

    @property
    def arrival(self) -> Key:
        return order.sort_key(self.since, self.number)

    @property
    def rule_key(self) -> Key:
        """Where it would stand by the head starts of rules alone."""
        ahead = _cut(self.by_rule.values(), self.rules)
        return order.sort_key(order.effective_at(self.since, ahead), self.number)

    def head_start(self, rulebook: Rulebook) -> int:
        """In minutes, cut at the cap."""
        return _cut((*self.by_rule.values(), *self.by_hand), rulebook) // MINUTE

    def be_taken(self, rulebook: Rulebook, **how) -> None:
        """Remember how it stands now; see Standing."""
        assert self.joined_at is not None  # it stands in a line
        self.standing = Standing(
            joined_at=self.joined_at,
            waiting_since=self.since,
            by_rule=dict(self.by_rule),
            by_hand=sum(self.by_hand),
            head_start=self.head_start(self.rules),
            rule_head_start=_cut(self.by_rule.values(), self.rules) // MINUTE,
            facts=dict(self.facts),
            cap=rulebook.cap,
            **how,
        )

    def spell(self, at: datetime, *, is_served: bool) -> Spell:
        """The time of waiting that ends at a moment."""
        standing = self.standing if is_served else None
        of = standing or self
        assert of.joined_at is not None and of.waiting_since is not None  # it stands in a line
        return Spell(
            number=self.number,
            lane=self.lane,
            joining=self.joining,
            joined_at=of.joined_at,
            waiting_since=of.waiting_since,
            by_hand=standing.by_hand if standing else sum(self.by_hand),
            head_start=standing.head_start if standing else self.head_start(self.rules),
            facts=standing.facts if standing else dict(self.facts),
            ended_at=standing.at if standing else at,
            standing=standing,
        )

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
        self.waited = max(self.waited, at - self.since)
        self.stood_at = at
        self.waiting_since = self.joined_at = self.claim = self.standing = None

    def waited_by(self, at: datetime) -> timedelta:
        """What its clock has at a moment."""
        return at - self.since if self.is_waiting else self.waited

    def follow_lead(self, lead: timedelta) -> bool:
        """Go on with the clock of the longest waiting of its cases; whether that is another one."""
        shift, self.lead = lead - self.lead, lead
        self.waited += shift
        if self.waiting_since is not None:
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


def _cut(minutes: Iterable[int], rulebook: Rulebook) -> timedelta:
    spans = [timedelta(minutes=one) for one in minutes]
    return order.head_start(spans, cap=timedelta(minutes=rulebook.cap))


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

    @property
    def earliest(self) -> datetime | None:
        """Since when the one waits who came first; None in an empty line."""
        return self._arrivals[0][0] if self._arrivals else None

    def since(self, number: int) -> datetime:
        return self._by_number[number][1][0]

    def overtaken_by(self, known: Known) -> list[int]:
        """Who came before it and still waits: whoever takes it now lets it overtake them."""
        earlier = self._arrivals[: bisect_left(self._arrivals, known.arrival)]
        return [number for _at, number in earlier]
