"""A past let happen again through the living queue: real complaints, some agents, their hours.

What a complaint says decides nothing. Where the file does not tell what the queue needs (the facts
that people declare, how long an answer takes), a fixed chance decides: the same for every run.
"""

import hashlib
import heapq
import itertools
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta

from forum.accounts import actions as accounts
from forum.accounts.models import User
from forum.cases import access, actions, promises, solution_actions, upkeep
from forum.cases.models import Case
from forum.cases.personal_choice import MASK, Choice
from forum.core import clock
from forum.core.db import db, writing
from forum.core.house_time import HOUSE_TIME
from forum.intake import people
from forum.intake.threads import CUSTOMER, Thread
from forum.queue import claim_actions, grant_actions, places

SOURCE = "rehearsal"
OPENS, CLOSES = time(8), time(18)  # when agents serve, in the house's time
UPKEEP_EVERY = timedelta(minutes=15)
ANSWER = "Thank you for telling us. We have looked at your line and answered you in writing."
REPLY = "Thank you. This has not solved it yet."


class Rehearsal:
    """Lets events happen in the order of time; each is one transaction of the ordinary verbs."""

    def __init__(self, threads: Sequence[Thread], *, agents: int, category: str, until: datetime):
        self.threads = threads
        self.until = until
        self.counted: Counter = Counter()
        self._events: list[tuple[datetime, int, Callable, tuple]] = []
        self._order = itertools.count()
        self._idle: list[int] = []
        with writing():
            clock.freeze(threads[0].messages[0].at - timedelta(days=1))
            self.category = access.category_named(category).slug
            self.agents = [self._team("agent", number, "staff") for number in range(agents)]
            self.moderator = self._team("moderator", 0, "moderator")
            self.crowd = [self._team("neighbour", number, "customer") for number in range(15)]

    def run(self, on_step: Callable[[int], object]) -> None:
        """From the first complaint to the end; `on_step` is told of each complaint."""
        start = self.threads[0].messages[0].at
        for thread in self.threads:
            self._plan(thread.messages[0].at, self._open, thread, on_step)
        for agent in self.agents:
            self._plan(start, self._serve, agent)
        self._plan(start, self._keep_up)
        while self._events and self._events[0][0] <= self.until:
            at, _number, step, values = heapq.heappop(self._events)
            clock.freeze(at)
            with writing():
                step(at, *values)
            db.session.expire_all()
            if step != self._serve:
                self._wake(at)

    def _wake(self, at: datetime) -> None:
        """Who found nobody waiting looks again when something has happened."""
        for agent_id in self._idle:
            self._plan(at, self._serve, agent_id)
        self._idle.clear()

    def _plan(self, at: datetime, step: Callable, *values) -> None:
        heapq.heappush(self._events, (at, next(self._order), step, values))

    def _open(self, at: datetime, thread: Thread, on_step) -> None:
        author = db.session.merge(people.customer_of(SOURCE, thread.key, at=at))
        author.approved_posts = 1  # the operator knows them; nothing waits for a moderator
        first, category = thread.messages[0], access.category_named(self.category)
        case = actions.open_case(
            author=author,
            title=thread.title,
            body=first.text,
            category=category,
            kind="fault",
            facts=_facts(thread.key),
            personal=Choice(MASK),
        )
        self.counted["opened"] += 1
        affected = 12 if _chance(thread.key, "many") < 0.02 else int(3 * _chance(thread.key, "few"))
        for number in range(affected):
            later = at + timedelta(minutes=7 * (number + 1))
            self._plan(later, self._join, case.number, number)
        if _chance(thread.key, "hand") < 0.01:
            self._plan(at + timedelta(minutes=20), self._move_ahead, case.number)
        on_step(1)

    def _join(self, _at: datetime, number: int, neighbour: int) -> None:
        case, person = db.session.get_one(Case, number), self._known(self.crowd[neighbour])
        if case.status in ("new", "waiting_for_company"):
            actions.say_me_too(case, person=person)

    def _move_ahead(self, _at: datetime, number: int) -> None:
        if db.session.get_one(Case, number).waiting_since is None:
            return
        grant_actions.grant_by_hand(
            number,
            moderator=self._known(self.moderator),
            minutes=120,
            reason="A court has set a time limit.",
        )
        self.counted["moved ahead by hand"] += 1

    def _serve(self, at: datetime, agent_id: int) -> None:
        opens = _next_opening(at)
        if opens > at:
            self._plan(opens, self._serve, agent_id)
            return
        staff, lane = self._known(agent_id), self._lane()
        number = self._out_of_turn(staff, lane, at) or claim_actions.claim_next(lane, staff=staff)
        if number is None:
            self._idle.append(agent_id)
            return
        chance = _chance(f"{number} {at}", "length")
        if chance < 0.01:  # forgotten: the claim runs out and somebody else takes the case
            self.counted["claims not answered"] += 1
            self._plan(at + timedelta(minutes=40), self._serve, agent_id)
            return
        done = at + timedelta(minutes=8 + 20 * chance)
        self._plan(done, self._answer, agent_id, number)

    def _out_of_turn(self, staff: User, lane: str, at: datetime) -> int | None:
        """Now and then somebody takes the tenth in the line, and says why."""
        if _chance(str(at), staff.name) >= 0.03:
            return None
        line = places.first_of(lane, 10)
        if len(line) < 10:
            return None
        reason = "A technician of ours stands at this very house."
        claim_actions.claim(line[-1], staff=staff, reason=reason)
        self.counted["out of turn"] += 1
        return line[-1]

    def _answer(self, at: datetime, agent_id: int, number: int) -> None:
        case, staff = db.session.get_one(Case, number), self._known(agent_id)
        actions.add_post(case, author=staff, body=ANSWER)
        self.counted["answered"] += 1
        comes_back = _chance(str(number), f"reply {case.post_count}")
        if comes_back < 0.25 and case.post_count < 8:
            later = timedelta(minutes=30 + 2400 * _chance(str(number), "later"))
            self._plan(at + later, self._reply, number)
        elif comes_back < 0.5:
            self._plan(at + timedelta(hours=20), self._end, number)
        self._plan(at, self._serve, agent_id)

    def _reply(self, _at: datetime, number: int) -> None:
        case = db.session.get_one(Case, number)
        if case.status == "waiting_for_customer":
            actions.add_post(case, author=db.session.get_one(User, case.author_id), body=REPLY)

    def _end(self, at: datetime, number: int) -> None:
        case = db.session.get_one(Case, number)
        author = db.session.get_one(User, case.author_id)
        if case.status == "waiting_for_customer":
            solution_actions.say_solved(case, author=author)
            if _chance(str(number), "again") < 0.2:
                self._plan(at + timedelta(hours=30), self._reopen, number)

    def _reopen(self, _at: datetime, number: int) -> None:
        case = db.session.get_one(Case, number)
        if case.status in ("solved", "closed"):
            solution_actions.reopen_case(case, author=db.session.get_one(User, case.author_id))
            self.counted["reopened"] += 1

    def _keep_up(self, at: datetime) -> None:
        claim_actions.release_what_ran_out(self._lane())
        for number in list(upkeep.breaking_promises(at)):
            case = upkeep.breaking_case(number, at)
            if case is not None:
                self.counted["promises broken"] += promises.break_past(case, at)
        self._plan(at + UPKEEP_EVERY, self._keep_up)

    def _lane(self) -> str:
        return access.category_named(self.category).lane

    def _team(self, name: str, number: int, role: str) -> int:
        person = accounts.create_user(
            email=f"{name}-{number}@rehearsal.invalid",
            name=f"Rehearsal {name} {number + 1}",
            password_hash=people.NO_PASSWORD,
            role=role,
            is_vouched_for=True,
        )
        db.session.flush()
        return person.id

    def _known(self, person_id: int) -> User:
        return db.session.get_one(User, person_id)


def in_order(found: Sequence) -> list[Thread]:
    """The readable threads of a file by the moment of their complaint."""
    threads = [one for one in found if isinstance(one, Thread) and one.messages[0].by == CUSTOMER]
    return sorted(threads, key=lambda one: (one.messages[0].at, one.key))


def is_empty() -> bool:
    """Whether the forum has no case yet: a rehearsal among real cases would be a lie."""
    return db.session.query(Case.number).first() is None


def _facts(key: str) -> dict:
    chance = _chance(key, "facts")
    return {
        "is_emergency_call_impossible": chance < 0.01,
        "is_total_outage": chance < 0.08,
        "is_health_dependent": 0.08 <= chance < 0.11,
        "contract_class": "business" if chance > 0.9 else "private",
    }


def _chance(key: str, matter: str) -> float:
    """A number from 0 to 1 that is the same in every run."""
    digest = hashlib.sha256(f"{matter}\n{key}".encode()).digest()
    return int.from_bytes(digest[:6]) / 2**48


def _next_opening(at: datetime) -> datetime:
    local = at.astimezone(HOUSE_TIME)
    if OPENS <= local.time() < CLOSES:
        return at
    day = local.date() + timedelta(days=local.time() >= CLOSES)
    return datetime.combine(day, OPENS, HOUSE_TIME).astimezone(at.tzinfo)
