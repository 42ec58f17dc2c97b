"""How an entry changes its place in a lane: lock, key, buckets. Refuses to record or decide.

Everything that changes an order holds the lock of its lane until the commit. So the entries of the
ledger about one lane have their numbers in the order in which they took effect, and a replay of
them sees what happened. A case's own row is locked before its lane, lanes in the order of names.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TypeGuard

from sqlalchemy import select

from forum.core.db import db
from forum.queue import order
from forum.queue.models import Bucket, Grant, Lane, QueueEntry
from forum.queue.places import before, half_hour_of
from forum.rulebook.rules import Rulebook


def lock(lanes: Iterable[str]) -> None:
    """Hold these lanes until the commit; one that is not known yet comes into being."""
    for slug in sorted(set(lanes)):
        held = select(Lane.slug).where(Lane.slug == slug).with_for_update()
        if db.session.scalar(held) is None:
            db.session.add(Lane(slug=slug, name_de=slug, name_en=slug))
            db.session.flush()


def locked_entry(number: int) -> QueueEntry | None:
    """The entry of a case with its lane locked, as it is now; None if it never joined a line."""
    lane = db.session.scalar(select(QueueEntry.lane).where(QueueEntry.number == number))
    if lane is None:
        return None
    lock([lane])
    entry = db.session.get_one(QueueEntry, number, populate_existing=True)
    return entry if entry.lane == lane else locked_entry(number)  # it was moved meanwhile


def step_out(entry: QueueEntry) -> None:
    """Take the entry out of the order: nobody counts it and nobody can take it."""
    if entry.effective_at is not None and entry.claimed_by_id is None:
        _count(entry, -1)


def step_in(entry: QueueEntry) -> None:
    """Put the entry where its waiting time and its head start place it."""
    if entry.waiting_since is None:
        entry.effective_at = None
        return
    ahead = timedelta(minutes=entry.head_start)
    entry.effective_at = order.effective_at(entry.waiting_since, ahead)
    if entry.claimed_by_id is None:
        _count(entry, 1)


def hold_claim(entry: QueueEntry, *, holder_id: int, at: datetime, until: datetime) -> None:
    """Take the entry out of the order for somebody who serves it."""
    step_out(entry)
    entry.claimed_by_id, entry.claimed_at, entry.claimed_until = holder_id, at, until


def drop_claim(entry: QueueEntry) -> None:
    """Let the entry stand again where it would stand had nobody claimed it."""
    forget_claim(entry)
    step_in(entry)


def forget_claim(entry: QueueEntry) -> None:
    """Nobody serves the entry any more, wherever it stands."""
    entry.claimed_by_id = entry.claimed_at = entry.claimed_until = None
    entry.is_out_of_turn, entry.overtakes = False, 0


def active_grants(number: int) -> list[Grant]:
    """The head starts that a case has now, oldest first."""
    where = (Grant.number == number, Grant.revoked_at.is_(None))
    return list(db.session.scalars(select(Grant).where(*where).order_by(Grant.id)))


def is_waiting(entry: QueueEntry | None) -> TypeGuard[QueueEntry]:
    """Whether the case stands in a line, claimed or not."""
    return entry is not None and entry.waiting_since is not None


def reorder(entry: QueueEntry, change: Callable[[], None]) -> int:
    """Let `change` alter the head start; how many cases that overtakes, negative if it loses."""
    if entry.effective_at is None or entry.claimed_by_id is not None:
        change()
        step_in(entry)
        return 0
    former = before(entry)
    step_out(entry)
    change()
    step_in(entry)
    return former - before(entry)


def head_start_of(grants: list[Grant], rulebook: Rulebook) -> int:
    """What the grants add up to under this rulebook's cap, in minutes."""
    spans = [timedelta(minutes=grant.minutes) for grant in grants]
    total = order.head_start(spans, cap=timedelta(minutes=rulebook.cap))
    return total // timedelta(minutes=1)


def add_up(entry: QueueEntry, grants: list[Grant], rulebook: Rulebook) -> None:
    """Give the entry the head start of its active grants, with their names."""
    entry.head_start = head_start_of(grants, rulebook)
    entry.reasons = " ".join(sorted({grant.rule or "hand" for grant in grants}))


def _count(entry: QueueEntry, change: int) -> None:
    assert entry.effective_at is not None  # it stands somewhere
    key = (entry.lane, half_hour_of(entry.effective_at))
    bucket = db.session.get(Bucket, key)
    if bucket is None:
        bucket = Bucket(lane=key[0], half_hour=key[1], waiting=0)
        db.session.add(bucket)
    bucket.waiting += change
    if not bucket.waiting:
        db.session.delete(bucket)
    db.session.flush()
