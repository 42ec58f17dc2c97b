"""The promises after every step of random histories, by the real verbs on both databases.

A run is one history of at most 10 steps: 50 on each database in the short tests, 1,000 in the
long one. Every act is foreseen on paper: who is refused and why, who is next and whom that costs.
"""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from forum.rulebook.rules import Condition, Rule, Rulebook
from tests.queue.acts_of_customers import ENDS, OPEN
from tests.queue.house import House
from tests.queue.paper import LANES

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

picks = st.integers(0, 11)  # one of the cases that are so
authors = st.sampled_from(("anna", "ben", "nora"))
customers = st.sampled_from(("anna", "ben", "fred", "nora"))
staff = st.sampled_from(("olga", "otto"))
categories = st.sampled_from(sorted(LANES))
kinds = st.sampled_from(("fault", "outage", "question"))
reasons = st.sampled_from(("A neighbour of the one before.", "Everybody can see why.", ""))
minutes = st.sampled_from((1, 45, 400, 2880, 3000))
declared = st.fixed_dictionaries(
    {
        "is_total_outage": st.booleans(),
        "is_emergency_call_impossible": st.booleans(),
        "is_health_dependent": st.booleans(),
        "contract_class": st.sampled_from(("private", "business")),
    }
)
spans = st.sampled_from(
    (MINUTE / 60_000_000, 7.3 * MINUTE, 30 * MINUTE, 5 * HOUR, 9 * HOUR, 50 * HOUR, 8 * DAY)
)
TEXTS = dict.fromkeys(("title_de", "title_en", "reason_de", "reason_en"), "Learnt.")
NEW_RULES = {
    "R8": (Condition("kind", "is", "outage"), Condition("affected_count", "at_least", 1)),
    "R9": (Condition("category", "is_not", "mobile"), Condition("reopened_count", "at_most", 0)),
}


def in_public(case) -> bool:
    return case.is_public


def is_open(case) -> bool:
    return case.is_public and case.status in OPEN


def is_at_an_end(case) -> bool:
    return case.is_public and case.status in ENDS


def is_hidden(case) -> bool:
    return not case.is_public


def is_merged(case) -> bool:
    return case.is_public and case.merged is not None


def has_grant(case) -> bool:
    return case.is_public and bool(case.by_hand)


def is_worked_on(case) -> bool:
    return case.status == "in_progress"


def where(wanted):
    """A step that is only possible while there is such a case."""
    return precondition(lambda self: bool(self.house.cases(wanted)))


class Histories(RuleBasedStateMachine):
    """Customers, staff, moderators and time in any order; whoever may not is refused."""

    def __init__(self, house: House):
        super().__init__()
        self.house = house
        house.begin()

    def teardown(self):
        self.house.end()

    @invariant()
    def the_promises_hold(self):
        self.house.check()

    def pick(self, number: int, wanted):
        found = self.house.cases(wanted)
        return found[number % len(found)]

    @rule(author=authors, category=categories, kind=kinds, facts=declared)
    def a_case_is_opened(self, author, category, kind, facts):
        self.house.open(author, category, kind, facts)

    @where(in_public)
    @rule(number=picks, stranger=st.sampled_from((None, None, "anna", "ben")))
    def somebody_writes_again(self, number, stranger):
        case = self.pick(number, in_public)
        self.house.write(case, stranger or case.author)

    @where(is_open)
    @rule(number=picks)
    def the_author_is_content(self, number):
        self.house.say_solved(self.pick(number, is_open))

    @where(is_at_an_end)
    @rule(number=picks)
    def the_author_objects(self, number):
        self.house.reopen(self.pick(number, is_at_an_end))

    @where(in_public)
    @rule(number=picks, person=customers, back=st.booleans())
    def another_has_the_same(self, number, person, back):
        case = self.pick(number, in_public)
        if case.author != person:
            self.house.join(case, person, back=back)

    @where(is_open)
    @rule(number=picks, who=staff, how=st.sampled_from(("answer", "work", "solve", "decline")))
    def staff_serve_any(self, number, who, how):
        self.house.serve(self.pick(number, is_open), who, how)

    @rule(lane=st.sampled_from(sorted(set(LANES.values()))), who=staff, how=st.just("answer"))
    def staff_serve_the_next(self, lane, who, how):
        line = self.house.paper.line(lane, self.house.now)
        if line:
            self.house.serve(line[0], who, how)

    @precondition(lambda self: self.house.paper.claims)
    @rule(number=picks, how=st.sampled_from(("answer", "work", "solve", "decline")))
    def staff_serve_what_they_took(self, number, how):
        held = list(self.house.paper.claims.items())
        taken, claim = held[number % len(held)]
        self.house.serve(self.house.paper.cases[taken], claim.by, how)

    @rule(lane=st.sampled_from(sorted(set(LANES.values()))), who=staff)
    def staff_take_the_next(self, lane, who):
        self.house.claim_next(lane, who)

    @where(in_public)
    @rule(number=picks, who=staff, reason=reasons)
    def staff_take_any(self, number, who, reason):
        self.house.claim(self.pick(number, in_public), who, reason)

    @precondition(lambda self: self.house.paper.claims)
    @rule(number=picks, who=staff)
    def staff_give_back(self, number, who):
        held = list(self.house.paper.claims)
        self.house.release(self.house.paper.cases[held[number % len(held)]], who)

    @rule(span=spans)
    def time_passes(self, span):
        self.house.pass_time(span)

    @rule(lane=st.sampled_from(sorted(set(LANES.values()))))
    def the_worker_frees_claims(self, lane):
        self.house.release_by_time(lane)

    @where(is_worked_on)
    @rule(number=picks)
    def a_word_does_not_come(self, number):
        self.house.break_word(self.pick(number, is_worked_on))

    @rule(number=picks)
    def the_worker_looks_at_promises(self, number):
        self.house.look_at_promise(self.pick(number, bool))

    @where(in_public)
    @rule(number=picks, minutes=minutes, reason=reasons)
    def a_head_start_is_given(self, number, minutes, reason):
        self.house.grant(self.pick(number, in_public), minutes, reason)

    @where(has_grant)
    @rule(number=picks, reason=reasons)
    def a_head_start_is_taken_back(self, number, reason):
        case = self.pick(number, has_grant)
        self.house.revoke(case, sorted(case.by_hand)[number % len(case.by_hand)], reason)

    @where(in_public)
    @rule(number=picks, kind=kinds, facts=declared)
    def facts_are_corrected(self, number, kind, facts):
        self.house.correct(self.pick(number, in_public), kind, facts)

    @rule(number=picks, category=categories)
    def a_case_is_moved(self, number, category):
        self.house.move(self.pick(number, bool), category)

    @where(in_public)
    @rule(number=picks, into=picks, reason=reasons)
    def a_case_is_merged(self, number, into, reason):
        self.house.merge(self.pick(number, in_public), self.pick(into, in_public), reason)

    @where(is_merged)
    @rule(number=picks, by_author=st.booleans())
    def a_merged_case_goes_on_by_itself(self, number, by_author):
        case = self.pick(number, is_merged)
        self.house.part(case, case.author if by_author else "mona")

    @where(in_public)
    @rule(number=picks)
    def a_complaint_is_hidden(self, number):
        self.house.hide(self.pick(number, in_public))

    @where(is_hidden)
    @rule(number=picks)
    def a_complaint_is_shown(self, number):
        self.house.show(self.pick(number, is_hidden))

    @rule(
        cap=st.sampled_from((None, None, 30, 600, 2880, 4000)),
        changed=st.sampled_from(("R1", "R2", "R3", "R5", "R6", "R7", "R8", "R9")),
        minutes=st.sampled_from((None, 20, 90, 2000)),
        is_in_force=st.booleans(),
        alone=st.sampled_from((False, False, False, True)),
    )
    def a_rulebook_is_published(self, alone, **chosen):
        self.house.publish(another(self.house.paper.rulebook, **chosen), alone=alone)


def another(
    rulebook: Rulebook, *, cap: int | None, changed: str, minutes: int | None, is_in_force: bool
) -> Rulebook:
    """The rulebook with another cap and one rule changed, added or (without minutes) removed."""
    cap = cap or rulebook.cap
    rules = {one.code: one for one in rulebook.rules}
    if minutes is None:
        rules.pop(changed, None)
    elif changed in rules:
        rules[changed] = replace(rules[changed], minutes=minutes, is_in_force=is_in_force)
    elif changed in NEW_RULES:
        new = Rule(
            code=changed, conditions=NEW_RULES[changed], minutes=minutes, match="any", **TEXTS
        )
        rules[changed] = replace(new, is_in_force=is_in_force)
    within = tuple(replace(one, minutes=min(one.minutes, cap)) for one in rules.values())
    return Rulebook(None, cap, within)


@pytest.fixture
def house(app, cast, clock):
    """Twelve cases in three lanes, in all states; every history begins there."""
    with app.app_context():
        house = House(cast, clock)
        yield house
        house.end()


def play(house: House, *, histories: int) -> None:
    chosen = settings(
        max_examples=histories,
        stateful_step_count=10,
        database=None,
        report_multiple_bugs=False,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large),
    )
    run_state_machine_as_test(lambda: Histories(house), settings=chosen)


@pytest.mark.slow
def test_the_promises_hold_whatever_happens(house):
    play(house, histories=20)


@pytest.mark.slow
@pytest.mark.long
def test_the_promises_hold_in_a_thousand_histories(house, much):
    play(house, histories=much(1000, 20))
