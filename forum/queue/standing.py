"""What a ticket says about a place: who stands before it and why, and how a case was served.

Reads only; each costs the same however long the queue is.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import CompoundSelect, func, or_, select, union_all

from forum.accounts.models import User
from forum.core.db import db
from forum.ledger.queries import texts_of
from forum.queue import forecast, places
from forum.queue.models import Grant, Lane, QueueEntry, Service
from forum.queue.places import Ahead
from forum.rulebook.words import span

OVERTAKERS_NAMED = 5  # on a ticket; the number is always told in full


@dataclass(frozen=True)
class Given:
    """One active head start; `reason` is the public reason of one that was given by hand."""

    id: int
    rule: str | None
    rulebook: int | None
    minutes: int
    overtakes: int
    given_at: datetime
    given_by: str  # `M-07`, or empty
    reason: str

    @property
    def words(self) -> str:
        """The head start as rules have it."""
        return span(self.minutes)


@dataclass(frozen=True)
class Overtaker:
    """A case that came later, or stood behind, and was served before."""

    number: int
    taken_at: datetime
    reasons: tuple[str, ...]  # rule codes, `hand`
    is_out_of_turn: bool


@dataclass(frozen=True)
class Overtaken:
    """By how many cases, and the latest of them."""

    times: int
    latest: tuple[Overtaker, ...]


@dataclass(frozen=True)
class Claimed:
    """Who serves the case at the moment, by the public name of the ledger, and until when."""

    by: str
    by_id: int
    until: datetime
    is_out_of_turn: bool
    overtakes: int


@dataclass(frozen=True)
class Standing:
    """A waiting case in its lane. `place` counts from 1 and is None while somebody serves it."""

    number: int
    lane: Lane
    place: int | None
    came_earlier: int
    ahead: tuple[Ahead, ...]
    head_start: int  # minutes, after the cap
    given: tuple[Given, ...]
    claimed: Claimed | None
    expected: forecast.Expected | None
    overtaken: Overtaken


@dataclass(frozen=True)
class Served:
    """The last time a case was served: how long it had waited and whom that cost."""

    number: int
    lane: Lane
    taken_at: datetime
    waited: timedelta
    head_start: int  # minutes
    reasons: tuple[str, ...]
    is_out_of_turn: bool
    overtakes: int
    overtaken: Overtaken


def standing_of(number: int) -> Standing | None:
    """Where a waiting case stands, or None when it does not wait in public."""
    where = (QueueEntry.number == number, QueueEntry.effective_at.is_not(None))
    statement = (
        select(QueueEntry, Lane, User.pseudonym)
        .join(Lane, Lane.slug == QueueEntry.lane)
        .outerjoin(User, User.id == QueueEntry.claimed_by_id)
        .where(*where)
    )
    row = db.session.execute(statement).one_or_none()
    if row is None:
        return None
    entry, lane, holder = row
    place, ahead = None, []
    if entry.claimed_by_id is None:
        place, ahead = places.before(entry) + 1, places.ahead_of(entry)
    return Standing(
        number=number,
        lane=lane,
        place=place,
        came_earlier=(place or 1) - 1 - sum(one.cases for one in ahead),
        ahead=tuple(ahead),
        head_start=entry.head_start,
        given=tuple(_given(number)) if entry.reasons else (),
        claimed=_claimed(entry, holder or ""),
        expected=forecast.expected(entry.lane, place) if place else None,
        overtaken=overtaken(entry, before=None),
    )


def last_service_of(number: int) -> Served | None:
    """How a case was served the last time, or None if staff never acted on it while it waited."""
    statement = (
        select(Service, Lane)
        .join(Lane, Lane.slug == Service.lane)
        .where(Service.number == number)
        .order_by(Service.id.desc())
        .limit(1)
    )
    row = db.session.execute(statement).one_or_none()
    if row is None:
        return None
    service, lane = row
    return Served(
        number=number,
        lane=lane,
        taken_at=service.taken_at,
        waited=service.taken_at - service.waiting_since,
        head_start=service.head_start,
        reasons=tuple(service.reasons.split()),
        is_out_of_turn=service.is_out_of_turn,
        overtakes=service.overtakes,
        overtaken=overtaken(service, before=service.taken_at),
    )


def overtaken(waited: QueueEntry | Service, *, before: datetime | None) -> Overtaken:
    """Who was served while this one waited, although it came later or stood behind."""
    ids = _overtakers(waited, before)
    times = db.session.scalar(select(func.count()).select_from(ids.subquery()))
    if not times:
        return Overtaken(0, ())
    latest = select(Service).where(Service.id.in_(ids))
    latest = latest.order_by(Service.taken_at.desc(), Service.id.desc()).limit(OVERTAKERS_NAMED)
    return Overtaken(times, tuple(map(_overtaker, db.session.scalars(latest))))


def _overtakers(waited: QueueEntry | Service, before: datetime | None) -> CompoundSelect:
    """The services that overtook this one, each once, by id.

    Who came later and is served already is among the last in the order of arrival, and out of turn
    are few. Two selects, for SQLite would read every service since then for an `OR` of both.
    """
    meanwhile = [
        Service.lane == waited.lane,
        Service.number != waited.number,
        Service.taken_at >= waited.joined_at,
    ]
    if before is not None:
        meanwhile.append(Service.taken_at < before)
    since, number = waited.waiting_since, waited.number
    came_later = select(Service.id).where(
        *meanwhile,
        Service.waiting_since >= since,
        or_(Service.waiting_since > since, Service.number > number),
    )
    stood_behind = select(Service.id).where(
        *meanwhile,
        Service.is_out_of_turn,
        Service.effective_at > waited.effective_at,
        Service.waiting_since <= since,
        or_(Service.waiting_since < since, Service.number < number),
    )
    return union_all(came_later, stood_behind)


def _overtaker(service: Service) -> Overtaker:
    reasons = tuple(service.reasons.split())
    return Overtaker(service.number, service.taken_at, reasons, service.is_out_of_turn)


def _given(number: int) -> list[Given]:
    statement = (
        select(Grant, User.pseudonym)
        .outerjoin(User, User.id == Grant.granted_by_id)
        .where(Grant.number == number, Grant.revoked_at.is_(None))
        .order_by(Grant.id)
    )
    rows = db.session.execute(statement).all()
    reasons = texts_of([grant.entry_id for grant, _by in rows if grant.rule is None])
    return [
        Given(
            id=grant.id,
            rule=grant.rule,
            rulebook=grant.rulebook,
            minutes=grant.minutes,
            overtakes=grant.overtakes,
            given_at=grant.granted_at,
            given_by=by or "",
            reason=reasons.get(grant.entry_id, {}).get("reason", ""),
        )
        for grant, by in rows
    ]


def _claimed(entry: QueueEntry, holder: str) -> Claimed | None:
    if entry.claimed_by_id is None:
        return None
    assert entry.claimed_until is not None  # as of every claim
    return Claimed(
        by=holder,
        by_id=entry.claimed_by_id,
        until=entry.claimed_until,
        is_out_of_turn=entry.is_out_of_turn,
        overtakes=entry.overtakes,
    )
