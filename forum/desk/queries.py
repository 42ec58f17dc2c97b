"""What a desk shows: the lanes with who waits there, and what one has taken; refuses writes."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from forum.accounts.models import User
from forum.cases.cards import Card, cards_of
from forum.cases.queries import cases_numbered
from forum.core.clock import now
from forum.core.db import db
from forum.desk.models import ServedLane
from forum.promises import queries as promises
from forum.queue import listing, places
from forum.queue.models import Lane, QueueEntry
from forum.queue.places import IN_LINE
from forum.queue.words import lane_name
from forum.rulebook.queries import rulebook_in_force
from forum.rulebook.words import span

BREAKING_AT_MOST = 20  # a list to act on, not a report


@dataclass(frozen=True)
class LaneView:
    """One lane as a desk shows it; `next_since` is since when its next case waits."""

    lane: Lane
    waiting: int
    next_since: datetime | None
    is_served: bool

    @property
    def name(self) -> str:
        """The name of the lane in the language of the page."""
        return lane_name(self.lane)


@dataclass(frozen=True)
class Held:
    """A case that somebody has taken, until when, and whether that was out of turn."""

    number: int
    until: datetime
    is_out_of_turn: bool
    overtakes: int


def lanes_for(user: User) -> list[LaneView]:
    """Every lane, those the person serves first; the same three statements for any queue."""
    served = set(served_lanes(user))
    waiting = listing.waiting_by_lane()
    following = (
        select(QueueEntry.waiting_since)
        .where(QueueEntry.lane == Lane.slug, *IN_LINE)
        .order_by(QueueEntry.effective_at, QueueEntry.number)
        .limit(1)
        .scalar_subquery()
    )
    lanes = db.session.execute(select(Lane, following).order_by(Lane.position, Lane.slug))
    views = [
        LaneView(lane, waiting.get(lane.slug, 0), since, lane.slug in served)
        for lane, since in lanes
    ]
    return sorted(views, key=lambda view: not view.is_served)


def served_lanes(user: User) -> list[str]:
    """The lanes that a person serves, by name."""
    statement = select(ServedLane.lane).where(ServedLane.user_id == user.id)
    return sorted(db.session.scalars(statement))


def held_by(user: User) -> list[Held]:
    """What this person has taken and not answered yet, oldest first."""
    columns = (QueueEntry.number, QueueEntry.claimed_until, QueueEntry.is_out_of_turn)
    statement = select(*columns, QueueEntry.overtakes).where(QueueEntry.claimed_by_id == user.id)
    rows = db.session.execute(statement.order_by(QueueEntry.claimed_at, QueueEntry.number))
    return [
        Held(number, until, is_out_of_turn, overtakes)
        for number, until, is_out_of_turn, overtakes in rows
        if until is not None
    ]


@dataclass(frozen=True)
class Breaking:
    """A promise that breaks soon: of which public case, about what, by when."""

    card: Card
    matter: str
    due_at: datetime


def breaking_soon() -> list[Breaking]:
    """The most urgent promises with less than a quarter of their time left."""
    rows = promises.breaking_soon(now(), BREAKING_AT_MOST)
    numbers = sorted({row.case_number for row in rows})
    found = {one.number: one for one in cards_of(cases_numbered(numbers))}
    return [
        Breaking(found[row.case_number], row.matter, row.due_at)
        for row in rows
        if row.case_number in found and row.due_at is not None
    ]


@dataclass(frozen=True)
class GrantPreview:
    """What a head start by hand would do; `is_waiting` says whether it could do anything."""

    is_waiting: bool
    cap: int  # minutes
    head_start: int  # minutes, now
    overtakes: int

    @property
    def cap_words(self) -> str:
        """The cap as rules have it."""
        return span(self.cap)

    @property
    def has_words(self) -> str:
        """The head start that the case has already."""
        return span(self.head_start)


def grant_preview(number: int, minutes: int) -> GrantPreview:
    """How many others a further head start of `minutes` would put a case before."""
    cap = rulebook_in_force().cap
    entry = db.session.get(QueueEntry, number)
    if entry is None or entry.effective_at is None:
        return GrantPreview(False, cap, 0, 0)
    head_start = min(cap, entry.head_start + max(0, minutes))
    return GrantPreview(True, cap, entry.head_start, places.would_overtake(entry, head_start))
