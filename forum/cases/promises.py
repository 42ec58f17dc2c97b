"""The promised times of a case: given with it, followed as it goes on, broken for ever.

The room of promises keeps the clocks; here stands which status lets them run, and what a breach
does to the case: it is a fact for the rulebook, and its place follows by rule alone.
"""

from collections.abc import Iterable
from datetime import datetime

from forum.cases.facts import category_of, facts_of
from forum.cases.models import Case
from forum.cases.states import OPEN
from forum.core.clock import now
from forum.ledger.canonical import moment
from forum.ledger.ledger import CLOCK, Actor, Draft
from forum.promises import actions as promises
from forum.promises.actions import Outcome, Promised
from forum.promises.models import Deadline
from forum.promises.rules import MATTERS, phase_of
from forum.queue import actions as queue


def promised_by_category(case: Case) -> list[Promised]:
    """What the category of a case promises now: matter, minutes, calendar."""
    category = category_of(case)
    told = (
        ("answer", category.first_answer_minutes, category.first_answer_calendar),
        ("solution", category.solution_minutes, category.solution_calendar),
    )
    return [(matter, minutes, calendar) for matter, minutes, calendar in told if minutes]


def give(case: Case, promised: Iterable[Promised] | None = None) -> dict:
    """Give a new case what its category promises, from its opening; the fields for its entry."""
    promised = promised_by_category(case) if promised is None else promised
    return promises.give(case.number, promised, at=case.opened_at)


def keep_pace(
    case: Case, at: datetime, *, status: str | None = None, is_history: bool = False
) -> None:
    """Let the promised times follow the status that the case has since `at`.

    An imported case took `status` elsewhere; a breach of then is an entry of the moment missed.
    """
    is_answered = case.first_answer_at is not None
    phases = {one: phase_of(one, status or case.status, is_answered=is_answered) for one in MATTERS}
    _note(case, promises.follow(case.number, phases, at=at), is_history=is_history)


def break_past(case: Case, at: datetime | None = None, *, is_history: bool = False) -> int:
    """Break what has passed by now, or had by `at`; returns how many promises that were."""
    outcome = promises.break_past(case.number, at=at or now())
    _note(case, outcome, is_history=is_history)
    return len(outcome.broken)


def is_late(case: Case, at: datetime) -> bool:
    """Whether a promise was broken in a case that is still open; asks the row of the case alone."""
    is_past = case.promise_due_at is not None and at > case.promise_due_at
    return case.status in OPEN and (bool(case.is_promise_broken) or is_past)


def _note(case: Case, outcome: Outcome, *, is_history: bool) -> None:
    """One entry for each breach; the head start of the case follows the rules in force."""
    if case.promise_due_at != outcome.next_due:
        case.promise_due_at = outcome.next_due
    for row in outcome.broken:
        case.is_promise_broken = True
        queue.change_facts(case.number, facts=facts_of(case), cause=_breach(row, is_history))


def _breach(row: Deadline, is_history: bool) -> Draft:
    assert row.due_at is not None  # the moment that was missed
    fields = {"matter": row.matter, "due": moment(row.due_at)}
    actor = Actor("import") if is_history else CLOCK
    return Draft("case.promise_broken", actor, fields, at=row.due_at if is_history else None)
