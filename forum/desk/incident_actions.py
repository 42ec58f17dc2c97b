"""Verbs of incidents that look at cases: open one, join, leave, add many, answer them all.

Refuses request, current_user, commit and rendering. The answer itself goes into the threads one by
one (incident_delivery.py).
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete

from forum.accounts.models import User
from forum.cases import states
from forum.cases.models import Case
from forum.cases.moves import require_next_word
from forum.cases.personal_choice import MASK, Choice, settle
from forum.cases.template_fill import refuse_open_fields
from forum.core.clock import now
from forum.core.db import db
from forum.core.errors import Invalid, Refused
from forum.core.i18n import _
from forum.core.markdown import render
from forum.desk import incident_access, incident_queries
from forum.incidents import actions, queries
from forum.incidents.access import require_open
from forum.incidents.models import Delivery, Incident, IncidentAnswer
from forum.incidents.rules import STATUS_AFTER
from forum.ledger.canonical import moment
from forum.ledger.ledger import Actor, record


@dataclass
class Added:
    """What became of cases that somebody wanted to add, by their numbers."""

    joined: list[int] = field(default_factory=list)
    already: list[int] = field(default_factory=list)  # in this incident
    elsewhere: list[int] = field(default_factory=list)  # in another one
    different: list[int] = field(default_factory=list)  # as their author has said
    ended: list[int] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)  # not there, or not public


def open_incident(case: Case, *, title: str, text: str, staff: User) -> Incident:
    """Open an incident with its first case."""
    incident = actions.open_incident(
        title=title, text=text, category=case.category.slug, staff=staff
    )
    actions.add_members(incident, [case.number], by="staff", actor=Actor.of(staff))
    return incident


def join_incident(case: Case, incident: Incident, *, person: User) -> None:
    """ "Mine belongs to it": one click of the author, of the same category, or of staff.

    Twice is once. Refused for a case that has ended or belongs to another open incident, and once
    the incident is closed.
    """
    incident_access.require_joinable(case)
    require_open(incident)
    member = queries.member_of_open(case.number)
    if member is not None and member.incident != incident.number:
        raise Refused(
            _("This case belongs to incident %(number)s. Let it leave there first.")
            % {"number": member.incident}
        )
    if member is not None:
        return
    if person.id == case.author_id:
        if case.category.slug != incident.category:
            raise Refused(_("This incident is about another matter than your case."))
        actions.add_members(incident, [case.number], by="author", actor=Actor.of(person))
        return
    if queries.called_different(incident.number, [case.number]):
        raise Refused(_("Its author has said already that this is a different matter."))
    actions.add_members(incident, [case.number], by="staff", actor=Actor.of(person))


def leave_incident(case: Case, *, person: User) -> int:
    """ "Mine is different": one click of the author, or of staff; returns which incident it was."""
    member = incident_access.membership_of(case)
    by = "author" if person.id == case.author_id else "staff"
    actions.remove_member(member, by=by, actor=Actor.of(person))
    return member.incident


def add_cases(incident: Incident, numbers: Collection[int], *, staff: User) -> Added:
    """Add many cases at once: those that can be added are, of the others it says why not.

    Refused once the incident is closed.
    """
    require_open(incident)
    found = Added()
    known = incident_queries.cases_to_add(numbers)
    different = queries.called_different(incident.number, known)
    wanted = []
    for number in sorted(set(numbers)):
        case = known.get(number)
        if case is None or case.visibility != "public":
            found.missing.append(number)
        elif case.incident is not None:
            is_here = case.incident == incident.number
            (found.already if is_here else found.elsewhere).append(number)
        elif case.status not in states.OPEN:
            found.ended.append(number)
        elif number in different:
            found.different.append(number)
        else:
            wanted.append(number)
    found.joined = actions.add_members(incident, wanted, by="staff", actor=Actor.of(staff))
    found.elsewhere += sorted(set(wanted) - set(found.joined))  # somebody was faster
    return found


def publish_answer(
    incident: Incident,
    *,
    staff: User,
    text: str,
    reason: str,
    then: str,
    next_word_by: datetime | None = None,
    personal: Choice | None = None,
) -> IncidentAnswer:
    """Answer all cases of an incident at once; the worker brings it into each thread.

    What an earlier answer has not reached yet gets this one instead. Personal data is asked about
    here, once: raises PersonalData while `personal` does not say what becomes of it. Raises Invalid
    without a public reason or a next word to come, or with a field of a template left open (the
    worker could ask nobody about it); Refused once the incident is closed.
    """
    require_open(incident)
    refuse_open_fields(text)
    if not reason.strip():
        raise Invalid(_("Say in public why these cases are answered before their turn."), "reason")
    next_word_by = require_next_word(next_word_by) if then == "work" else None
    text = settle({"body": text}, personal, choices=(MASK,)).texts["body"]
    answer = IncidentAnswer(
        incident=incident.number,
        text=text,
        html=render(text).html,
        reason=reason,
        then=then,
        next_word_by=next_word_by,
        written_at=now(),
        written_by_id=staff.id,
    )
    db.session.add(answer)
    incident.status, incident.next_word_by = STATUS_AFTER[then], next_word_by
    db.session.flush()
    _record_answer(answer, staff)
    actions.send_latest(incident)
    return answer


def _record_answer(answer: IncidentAnswer, staff: User) -> None:
    """The reason stands in the entries of the cases that are taken out of turn with it."""
    cases = queries.size_of(answer.incident)
    fields: dict[str, object] = {"incident": answer.incident, "answer": answer.id}
    fields |= {"then": answer.then, "cases": cases}
    if answer.next_word_by:
        fields["next_word_by"] = moment(answer.next_word_by)
    record("incident.answered", actor=Actor.of(staff), fields=fields)


def try_again(incident: Incident) -> None:
    """Let the latest answer be tried at once in the threads that it has not reached so far."""
    answer = queries.latest_answer_id(incident.number)
    if answer is None:
        raise Refused(_("There is no answer yet that could be sent again."))
    missed = (Delivery.answer_id == answer, Delivery.state.in_(("skipped", "waiting")))
    db.session.execute(delete(Delivery).where(*missed))
    actions.send_latest(incident)
