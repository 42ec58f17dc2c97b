"""Brings the answer of an incident into its cases: each one a transaction of its own.

The outbox calls `deliver` at least once; what became of a case is written with the answer in its
thread, so whatever dies at whatever moment, no case gets it twice and none is passed over. It is
service like any other: next in its line a case is answered plainly, otherwise it is taken out of
turn with the public reason, and the record says whom that overtook.
"""

import logging
import time

from sqlalchemy import select

from forum.accounts.models import User
from forum.cases import actions as cases
from forum.cases import solution_actions, states
from forum.cases.models import Case
from forum.cases.personal_choice import MASK, Choice
from forum.core import outbox
from forum.core.clock import now
from forum.core.db import db, writing
from forum.core.errors import Problem
from forum.desk import incident_queries
from forum.incidents import queries
from forum.incidents.actions import ANSWER
from forum.incidents.models import Delivery, IncidentAnswer
from forum.incidents.rules import AGAIN_AFTER, is_tried_again
from forum.queue import claim_actions, turns

log = logging.getLogger(__name__)

SHIFT = 20.0  # seconds; then the rest is a new row, long before this one's lease runs out
PAUSE = 0.01  # seconds between two cases: whoever writes meanwhile comes in between


def deliver(payloads: list[dict]) -> None:
    """Outbox consumer: give each answer to the cases that wait for it."""
    for payload in payloads:
        _give_to_all(payload["answer"])


def _give_to_all(answer_id: int) -> None:
    until = time.monotonic() + SHIFT
    while give_to_next(answer_id):
        if time.monotonic() > until:
            with writing():
                outbox.put(ANSWER, {"answer": answer_id})
            return
        time.sleep(PAUSE)


def give_to_next(answer_id: int) -> bool:
    """Give an answer to one case more; whether there was one.

    A case in trouble is noted and holds back no other; what has to be tried again is a row of the
    outbox. An answer after which another one was written goes nowhere any more.
    """
    number: int | None = None
    try:
        with writing():
            answer = _locked(answer_id)
            number = incident_queries.next_case(answer, now()) if answer else None
            if answer is not None and number is not None:
                give(answer, number)
    except turns.Taken:
        assert number is not None  # `give` raised it
        _note_trouble(answer_id, number, "taken")
    except Problem:
        assert number is not None  # the same
        log.exception("incident: case %s refuses answer %s", number, answer_id)
        _note_trouble(answer_id, number, "refused")
    except Exception:
        if number is None:
            raise
        log.exception("incident: case %s did not get answer %s", number, answer_id)
        _note_trouble(answer_id, number, "failed")
    return number is not None


def _locked(answer_id: int) -> IncidentAnswer | None:
    """The answer, so that one process at a time chooses a case for it; None if it is superseded."""
    statement = select(IncidentAnswer).where(IncidentAnswer.id == answer_id).with_for_update()
    answer = db.session.scalar(statement.execution_options(populate_existing=True))
    if answer is None or queries.latest_answer_id(answer.incident) != answer.id:
        return None
    return answer


def give(answer: IncidentAnswer, number: int) -> None:
    """Give an answer in the thread of one case, or note why not, in the transaction at hand.

    Raises Taken while another agent has the case.
    """
    case = incident_queries.locked_case(number)
    if not queries.is_member(answer.incident, number):
        return  # it left while its lock was waited for
    staff = db.session.get(User, answer.written_by_id) if answer.written_by_id else None
    if why := _obstacle(answer, case, staff):
        _note(answer.id, number, "skipped", why)
        return
    assert case is not None and staff is not None  # nothing stands in the way
    delivery = _note(answer.id, number, "sending")
    try:
        turns.require_turn(number, staff=staff)
    except turns.OutOfTurn:
        claim_actions.claim_to_answer(number, staff=staff, reason=answer.reason)
    post = cases.add_post(
        case,
        author=staff,
        body=answer.text,
        then=answer.then,
        next_word_by=answer.next_word_by,
        personal=Choice(MASK),  # it was settled when the answer was written
    )
    if answer.then == "solve":
        solution_actions.mark_solution(case, post=post, person=staff)
    delivery.state, delivery.position, delivery.at = "sent", post.position, now()


def _obstacle(answer: IncidentAnswer, case: Case | None, staff: User | None) -> str | None:
    """Why the answer cannot be given in a case as it is now; a word of incidents/rules.py."""
    if staff is None or not staff.is_staff or staff.is_suspended:
        return "writer"
    if case is None or case.visibility != "public":
        return "hidden"
    if case.status == "duplicate":
        return "merged"
    if case.status not in states.OPEN:
        return "ended"
    if not states.serves(staff, case.author_id):
        return "own"
    is_past = answer.next_word_by is not None and answer.next_word_by <= now()
    return "word_passed" if is_past else None


def _note_trouble(answer_id: int, number: int, why: str) -> None:
    """In a transaction of its own, for the one that met the trouble is undone."""
    with writing():
        held = db.session.get(Delivery, (answer_id, number))
        tries = (held.tries if held else 0) + 1
        again = is_tried_again(why, tries)
        delivery = _note(answer_id, number, "waiting" if again else "skipped", why)
        delivery.tries = tries
        if again:
            delivery.again_at = now() + AGAIN_AFTER
            outbox.put(ANSWER, {"answer": answer_id}, not_before=delivery.again_at)


def _note(answer_id: int, number: int, state: str, why: str | None = None) -> Delivery:
    """What becomes of the answer in this case, as far as it is known; flushed, not committed."""
    delivery = db.session.get(Delivery, (answer_id, number))
    if delivery is None:
        delivery = Delivery(answer_id=answer_id, case_number=number, tries=0)
        db.session.add(delivery)
    delivery.state, delivery.why, delivery.at, delivery.again_at = state, why, now(), None
    db.session.flush()
    return delivery
