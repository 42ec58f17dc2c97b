"""Reads of who looks at what; what has expired counts as free."""

from collections.abc import Iterable

from sqlalchemy import select

from forum.accounts.models import User
from forum.core.clock import now
from forum.core.db import db
from forum.moderation.models import Take


def holder_of(sort: str, item_id: int) -> Take | None:
    """Who looks at an item now; None when nobody does, or their time is over."""
    statement = select(Take).where(Take.sort == sort, Take.item_id == item_id)
    return db.session.scalar(statement.where(Take.until > now()))


def taken_by_others(sort: str, item_ids: Iterable[int], *, moderator: User) -> set[int]:
    """At which of these items another moderator looks now."""
    where = (Take.sort == sort, Take.item_id.in_(list(item_ids)), Take.until > now())
    return set(
        db.session.scalars(select(Take.item_id).where(*where, Take.moderator_id != moderator.id))
    )
