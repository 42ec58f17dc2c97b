"""Small random histories as the record would tell them, and a slow, plain count of their pairs.

The counting here keeps no keys and no order: at each taking it looks at everybody who stands there.
"""

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from forum.ledger.canonical import moment
from forum.ledger.queries import Entry
from forum.rulebook.rules import Rulebook

START = datetime(2026, 1, 31, 12, tzinfo=UTC)  # some histories go on into the next month
CAP = 600  # minutes
RULES = {"R1": 480, "R2": 120, "R3": 60}
RULEBOOK = Rulebook(version=1, cap=CAP, rules=())
LANES = ("fixed", "fixed", "fixed", "mobile")


@dataclass
class Waiting:
    """A case in a line, or taken from it."""

    number: int
    lane: str
    since: datetime
    joined_at: datetime
    spell: int
    rules: dict[str, int] = field(default_factory=dict)
    hands: list[int] = field(default_factory=list)

    def place(self) -> tuple:
        given = min(CAP, sum(self.rules.values()) + sum(self.hands))
        return self.since - timedelta(minutes=given), self.number

    def by_rule(self) -> tuple:
        given = min(CAP, sum(self.rules.values()))
        return self.since - timedelta(minutes=given), self.number

    def arrival(self) -> tuple:
        return self.since, self.number


@dataclass
class Taken:
    """What a taking was like: counts of pairs by sort, and whom it overtook."""

    at: datetime
    lane: str
    number: int
    spell: int
    since: datetime
    joined_at: datetime
    sorts: Counter
    overtook: set[int]
    gap: timedelta


class History:
    """Draws what happens next; writes entries, and counts by hand what they come to."""

    def __init__(self, seed: int, steps: int):
        self.chance = random.Random(seed)
        self.is_calm = seed % 3 == 0  # then nothing but rules and arrivals decides
        self.at = START
        self.entries: list[Entry] = []
        self.line: dict[int, Waiting] = {}
        self.held: dict[int, tuple[Waiting, Taken, str]] = {}
        self.away: dict[int, tuple[timedelta, dict, list]] = {}  # what the clock had
        self.gone: set[int] = set()
        self.spells = 0
        self.services: list[Taken] = []
        for _step in range(steps):
            self.at += timedelta(minutes=self.chance.choice((0, 1, 10, 30, 60, 240)))
            self.chance.choice(self.possible())()

    def possible(self) -> list:
        """Opening is likelier than the rest, or there would be nobody to overtake."""
        found = [self.open] * 8
        if self.line:
            found += [self.grant] * 6 + [self.take_next] * 4 + [self.move, self.leave, self.revoke]
        if self.line and not self.is_calm:
            found += [self.take_any, self.claim, self.claim_quietly]
        found += [self.answer, self.answer, self.give_back] * bool(self.held)
        found += [self.come_back] * bool(self.away)
        return found + [self.merge] * (len(self.line) > 1)

    def tell(self, kind: str, number: int, **fields) -> None:
        role = ("staff", "S-01")
        self.entries.append(
            Entry(len(self.entries) + 1, kind, self.at, number, *role, fields, {}, "")
        )

    def open(self) -> None:
        number = len({one.subject for one in self.entries}) + 1
        self.join(number, "case.opened", timedelta(0), {}, [])

    def come_back(self) -> None:
        number = self.chance.choice(sorted(self.away))
        waited, rules, hands = self.away.pop(number)
        self.join(number, "case.replied", waited, rules, hands)

    def join(self, number: int, kind: str, waited: timedelta, rules: dict, hands: list) -> None:
        since = self.at - waited
        lane = self.chance.choice(LANES)
        status = "new" if kind == "case.opened" else "waiting_for_company"
        told = {"queue": "joined", "lane": lane, "waiting_since": moment(since), "status": status}
        self.tell(kind, number, **told)
        self.line[number] = Waiting(number, lane, since, self.at, self.spells, rules, hands)
        self.spells += 1

    def anybody(self) -> Waiting:
        return self.line[self.chance.choice(sorted(self.line))]

    def next_of(self, lane: str) -> Waiting:
        return min((one for one in self.line.values() if one.lane == lane), key=Waiting.place)

    def take_next(self) -> None:
        self.serve(self.next_of(self.anybody().lane))

    def take_any(self) -> None:
        """Without a word: unexplained where it was not its turn."""
        self.serve(self.anybody())

    def serve(self, one: Waiting) -> None:
        del self.line[one.number]
        taken = self.judged(one, is_declared=False)
        self.end(one, taken, "next")

    def claim(self) -> None:
        """In turn, or out of turn with its entry."""
        one = self.anybody()
        before = sum(other.place() < one.place() for other in self.beside(one))
        kind = "queue.out_of_turn" if before else "queue.claimed"
        del self.line[one.number]
        self.tell(kind, one.number, lane=one.lane, overtook=before)
        self.held[one.number] = one, self.judged(one, is_declared=bool(before)), kind

    def claim_quietly(self) -> None:
        """Out of turn, and the entry does not say so."""
        one = self.anybody()
        del self.line[one.number]
        self.tell("queue.claimed", one.number, lane=one.lane, overtook=0)
        self.held[one.number] = one, self.judged(one, is_declared=False), "queue.claimed"

    def answer(self) -> None:
        one, taken, kind = self.held.pop(self.chance.choice(sorted(self.held)))
        self.end(one, taken, "claim" if kind == "queue.claimed" else "out_of_turn")

    def give_back(self) -> None:
        one, _taken, _kind = self.held.pop(self.chance.choice(sorted(self.held)))
        self.tell("queue.released", one.number, lane=one.lane, by="hand")
        self.line[one.number] = one

    def grant(self) -> None:
        one = self.anybody()
        rule = self.chance.choice((*RULES, *RULES) if self.is_calm else (None, *RULES, *RULES))
        if rule is None:
            minutes = self.chance.choice((30, 240, 900))
            one.hands.append(minutes)
            self.tell("queue.granted", one.number, minutes=minutes)
        elif rule not in one.rules:
            one.rules[rule] = RULES[rule]
            self.tell("queue.granted", one.number, rule=rule, minutes=RULES[rule])

    def revoke(self) -> None:
        one = self.anybody()
        if one.hands and self.chance.random() < 0.5:
            self.tell("queue.revoked", one.number, minutes=one.hands.pop(0))
        elif one.rules:
            rule = self.chance.choice(sorted(one.rules))
            self.tell("queue.revoked", one.number, rule=rule, minutes=one.rules.pop(rule))

    def move(self) -> None:
        one = self.anybody()
        one.lane, one.joined_at = self.chance.choice(LANES), self.at
        self.tell("case.moved", one.number, queue="moved", lane=one.lane, from_lane="any")

    def leave(self) -> None:
        one = self.anybody()
        del self.line[one.number]
        self.tell("case.closed", one.number, queue="left", lane=one.lane, status="closed")
        self.stand(one)

    def merge(self) -> None:
        """The one goes on in the other, which waits since the earlier of both came."""
        one, other = self.chance.sample(sorted(self.line), 2)
        duplicate, target = self.line.pop(one), self.line[other]
        self.tell("case.merged", one, into=other, queue="left", lane=duplicate.lane)
        since = min(duplicate.since, target.since)
        told = {}
        if since != target.since:
            target.since, target.joined_at = since, self.at
            told = {"queue": "reclocked", "lane": target.lane, "waiting_since": moment(since)}
        self.tell("case.absorbed", other, other=one, **told)

    def end(self, one: Waiting, taken: Taken, how: str) -> None:
        told = {"queue": "served", "lane": one.lane, "taken": how, "overtook": 0}
        self.tell("case.answered", one.number, status="waiting_for_customer", **told)
        self.services.append(taken)
        self.stand(one)

    def stand(self, one: Waiting) -> None:
        self.away[one.number] = self.at - one.since, one.rules, one.hands

    def beside(self, one: Waiting) -> list[Waiting]:
        others = [other for other in self.line.values() if other.lane == one.lane]
        return [other for other in others if other is not one]

    def judged(self, one: Waiting, *, is_declared: bool) -> Taken:
        """By docs/fairness.md, word for word."""
        others = self.beside(one)
        before = sum(other.place() < one.place() for other in others)
        is_explained = is_declared or not before
        sorts: Counter = Counter()
        for other in others:
            came_earlier = other.arrival() < one.arrival()
            if not is_explained and (came_earlier or other.place() < one.place()):
                sorts["unexplained"] += 1
            elif not came_earlier:
                sorts["in_order"] += 1
            elif not is_declared and one.by_rule() < other.by_rule():
                sorts["by_rule"] += 1
            else:
                sorts["by_hand"] += 1
        earlier = [other for other in others if other.arrival() < one.arrival()]
        gap = max((one.since - other.since for other in earlier), default=timedelta(0))
        spells = {other.spell for other in earlier}
        told = (self.at, one.lane, one.number, one.spell, one.since, one.joined_at)
        return Taken(*told, sorts, spells, gap)


def first_come_first_served(services: list[Taken]) -> dict[int, datetime]:
    """By spell: when it would have been taken, looking at everybody at every moment."""
    found: dict[int, datetime] = {}
    lanes = defaultdict(list)
    for one in services:
        lanes[one.lane].append(one)
    for of_lane in lanes.values():
        left = list(of_lane)
        for at in sorted(one.at for one in of_lane):
            here = [one for one in left if min(one.joined_at, one.at) <= at]
            first = min(here, key=lambda one: (one.since, one.number, one.spell))
            found[first.spell] = at
            left.remove(first)
    return found
