"""The verb of a desk that is no verb of the queue: which lanes somebody serves."""

from collections.abc import Collection

from sqlalchemy import delete

from forum.accounts.models import User
from forum.core.db import db
from forum.desk.models import ServedLane


def serve_lanes(user: User, lanes: Collection[str]) -> None:
    """From now on this person's desk shows these lanes first."""
    db.session.execute(delete(ServedLane).where(ServedLane.user_id == user.id))
    db.session.add_all(ServedLane(user_id=user.id, lane=lane) for lane in sorted(set(lanes)))
