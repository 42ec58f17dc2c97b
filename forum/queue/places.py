"""Which place a case has and who stands before it: reads of the order; refuses to change it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import and_, func, literal_column, or_, select

from forum.core.db import db
from forum.queue.models import Bucket, Lane, QueueEntry
from forum.rulebook.queries import rulebook_in_force

HALF_HOUR = timedelta(minutes=30)
START = datetime(1970, 1, 1, tzinfo=UTC)

Key = tuple[datetime, int]

# Spelt out as in its index: with a parameter in it neither database would know that it fits.
HAS_HEAD_START = QueueEntry.head_start > literal_column("0")
IN_LINE = (QueueEntry.effective_at.is_not(None), QueueEntry.claimed_by_id.is_(None))


def half_hour_of(effective_at: datetime) -> int:
    """The number of the half hour in which a case counts as waiting since."""
    return (effective_at - START) // HALF_HOUR


def stands_before(effective_at: datetime, number: int):
    """The order itself as a condition on entries (promise 1; `order.sort_key` in Python)."""
    earlier = or_(QueueEntry.effective_at < effective_at, QueueEntry.number < number)
    # In this form both databases read an index up to this point and no further.
    return and_(QueueEntry.effective_at <= effective_at, earlier)


def stands_behind(effective_at: datetime, number: int):
    """Its other side: who stands after that point."""
    later = or_(QueueEntry.effective_at > effective_at, QueueEntry.number > number)
    return and_(QueueEntry.effective_at >= effective_at, later)


def waiting_before(lane: str, effective_at: datetime, number: int) -> int:
    """How many unclaimed cases of `lane` stand before that point.

    Costs a row for each half hour since the longest waiting came, whatever their number.
    """
    half_hour = half_hour_of(effective_at)
    earlier = select(func.coalesce(func.sum(Bucket.waiting), 0)).where(
        Bucket.lane == lane, Bucket.half_hour < half_hour
    )
    beside = select(func.count()).where(
        QueueEntry.lane == lane,
        *IN_LINE,
        QueueEntry.effective_at >= START + half_hour * HALF_HOUR,
        stands_before(effective_at, number),
    )
    return db.session.scalars(select(earlier.scalar_subquery() + beside.scalar_subquery())).one()


def before(entry: QueueEntry) -> int:
    """How many unclaimed cases stand before this one, which waits."""
    assert entry.effective_at is not None  # it stands somewhere
    return waiting_before(entry.lane, entry.effective_at, entry.number)


def next_in(lane: str) -> QueueEntry | None:
    """The case whose turn it is in `lane`, or None; an index seek, however long the queue is."""
    statement = (
        select(QueueEntry)
        .where(QueueEntry.lane == lane, *IN_LINE)
        .order_by(QueueEntry.effective_at, QueueEntry.number)
        .limit(1)
    )
    # What was read before the lane was locked may be old.
    return db.session.scalar(statement.execution_options(populate_existing=True))


def first_of(lane: str, most: int) -> list[int]:
    """The numbers of those who stand first in a lane."""
    statement = select(QueueEntry.number).where(QueueEntry.lane == lane, *IN_LINE)
    order = (QueueEntry.effective_at, QueueEntry.number)
    return list(db.session.scalars(statement.order_by(*order).limit(most)))


@dataclass(frozen=True)
class Ahead:
    """Cases that came later and stand before one all the same, for the same reasons."""

    reasons: tuple[str, ...]  # rule codes, and `hand`
    cases: int


def ahead_of(entry: QueueEntry) -> list[Ahead]:
    """Who came after `entry` and stands before it by a head start, by reasons, most first.

    Only cases with a head start that came within the cap after it can: no others are read.
    """
    assert entry.effective_at is not None  # it stands somewhere
    cap = timedelta(minutes=rulebook_in_force().cap)
    came_later = (
        QueueEntry.waiting_since >= entry.waiting_since,
        or_(QueueEntry.waiting_since > entry.waiting_since, QueueEntry.number > entry.number),
        QueueEntry.waiting_since <= entry.effective_at + cap,
    )
    counted = func.count()
    statement = (
        select(QueueEntry.reasons, counted)
        .where(QueueEntry.lane == entry.lane, HAS_HEAD_START, *IN_LINE)
        .where(*came_later, stands_before(entry.effective_at, entry.number))
        .group_by(QueueEntry.reasons)
        .order_by(counted.desc(), QueueEntry.reasons)
    )
    return [
        Ahead(tuple(reasons.split()), cases) for reasons, cases in db.session.execute(statement)
    ]


def would_overtake(entry: QueueEntry, head_start: int) -> int:
    """How many cases stand between the place of a waiting one and that with another head start."""
    assert entry.waiting_since is not None
    effective_at = entry.waiting_since - timedelta(minutes=head_start)
    return before(entry) - waiting_before(entry.lane, effective_at, entry.number)


def would_overtake_by_clock(number: int, since: datetime, *, without: int) -> int:
    """How many others a waiting case would pass if it waited since then and `without` left."""
    entry, leaving = db.session.get(QueueEntry, number), db.session.get(QueueEntry, without)
    if entry is None or entry.effective_at is None or entry.claimed_by_id is not None:
        return 0
    effective_at = since - timedelta(minutes=entry.head_start)
    passed = before(entry) - waiting_before(entry.lane, effective_at, number)
    is_passed = (
        leaving is not None
        and leaving.lane == entry.lane
        and leaving.claimed_by_id is None
        and leaving.effective_at is not None
        and (effective_at, number)
        < (leaving.effective_at, without)
        < (entry.effective_at, entry.number)
    )
    return passed - is_passed


def lanes() -> list[Lane]:
    """Every lane in the order of the house."""
    return list(db.session.scalars(select(Lane).order_by(Lane.position, Lane.slug)))


def waiting_before_case(number: int) -> int:
    """How many stand before a case; none when it does not wait."""
    entry = db.session.get(QueueEntry, number)
    if entry is None or entry.effective_at is None:
        return 0
    return before(entry)
