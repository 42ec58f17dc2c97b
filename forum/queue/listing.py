"""The lines as everybody may read them, paged by key, and who is being answered; only reads."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from forum.accounts.models import User
from forum.core.db import db
from forum.core.errors import Invalid
from forum.core.i18n import _
from forum.core.paging import decode_cursor, encode_cursor, page_of
from forum.queue.models import Bucket, QueueEntry
from forum.queue.places import IN_LINE, stands_behind, waiting_before
from forum.queue.places import lanes as all_lanes

PAGE_SIZE = 25
BEING_ANSWERED = 20  # shown of a lane; nobody has more than three


@dataclass(frozen=True)
class Stander:
    """One case in its line; `place` counts from 1, `head_start` is in minutes."""

    place: int
    lane: str
    number: int
    waiting_since: datetime
    effective_at: datetime
    head_start: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class LinePage:
    """A stretch of a line in order, and the cursor of the next stretch."""

    standers: list[Stander]
    next: str | None


@dataclass(frozen=True)
class BeingAnswered:
    """A case that somebody has taken: who, by the public name, and until when."""

    number: int
    by: str
    until: datetime
    is_out_of_turn: bool
    overtakes: int


def line_page(lane: str, cursor: str | None = None, *, limit: int = PAGE_SIZE) -> LinePage:
    """A lane in the order in which it is served; Invalid for a forged cursor."""
    key = decode_cursor(cursor, datetime, int)
    statement = select(QueueEntry).where(QueueEntry.lane == lane, *IN_LINE)
    before = 0
    if key:
        statement = statement.where(stands_behind(*key))
        before = waiting_before(lane, *key) + _still_stands(lane, key[1])
    rows = db.session.scalars(
        statement.order_by(QueueEntry.effective_at, QueueEntry.number).limit(limit + 1)
    )
    page = page_of(list(rows), limit, lambda row: (row.effective_at, row.number))
    standers = [_stander(row, before + place) for place, row in enumerate(page.items, start=1)]
    return LinePage(standers, page.next)


def whole_queue(lanes: list[str] | None, cursor: str | None, *, limit: int) -> LinePage:
    """Lane after lane in the order of the house, paged by lane and key; None: every lane."""
    lanes = lanes or [one.slug for one in all_lanes()]
    key = decode_cursor(cursor, str, datetime, int)
    if key and key[0] not in lanes:
        raise Invalid(_("This page address is damaged. Start again from the first page."), "cursor")
    found: list[Stander] = []
    rest = encode_cursor(*key[1:]) if key else None
    for lane in lanes[lanes.index(key[0]) if key else 0 :]:
        if len(found) > limit:
            break
        found += line_page(lane, rest, limit=limit + 1 - len(found)).standers
        rest = None
    return _cut(found, limit)


def _cut(found: list[Stander], limit: int) -> LinePage:
    page = page_of(found, limit, lambda one: (one.lane, one.effective_at, one.number))
    return LinePage(page.items, page.next)


def waiting_by_lane() -> dict[str, int]:
    """How many unclaimed cases stand in each lane that has any."""
    counted = select(Bucket.lane, func.sum(Bucket.waiting)).group_by(Bucket.lane)
    return {lane: int(waiting) for lane, waiting in db.session.execute(counted)}


def being_answered(lane: str | None = None) -> list[BeingAnswered]:
    """Cases that somebody has taken, of one lane or all, the longest taken first."""
    columns = (QueueEntry.number, User.pseudonym, QueueEntry.claimed_until)
    flags = (QueueEntry.is_out_of_turn, QueueEntry.overtakes)
    statement = select(*columns, *flags).join(User, User.id == QueueEntry.claimed_by_id)
    if lane:
        statement = statement.where(QueueEntry.lane == lane)
    statement = statement.where(QueueEntry.claimed_until.is_not(None))
    rows = db.session.execute(statement.order_by(QueueEntry.claimed_until).limit(BEING_ANSWERED))
    return [
        BeingAnswered(number, by or "", until, is_out_of_turn, overtakes)
        for number, by, until, is_out_of_turn, overtakes in rows
        if until is not None
    ]


def _still_stands(lane: str, number: int) -> int:
    """Whether the last case of the page before still stands in front of this one."""
    where = (QueueEntry.number == number, QueueEntry.lane == lane, *IN_LINE)
    return db.session.scalars(select(func.count()).select_from(QueueEntry).where(*where)).one()


def _stander(row: QueueEntry, place: int) -> Stander:
    assert row.waiting_since is not None and row.effective_at is not None  # it stands in a line
    return Stander(
        place=place,
        lane=row.lane,
        number=row.number,
        waiting_since=row.waiting_since,
        effective_at=row.effective_at,
        head_start=row.head_start,
        reasons=tuple(row.reasons.split()),
    )
