"""What a person was told; refuses writes."""

from sqlalchemy import func, select

from forum.core.db import db
from forum.core.paging import Page, decode_cursor, page_of
from forum.notifications.models import Notification

PAGE_SIZE = 30


def notifications_for(
    user_id: int, *, cursor: str | None = None, limit: int = PAGE_SIZE
) -> Page[Notification]:
    """The person's news, newest first."""
    wanted = select(Notification).where(Notification.user_id == user_id)
    if after := decode_cursor(cursor, int):
        wanted = wanted.where(Notification.id < after[0])
    rows = db.session.scalars(wanted.order_by(Notification.id.desc()).limit(limit + 1))
    return page_of(list(rows), limit, lambda row: (row.id,))


def unread_count(user_id: int) -> int:
    """How much of it the person has not marked as read; one statement."""
    unread = (Notification.user_id == user_id, Notification.read_at.is_(None))
    return db.session.scalars(select(func.count()).select_from(Notification).where(*unread)).one()
