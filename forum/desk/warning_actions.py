"""The verb that tells staff of promises that break soon: on their page alone, once a deadline."""

from sqlalchemy import select

from forum.accounts.models import User
from forum.cases.facts import category_of
from forum.cases.models import Case
from forum.core.clock import now
from forum.core.db import db
from forum.desk.models import ServedLane
from forum.notifications.actions import notify
from forum.promises import actions as promises
from forum.promises.queries import deadlines_of


def warn_staff(case: Case) -> None:
    """Tell those who serve the lane of a case, or all staff where nobody does."""
    at = now()
    soon = [row for row in deadlines_of(case.number) if row.warn_at and row.warn_at <= at]
    if not soon:
        return
    people = [one for one in _staff_of(category_of(case).lane) if one != case.author_id]
    values = {"number": case.number, "title": case.title}
    notify(people, "promise.warning", path=f"/cases/{case.number}", values=values, mail=False)
    for row in soon:
        promises.note_warning(row)


def _staff_of(lane: str) -> list[int]:
    is_there = (User.role.in_(("staff", "admin")), User.erased_at.is_(None))
    serving = (
        select(User.id)
        .join(ServedLane, ServedLane.user_id == User.id)
        .where(*is_there, ServedLane.lane == lane)
    )
    found = list(db.session.scalars(serving.order_by(User.id)))
    return found or list(db.session.scalars(select(User.id).where(*is_there).order_by(User.id)))
