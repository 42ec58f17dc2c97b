"""Whose turn it is when staff want to act on a waiting case; refuses everybody else.

A claim that has run out is released here first, so that whoever is next is so by the ledger too.
"""

from datetime import datetime, timedelta

from sqlalchemy import select

from forum.accounts.models import User
from forum.core.clock import now
from forum.core.db import db
from forum.core.errors import Refused
from forum.core.i18n import _, _n
from forum.ledger.ledger import CLOCK, Draft
from forum.queue import line, places
from forum.queue.models import QueueEntry

CLAIM_LASTS = timedelta(minutes=30)  # long enough for an answer, short enough for who waits


class NotItsTurn(Refused):
    """Staff may not act on this case now; the kinds say why."""


class OutOfTurn(NotItsTurn):
    """Others stand before this case: staff have to say in public why it is served first."""

    def __init__(self, number: int, overtakes: int):
        super().__init__(
            _n(
                "It is not this case’s turn: %(num)s other case stands before it. Take the next "
                "case, or take this one out of turn with a public reason.",
                "It is not this case’s turn: %(num)s other cases stand before it. Take the next "
                "case, or take this one out of turn with a public reason.",
                overtakes,
            )
        )
        self.number = number
        self.overtakes = overtakes


class Taken(NotItsTurn):
    """Somebody else is serving this case at the moment."""

    def __init__(self, until: datetime):
        super().__init__(
            _("Somebody else has taken this case to answer it. It is free again if they do not.")
        )
        self.until = until


def require_turn(number: int, *, staff: User) -> None:
    """Raise OutOfTurn or Taken unless the case is next in its lane or `staff` has taken it.

    A case that does not wait is nobody's turn: then there is nothing to refuse.
    """
    entry = line.locked_entry(number)
    if not line.is_waiting(entry):
        return
    release_expired(entry.lane)
    if entry.claimed_by_id == staff.id:
        return
    require_unclaimed(entry)
    first = places.next_in(entry.lane)
    if first is None or first.number != number:
        raise OutOfTurn(number, places.before(entry))


def require_unclaimed(entry: QueueEntry) -> None:
    """Raise Taken while somebody holds a claim on the case."""
    if entry.claimed_by_id is not None:
        assert entry.claimed_until is not None  # as of every claim
        raise Taken(entry.claimed_until)


def release_expired(lane: str) -> None:
    """Let every case of a locked lane whose claim has run out stand where it stood."""
    at = now()
    where = (QueueEntry.lane == lane, QueueEntry.claimed_until <= at)
    statement = select(QueueEntry).where(*where).order_by(QueueEntry.claimed_until)
    for entry in db.session.scalars(statement.execution_options(populate_existing=True)):
        line.drop_claim(entry)
        Draft("queue.released", CLOCK, {"by": "time", "lane": lane}).record(entry.number)


def lanes_with_expired_claims(at: datetime) -> list[str]:
    """Where a claim has run out by `at`; for the worker, which looks without a lock first."""
    statement = select(QueueEntry.lane).where(QueueEntry.claimed_until <= at).distinct()
    return sorted(db.session.scalars(statement))
