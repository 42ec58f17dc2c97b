"""Verbs of looking: take what waits for ten minutes, so that two do not look at the same."""

from datetime import timedelta

from sqlalchemy import delete, or_
from sqlalchemy.dialects import postgresql, sqlite

from forum.accounts.models import User
from forum.core.clock import now
from forum.core.db import db, is_postgresql
from forum.moderation.models import Take

TAKE_LASTS = timedelta(minutes=10)


def take(sort: str, item_id: int, *, moderator: User) -> bool:
    """Look at an item from now on; False while somebody else does.

    The row's key decides: of two at the same moment one gets it.
    """
    at = now()
    insert = postgresql.insert(Take) if is_postgresql() else sqlite.insert(Take)
    values = {"moderator_id": moderator.id, "until": at + TAKE_LASTS}
    statement = insert.values(sort=sort, item_id=item_id, **values)
    is_free = or_(Take.moderator_id == moderator.id, Take.until <= at)
    statement = statement.on_conflict_do_update(
        index_elements=[Take.sort, Take.item_id], set_=values, where=is_free
    )
    return db.session.scalar(statement.returning(Take.item_id)) is not None


def give_back(sort: str, item_id: int, *, moderator: User) -> None:
    """Stop looking; without effect on what somebody else has taken."""
    where = (Take.sort == sort, Take.item_id == item_id, Take.moderator_id == moderator.id)
    db.session.execute(delete(Take).where(*where))


def forget_expired() -> None:
    """Drop what nobody looks at any more; called by the worker now and then."""
    db.session.execute(delete(Take).where(Take.until <= now()))
