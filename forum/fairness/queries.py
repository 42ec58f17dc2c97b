"""Reads of the figures as the worker stored them, named by what they return; refuses to count.

Each costs the same number of statements whatever the size of the record.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from forum.core.db import db
from forum.fairness.models import ONE, FairnessCount, FairnessReport
from forum.fairness.stored import headline_from, report_from
from forum.fairness.values import ALL_LANES, MonthOfHeadline, Precedents, Report
from forum.moderation.accountability import Figures, figures, month_named
from forum.precedents import queries as precedents

OPEN_END = "9999-99"


def months() -> list[str]:
    """All months that have figures, oldest first."""
    where = FairnessReport.lane == ALL_LANES
    return list(
        db.session.scalars(select(FairnessReport.month).where(where).order_by(FairnessReport.month))
    )


def lanes_of(month: str) -> list[str]:
    """The lanes that have figures in a month, without ALL_LANES."""
    where = (FairnessReport.month == month, FairnessReport.lane != ALL_LANES)
    statement = select(FairnessReport.lane).where(*where).order_by(FairnessReport.lane)
    return list(db.session.scalars(statement))


def report_of(month: str, lane: str = ALL_LANES) -> Report | None:
    """Everything about one month and lane, or None when nothing was counted for it."""
    columns = (FairnessReport.headline, FairnessReport.content)
    statement = select(*columns, FairnessCount.size, FairnessCount.at)
    statement = statement.join_from(FairnessReport, FairnessCount, FairnessCount.id == ONE)
    where = (FairnessReport.month == month, FairnessReport.lane == lane)
    row = db.session.execute(statement.where(*where)).first()
    if row is None:
        return None
    return report_from(
        row.content,
        month=month,
        lane=lane,
        headline=headline_from(row.headline),
        size=row.size,
        at=row.at,
    )


def series(lane: str = ALL_LANES, *, first: str = "", last: str = "") -> list[MonthOfHeadline]:
    """The headlines of a lane month by month, oldest first, within two months that both count."""
    where = (FairnessReport.lane == lane, FairnessReport.month.between(first, last or OPEN_END))
    columns = (FairnessReport.month, FairnessReport.headline)
    rows = db.session.execute(select(*columns).where(*where).order_by(FairnessReport.month))
    return [MonthOfHeadline(month, headline_from(text)) for month, text in rows]


def counted_size() -> int:
    """From how many sealed entries the figures were counted; 0 before the first count."""
    return db.session.scalar(select(func.max(FairnessCount.size))) or 0


def moderation_of(month: str) -> Figures:
    """What moderators decided in the month (in the house's time); see /moderation/report."""
    return figures([month_named(month)])[0]


def precedents_of(month: str) -> Precedents:
    """Goodwill of the month, by the moments at which it was granted, claimed and decided."""
    return Precedents(**precedents.counted_between(*_bounds(month)))


def _bounds(month: str) -> tuple[datetime, datetime]:
    begin = datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC)
    return begin, (begin + timedelta(days=32)).replace(day=1)
