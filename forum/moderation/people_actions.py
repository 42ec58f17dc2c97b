"""Verbs about people: warn, limit, suspend, lift. The record says what and why, never whom."""

from datetime import datetime

from forum.accounts.models import User
from forum.core.clock import now
from forum.core.db import db
from forum.core.errors import Invalid, Refused
from forum.core.i18n import _
from forum.statements import actions as statements
from forum.statements.models import Statement
from forum.statements.queries import in_force_about
from forum.statements.rulings import Ruling

# What ends by itself, and the column that says when.
ENDING = {"limit": "limited_until", "suspend": "suspended_until"}
_KINDS = {"warn": "person.warned", "limit": "person.limited", "suspend": "person.suspended"}


def decide_about(
    person: User, *, measure: str, ruling: Ruling, until: datetime | None = None
) -> Statement:
    """Warn somebody, or let their posts wait, or let them only read, until a day to come.

    A limit or suspension takes the place of an earlier one. Raises Invalid without an end.
    """
    fields = {}
    column = ENDING.get(measure)
    if column:
        if until is None or until <= now():
            raise Invalid(_("Say until when: a day to come."), "days")
        fields["days"] = max(1, round((until - now()).total_seconds() / 86_400))
        for earlier in in_force_about(person.id, [measure]):
            statements.take_back(earlier)
        setattr(person, column, until)
    entry_id = ruling.draft(_KINDS[measure], **fields).record(None)
    until = until if column else None
    return ruling.issue(entry_id, measure, person.id, until=until)


def lift(statement: Statement, *, ruling: Ruling) -> None:
    """End a limit or a suspension before its day. Raises Refused when it holds no longer."""
    column = ENDING.get(statement.measure)
    person = db.session.get(User, statement.person_id) if statement.person_id else None
    is_over = statement.undone_at is not None or (statement.until and statement.until <= now())
    if column is None or person is None or is_over:
        raise Refused(_("This decision does not hold any more."))
    setattr(person, column, None)
    statements.take_back(statement)
    draft = ruling.draft("person.restored", measure=statement.measure)
    ruling.issue(draft.record(None), "restore", person.id)
