"""The only door to statements and objections: theirs whom they concern, and moderators'."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum.accounts.access import require_moderator, require_sign_in
from forum.accounts.models import User
from forum.accounts.readers import Reader
from forum.core.clock import now
from forum.core.db import LARGEST_NUMBER, db
from forum.core.errors import NotAllowed, NotFound, Refused
from forum.core.i18n import _
from forum.statements.models import Appeal, Statement
from forum.statements.queries import with_statement
from forum.statements.words import HARMLESS


def statement_for_reading(user: Reader, statement_id: int) -> Statement:
    """A statement about this person, or any for a moderator; NotFound for everybody else."""
    user = require_sign_in(user)
    statement = _statement(statement_id)
    if statement.person_id != user.id and not user.is_moderator:
        raise _none()
    return statement


def statement_for_appealing(user: Reader, statement_id: int) -> Statement:
    """A statement to which this person may object: it is about them, in time, for the first time.

    The row is locked: of two objections at the same moment one finds the other.
    """
    user = require_sign_in(user)
    statement = _statement(statement_id, lock=True)
    if statement.person_id != user.id:
        raise (
            NotAllowed(_("Only whom a decision concerns can object to it."))
            if (user.is_moderator)
            else _none()
        )
    refusal = why_not_appeal(statement, appeal_about(statement))
    if refusal:
        raise Refused(refusal)
    return statement


def statement_for_lifting(user: Reader, person: User, statement_id: int) -> Statement:
    """A decision about this very person, for a moderator who wants to end it, locked."""
    require_moderator(user)
    statement = _statement(statement_id, lock=True)
    if statement.person_id != person.id:
        raise _none()
    return statement


def appeal_for_moderating(user: Reader, appeal_id: int, *, lock: bool = False) -> Appeal:
    """Any objection, for moderators to read."""
    require_moderator(user)
    statement = with_statement().where(Appeal.id == appeal_id)
    if lock:
        statement = statement.with_for_update(of=Appeal)
        statement = statement.execution_options(populate_existing=True)
    found = db.session.scalar(statement) if 0 < appeal_id <= LARGEST_NUMBER else None
    if found is None:
        raise _none()
    return found


def appeal_about(statement: Statement) -> Appeal | None:
    """The objection to this decision, if there is one."""
    return db.session.scalar(select(Appeal).where(Appeal.statement_id == statement.id))


def why_not_appeal(statement: Statement, objection: Appeal | None) -> str | None:
    """The sentence why nobody can object to this decision now, or None."""
    if statement.measure in HARMLESS:
        return _("Nothing was taken away with this decision.")
    if objection is not None:
        return _("There is an objection to this decision already.")
    if statement.undone_at is not None:
        return _("This decision has been taken back already.")
    if statement.appeal_by < now():
        return _("The six months in which one could object have passed.")
    return None


def why_not_decide(
    moderator: User, statement: Statement, *, has_reported: bool = False
) -> str | None:
    """The sentence why this moderator may not answer an objection: nobody judges in their own
    matter. `has_reported` says that they asked for the decision: reports are a floor above.
    """
    if moderator.id == statement.by_id:
        return _("You made this decision; another moderator answers the objection.")
    if moderator.id == statement.person_id:
        return _("This objection is your own; another moderator answers it.")
    if has_reported:
        return _("You reported what was decided about; another moderator answers the objection.")
    return None


def _statement(statement_id: int, *, lock: bool = False) -> Statement:
    found = None
    if 0 < statement_id <= LARGEST_NUMBER:
        wanted = select(Statement).where(Statement.id == statement_id)
        wanted = wanted.options(joinedload(Statement.person), joinedload(Statement.by))
        if lock:
            wanted = wanted.with_for_update(of=Statement)
        found = db.session.scalar(wanted)
    if found is None:
        raise _none()
    return found


def _none() -> NotFound:
    return NotFound(_("There is nothing at this address, or it is not public."))
