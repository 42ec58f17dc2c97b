"""Moves of the table with their one ledger entry, whoever makes them: in public or in private."""

from datetime import datetime

from forum.accounts.models import User
from forum.cases import clock, states
from forum.cases.models import Case
from forum.core.clock import now
from forum.core.errors import Invalid, Refused
from forum.core.i18n import _
from forum.ledger.ledger import Actor, Draft


def make(
    case: Case, name: str, person: User, cause: Draft, *, since: datetime | None = None
) -> None:
    """One move of the table: refused with its sentence, or done with exactly one ledger entry.

    A clock that starts with it counts from `since`.
    """
    parts = states.parts_of(person, case.author_id)
    decision = states.move(name, status=case.status, parts=parts)
    if decision.to is None:
        raise Refused(decision.refusal)
    staff = person if "staff" in parts else None
    clock.enter(case, decision.to, cause=cause, since=since, staff=staff)


def start_work(
    case: Case, kind: str, *, staff: User, next_word_by: datetime | None, fields: dict | None = None
) -> None:
    """Staff are working on it and say until when the next word comes; the entry is a `kind`."""
    next_word_by = require_next_word(next_word_by)
    told = {**(fields or {}), "next_word_by": next_word_by.strftime("%Y-%m-%dT%H:%MZ")}
    make(case, "work", staff, Draft(kind, Actor.of(staff), told))
    case.next_word_by = next_word_by


def require_next_word(wish: datetime | None) -> datetime:
    """The same moment; Invalid unless it is to come, and soon enough."""
    at = now()
    if wish is None or wish <= at:
        raise Invalid(_("Say until when the next word comes: a moment to come."), "next_word_by")
    if wish > at + states.NEXT_WORD_AT_MOST:
        raise Invalid(_("The next word must come within 30 days."), "next_word_by")
    return wish
