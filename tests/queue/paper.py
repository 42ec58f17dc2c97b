"""The queue as somebody keeps it with pencil and paper: by the promises, not by the forum's code.

It takes rulebooks as plain values and asks nothing of forum/queue.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from forum.rulebook.rules import Condition, Rule, Rulebook
from tests.queue.paper_promises import PaperPromise

NOTHING = timedelta(0)
MOST_CLAIMS = 3
CLAIM_LASTS = timedelta(minutes=30)
LANES = {"mobile": "mobile", "internet": "fixed", "telephone": "fixed", "billing": "contracts"}
WAITING = ("new", "waiting_for_company")


@dataclass
class PaperCase:
    """One case: who opened it, what a rule may see of it, and its clock."""

    number: int
    author: str
    facts: dict
    status: str = "new"
    is_public: bool = True
    was_public: bool = True  # else a moderator has not looked at it yet
    is_answered: bool = False
    since: datetime | None = None  # while its clock runs, less what it had before
    waited: timedelta = NOTHING  # while its clock stands
    next_word_by: datetime | None = None
    promises: list[PaperPromise] = field(default_factory=list)  # those not broken
    by_hand: dict[int, int] = field(default_factory=dict)  # grant → minutes
    said_me_too: set[str] = field(default_factory=set)
    merged: "Merged | None" = None  # in another case
    was_different: int | None = None  # from this case, says its author

    @property
    def lane(self) -> str:
        return LANES[self.facts["category"]]

    @property
    def is_in_line(self) -> bool:
        """It stands in its lane, taken or not."""
        return self.is_public and self.since is not None

    def has(self, at: datetime) -> timedelta:
        """What its clock has at a moment."""
        return self.waited if self.since is None else at - self.since

    def sets_clock(self, waited: timedelta, at: datetime) -> None:
        """Its clock has so much now, whether it runs or stands."""
        if self.since is None:
            self.waited = waited
        else:
            self.since = at - waited

    def turn_to(self, status: str, at: datetime) -> None:
        """Another status, with which the clock runs on or stands."""
        if status in WAITING and self.since is None:
            self.since = at - self.waited
        elif status not in WAITING and self.since is not None:
            self.waited, self.since = at - self.since, None
        self.status = status
        self.keep_promises(at)

    def keep_promises(self, at: datetime) -> None:
        """A promise that has passed is broken, for ever; the others follow the status."""
        past = [one for one in self.promises if one.is_past(at)]
        self.facts["promise_broken"] |= bool(past)
        self.promises = [one for one in self.promises if one not in past]
        for one in self.promises:
            one.follow(self.status, self.is_answered, at)


@dataclass
class Merged:
    """Where a case went, what it was, and how far each of both clocks was, without their guests.

    Both run and stand together from then on.
    """

    into: int
    status: str
    since: datetime | None
    next_word_by: datetime | None
    own: timedelta
    own_there: timedelta


@dataclass
class Claim:
    """Who has taken a case, until when, and how many stood before it."""

    by: str
    until: datetime
    overtook: int


@dataclass
class Paper:
    """All cases, all claims that nobody has given back yet, and the rulebook in force."""

    rulebook: Rulebook
    cases: dict[int, PaperCase] = field(default_factory=dict)
    claims: dict[int, Claim] = field(default_factory=dict)

    def by_rules(self, case: PaperCase) -> dict[str, int]:
        """Rule → minutes, of those that hold for the case."""
        return {
            rule.code: rule.minutes
            for rule in self.rulebook.rules
            if rule.is_in_force and _holds(rule, case.facts)
        }

    def head_start(self, case: PaperCase) -> int:
        """In minutes, cut at the cap."""
        total = sum(self.by_rules(case).values()) + sum(case.by_hand.values())
        return min(self.rulebook.cap, total)

    def key(self, case: PaperCase) -> tuple[datetime, int]:
        """Promise 1: when it began to wait, less its head start; then its number."""
        return case.since - timedelta(minutes=self.head_start(case)), case.number

    def line(self, lane: str, at: datetime | None = None) -> list[PaperCase]:
        """Those who can be taken, in order; at a moment also those whose claim has run out."""
        claimed = {n for n, one in self.claims.items() if at is None or one.until > at}
        there = [one for one in self.cases.values() if one.is_in_line and one.lane == lane]
        return sorted((one for one in there if one.number not in claimed), key=self.key)

    def before(self, case: PaperCase, at: datetime | None = None) -> int:
        """How many stand before a case."""
        others = [one for one in self.line(case.lane, at) if one is not case]
        return sum(self.key(one) < self.key(case) for one in others)

    def claims_of(self, person: str, at: datetime) -> int:
        """How many cases somebody holds."""
        return sum(one.by == person and one.until > at for one in self.claims.values())

    def release_expired(self, lane: str, at: datetime) -> None:
        """Whatever of a lane nobody answered in time can be taken again."""
        over = [n for n, one in self.claims.items() if one.until <= at]
        for number in over:
            if self.cases[number].lane == lane:
                del self.claims[number]

    def take(self, case: PaperCase, *, is_declared: bool, at: datetime) -> None:
        """Promise 2: who is taken in its turn came at most the cap after whom it overtakes."""
        if is_declared:
            return
        assert self.line(case.lane, at)[0] is case
        for other in self.line(case.lane, at):
            if (other.since, other.number) < (case.since, case.number):
                gap = case.since - other.since
                assert gap <= timedelta(minutes=self.rulebook.cap), f"{gap} is more than the cap"

    def claim(self, case: PaperCase, person: str, *, overtook: int, at: datetime) -> None:
        """Somebody takes the case to answer it."""
        self.take(case, is_declared=overtook > 0, at=at)
        self.release_expired(case.lane, at)
        self.claims[case.number] = Claim(person, at + CLAIM_LASTS, overtook)

    def guests(self, case: PaperCase) -> list[PaperCase]:
        """The cases that went into this one themselves."""
        cases = self.cases.values()
        return [one for one in cases if one.merged and one.merged.into == case.number]

    def party(self, case: PaperCase) -> list[PaperCase]:
        """All that goes on in it, itself first."""
        found = [case]
        for guest in self.guests(case):
            found += self.party(guest)
        return found

    def chain(self, case: PaperCase) -> list[PaperCase]:
        """In which cases it goes on, nearest first."""
        if case.merged is None:
            return []
        into = self.cases[case.merged.into]
        return [into, *self.chain(into)]

    def gains(self, case: PaperCase) -> timedelta:
        """What its clock has by the longest waiting of its guests."""
        each = [
            one.merged.own - one.merged.own_there + self.gains(one) for one in self.guests(case)
        ]
        return max([NOTHING, *each])

    def count(self, case: PaperCase) -> int:
        """Distinct others who have the problem of a case."""
        party = self.party(case)
        people = {person for one in party for person in one.said_me_too}
        return len((people | {one.author for one in party[1:]}) - {case.author})

    def breaks_promise(self, case: PaperCase, at: datetime) -> bool:
        """Whether a promised time has passed that had not been noted."""
        return any(one.is_past(at) for one in case.promises)


def _holds(rule: Rule, facts: dict) -> bool:
    found = [_is_so(one, facts[one.fact]) for one in rule.conditions]
    return any(found) if rule.match == "any" else all(found)


def _is_so(condition: Condition, value) -> bool:
    return {
        "is": value == condition.value,
        "is_not": value != condition.value,
        "at_least": type(value) is int and value >= condition.value,
        "at_most": type(value) is int and value <= condition.value,
    }[condition.operator]
