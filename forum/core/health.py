"""Whether this process can do its work; refuses to repair anything."""

from datetime import timedelta

from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from forum.core.clock import now
from forum.core.db import db
from forum.core.outbox import OutboxRow

LATEST = timedelta(minutes=5)  # that something due may lie in the outbox before we say so


def problems() -> list[str]:
    """What keeps this process from being ready, in words for an operator; empty when nothing."""
    try:
        db.session.execute(text("SELECT 1"))
        oldest = db.session.scalar(
            select(func.min(OutboxRow.due_at)).where(OutboxRow.attempts == 0)
        )
    except SQLAlchemyError as error:
        db.session.rollback()
        return [f"database: {type(error).__name__}"]
    if oldest and oldest < now() - LATEST:
        return ["outbox: nothing has been delivered for five minutes; is a worker running?"]
    return []
