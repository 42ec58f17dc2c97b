"""Random histories of a house through the real verbs: after every step the promises hold.

Each history is one transaction that is rolled back at its end; a refused verb leaves nothing.
"""

from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select

from forum.cases import actions, fact_actions, solution_actions
from forum.cases.models import Case, Category
from forum.core import clock
from forum.core.db import db, intend_to_write
from forum.core.errors import Invalid, Problem
from forum.ledger.models import LedgerEntry
from forum.queue import claim_actions, grant_actions, order, reading, turns
from forum.queue.models import Bucket, Grant, QueueEntry, Service
from forum.queue.rulebook_actions import put_in_force
from forum.rulebook import actions as drafts
from forum.rulebook.queries import content_of, rulebook_in_force
from tests.harness.clock import START

MINUTE = timedelta(minutes=1)
CATEGORIES = ("mobile", "internet", "telephone")

cases = st.integers(0, 11)  # taken modulo the cases there are
firsts = st.booleans()  # the first of the lane instead, so that much is allowed
customers = st.sampled_from(("anna", "ben", "olga"))
staff = st.sampled_from(("olga", "otto"))
moderators = st.sampled_from(("mara", "mona"))
categories = st.sampled_from(CATEGORIES)
spans = st.sampled_from((1, 29, 30, 31, 60, 400, 1440, 3 * 1440, 15 * 1440))  # minutes
declared = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(("outage", "fault", "question")),
        "is_total_outage": st.booleans(),
        "is_emergency_call_impossible": st.booleans(),
        "is_health_dependent": st.booleans(),
        "contract_class": st.sampled_from(("private", "business")),
    }
)


class Row(NamedTuple):
    """An entry of the queue as it is stored, read past everything that the session remembers."""

    number: int
    lane: str
    waiting_since: object
    effective_at: object
    head_start: int
    claimed_by_id: int | None
    claimed_until: object

    @property
    def key(self):
        return (self.effective_at, self.number)

    @property
    def arrival(self):
        return (self.waiting_since, self.number)


class House(RuleBasedStateMachine):
    """Customers, staff and moderators who do what they like, in any order."""

    def __init__(self, app, cast, replay_every: int | None):
        super().__init__()
        self.cast, self.replay_every = cast, replay_every
        self.numbers: list[int] = []
        self.taken: dict[tuple, bool] = {}  # (case, when it was taken) → out of turn
        self.steps = 0
        self.context = app.app_context()
        self.context.push()
        intend_to_write(True)
        self.at = START
        clock.freeze(self.at)
        self.places, self.entries = reading.stored_places(), self.count_entries()

    def teardown(self):
        try:
            self.check_replay()
            self.check_services()
        finally:
            db.session.rollback()
            intend_to_write(False)
            clock.freeze(None)
            self.context.pop()

    # What the rules below share.

    def attempt(self, verb, *arguments, **named):
        """Do it or let it be refused; the refusal, which has changed nothing, or None."""
        try:
            with db.session.begin_nested():
                self.result = verb(*arguments, **named)
        except Problem as refusal:
            assert reading.stored_places() == self.places
            assert self.count_entries() == self.entries
            return refusal
        return None

    def person(self, name: str):
        return self.cast[name].row()

    def case(self, number: int) -> Case:
        return db.session.get(Case, number)

    def author_of(self, case: Case):
        return next(one for one in self.cast if one.id == case.author_id).row()

    def pick(self, which: int, first: bool = False) -> Case:
        """One of the cases, or the one that stands first in its lane."""
        number = self.numbers[which % len(self.numbers)]
        lane = self.case(number).category.lane if first else None
        line = self.line(lane) if lane else []
        return self.case(line[0].number if line else number)

    def rows(self) -> list[Row]:
        columns = [getattr(QueueEntry, name) for name in Row._fields]
        return [Row(*row) for row in db.session.execute(select(*columns))]

    def line(self, lane: str) -> list[Row]:
        """Who can be taken in a lane by now: claims that have run out hold nobody back."""
        waiting = [one for one in self.rows() if one.lane == lane and one.waiting_since]
        free = [one for one in waiting if not one.claimed_until or one.claimed_until <= self.at]
        return sorted(free, key=lambda one: one.key)

    def count_entries(self) -> int:
        return db.session.scalar(select(func.count()).select_from(LedgerEntry))

    def category(self, slug: str) -> Category:
        return db.session.scalar(select(Category).where(Category.slug == slug))

    def note_taken(self, number: int, line: list[Row]) -> None:
        """Promise 2: who is taken in turn came at most the cap after whom it overtakes."""
        assert line[0].number == number
        cap = timedelta(minutes=rulebook_in_force().cap)
        overtaken = [one for one in line if one.arrival < line[0].arrival]
        assert all(line[0].waiting_since - one.waiting_since <= cap for one in overtaken)
        self.taken[number, self.at] = False

    def serve(self, verb, case: Case, name: str, *arguments, **named) -> None:
        """An act of staff: promised is that it works for who is next or taken by them only."""
        person, number = self.person(name), case.number
        row = next((one for one in self.rows() if one.number == number), None)
        is_service = person.id != case.author_id and row is not None and row.waiting_since
        line = self.line(row.lane) if is_service else []
        refusal = self.attempt(verb, *arguments, **named)
        if not is_service:
            return
        if number not in [one.number for one in line]:
            is_mine = row.claimed_by_id == person.id
            assert is_mine != isinstance(refusal, turns.Taken)
        elif number != line[0].number:
            assert isinstance(refusal, turns.OutOfTurn) and refusal.overtakes > 0
        else:
            assert refusal is None
            self.note_taken(number, line)

    # Customers.

    @initialize(chosen=st.lists(st.tuples(customers, categories, declared), min_size=2, max_size=4))
    def begin(self, chosen):
        for author, category, facts in chosen:
            self.open(author, category, facts)
            self.wait(1)

    @rule(author=customers, category=categories, facts=declared)
    def open(self, author, category, facts):
        facts = dict(facts)
        case = actions.open_case(
            author=self.person(author),
            title="The line is dead",
            body="Nothing works.",
            category=self.category(category),
            kind=facts.pop("kind"),
            facts=facts,
        )
        self.numbers.append(case.number)

    @rule(which=cases)
    def reply(self, which):
        """Promise 5: a customer who writes while the case waits keeps the place."""
        case, before = self.pick(which), self.places
        was_waiting, since = case.waiting_since is not None, case.waiting_since
        self.attempt(actions.add_post, case, author=self.author_of(case), body="Any news?")
        if was_waiting:
            assert reading.stored_places() == before and case.waiting_since == since

    @rule(which=cases, again=st.booleans())
    def end_or_reopen(self, which, again):
        case = self.pick(which)
        verb = solution_actions.reopen_case if again else solution_actions.say_solved
        self.attempt(verb, case, author=self.author_of(case))

    @rule(which=cases, name=st.sampled_from(("anna", "ben", "mara", "otto")), back=st.booleans())
    def me_too(self, which, name, back):
        verb = actions.take_back_me_too if back else actions.say_me_too
        self.attempt(verb, self.pick(which), person=self.person(name))

    # Staff.

    @rule(which=cases, first=firsts, name=staff, then=st.sampled_from(("answer", "work")))
    def answer(self, which, first, name, then):
        case, by = self.pick(which, first), self.at + timedelta(days=2)
        named = {"author": self.person(name), "body": "We know.", "then": then}
        self.serve(actions.add_post, case, name, case, next_word_by=by, **named)

    @rule(which=cases, first=firsts, name=staff)
    def decline(self, which, first, name):
        case = self.pick(which, first)
        if case.status in ("solved", "closed", "declined") or case.author_id == self.cast[name].id:
            return
        arguments = {"staff": self.person(name), "reason": "Not ours."}
        self.serve(solution_actions.decline_case, case, name, case, **arguments)

    @rule(category=categories, name=staff)
    def claim_next(self, category, name):
        lane = self.category(category).lane
        line = self.line(lane)
        if self.attempt(claim_actions.claim_next, lane, staff=self.person(name)) is None:
            assert self.result == (line[0].number if line else None)
            if line:
                self.note_taken(self.result, line)

    @rule(which=cases, first=firsts, name=staff, reason=st.sampled_from(("", "A neighbour.")))
    def claim(self, which, first, name, reason):
        case = self.pick(which, first)
        line = self.line(case.category.lane)
        arguments = {"staff": self.person(name), "reason": reason}
        refusal = self.attempt(claim_actions.claim, case.number, **arguments)
        if refusal is None and self.result:
            assert reason and line[0].number != case.number
            self.taken[case.number, self.at] = True
        elif refusal is None:
            self.note_taken(case.number, line)
        elif isinstance(refusal, Invalid):
            assert not reason and line[0].number != case.number

    @rule(which=cases, name=staff)
    def release(self, which, name):
        self.attempt(claim_actions.release, self.pick(which).number, staff=self.person(name))

    # Time.

    @rule(minutes=spans)
    def wait(self, minutes):
        self.at += minutes * MINUTE
        clock.freeze(self.at)

    @rule(category=categories)
    def turns_expire(self, category):
        self.attempt(claim_actions.release_what_ran_out, self.category(category).lane)

    @rule(which=cases, verb=st.sampled_from((actions.wait_again, fact_actions.break_promise)))
    def time_alone(self, which, verb):
        self.attempt(verb, self.pick(which))

    # Moderators.

    @rule(which=cases, name=moderators, minutes=spans)
    def grant(self, which, name, minutes):
        arguments = {"moderator": self.person(name), "minutes": minutes, "reason": "A pacemaker."}
        self.attempt(grant_actions.grant_by_hand, self.pick(which).number, **arguments)

    @rule(which=cases, name=moderators)
    def revoke(self, which, name):
        grants = list(db.session.scalars(select(Grant).order_by(Grant.id.desc())))
        if grants:
            arguments = {"moderator": self.person(name), "reason": "It was a mistake."}
            self.attempt(grant_actions.revoke_by_hand, grants[which % len(grants)], **arguments)

    @rule(which=cases, facts=declared, name=moderators)
    def correct(self, which, facts, name):
        arguments = {"facts": facts, "moderator": self.person(name), "reason": "As it is."}
        self.attempt(fact_actions.correct_facts, self.pick(which), **arguments)

    @rule(which=cases, category=categories, name=moderators)
    def move(self, which, category, name):
        arguments = {"category": self.category(category), "moderator": self.person(name)}
        self.attempt(actions.move_case, self.pick(which), reason="It belongs there.", **arguments)

    @rule(
        proposer=moderators,
        approver=st.sampled_from(("mara", "mona", "mona")),
        cap=st.sampled_from((31, 600, 2880, 5 * 1440)),
        minutes=st.sampled_from((30, 90, 1440)),
        in_force=st.booleans(),
        which=cases,
    )
    def publish(self, proposer, approver, **chosen):
        self.attempt(self.change_rulebook, self.person(proposer), self.person(approver), **chosen)

    def change_rulebook(self, proposer, approver, *, cap, minutes, in_force, which):
        draft = drafts.start_draft(proposer=proposer)
        drafts.save_frame(draft, cap=cap, note="Another cap, and one rule is another.")
        rules = content_of(draft).rules
        chosen = rules[which % len(rules)].code
        for one in rules:
            changed = replace(one, minutes=min(cap, one.minutes))
            if one.code == chosen:
                changed = replace(one, minutes=min(cap, minutes), is_in_force=in_force)
            drafts.save_rule(draft, changed)
        drafts.propose(draft)
        put_in_force(draft, approver=approver)

    # What holds after every step.

    @invariant()
    def the_order_is_the_promised_one(self):
        """Promise 1, in plain Python: waiting time less the grants, cut at the cap in force."""
        db.session.flush()
        cap, given, lanes = timedelta(minutes=rulebook_in_force().cap), {}, {}
        active = select(Grant.number, Grant.minutes).where(Grant.revoked_at.is_(None))
        for number, minutes in db.session.execute(active):
            given[number] = given.get(number, timedelta(0)) + minutes * MINUTE
        for row in self.rows():
            if row.waiting_since is None:
                assert row.effective_at is None
                continue
            ahead = min(cap, given.get(row.number, timedelta(0)))
            assert row.effective_at == row.waiting_since - ahead
            assert row.head_start * MINUTE == ahead
            if row.claimed_by_id is None:
                lanes.setdefault(row.lane, []).append(order.sort_key(*row.key))
        computed = {lane: sorted(keys) for lane, keys in lanes.items()}
        places, entries = reading.stored_places(), self.count_entries()
        assert places == computed
        assert places == self.places or entries > self.entries  # nothing moves in silence
        self.places, self.entries = places, entries

    @invariant()
    def who_waits_stands_in_a_line(self):
        since = {row.number: (row.lane, row.waiting_since) for row in self.rows()}
        columns = (Case.number, Case.waiting_since, Case.status, Category.lane)
        for number, waiting_since, status, lane in db.session.execute(
            select(*columns).join(Category, Category.id == Case.category_id)
        ):
            waits = status in ("new", "waiting_for_company")
            assert (waiting_since is not None) == waits
            assert since[number] == (lane, waiting_since)

    @invariant()
    def now_and_then_the_record_explains_it(self):
        self.steps += 1
        if self.replay_every and self.steps % self.replay_every == 0:
            self.check_replay()

    def check_replay(self):
        """The record alone gives the same places, and the buckets count the same cases."""
        replay = reading.replayed()
        assert replay.unexplained == 0 and not replay.findings, replay.findings
        assert not reading.differences(replay)
        counted = select(Bucket.lane, func.sum(Bucket.waiting)).group_by(Bucket.lane)
        buckets = {lane: total for lane, total in db.session.execute(counted)}
        assert buckets == {lane: len(keys) for lane, keys in reading.stored_places().items()}

    def check_services(self):
        """Every service was taken as this house saw it taken."""
        for one in db.session.scalars(select(Service)):
            assert self.taken[one.number, one.taken_at] == one.is_out_of_turn


def run(app, cast, *, examples: int, steps: int, replay_every: int | None, **more) -> None:
    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        **more,
    )
    run_state_machine_as_test(lambda: House(app, cast, replay_every), settings=chosen)


def test_promises_hold(app, cast):
    run(app, cast, examples=5, steps=25, replay_every=8, derandomize=True)


@pytest.mark.slow
def test_promises_hold_in_a_thousand_histories(app, cast):
    run(app, cast, examples=1000, steps=15, replay_every=None)
