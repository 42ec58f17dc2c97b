"""What must leave the request: rows written with their cause and delivered at least once later."""

import logging
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import JSON, Index, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.clock import now
from forum.core.db import Model, UTCDateTime, db, writing

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)  # a worker that dies gives its rows back after this
FIRST_PAUSE = timedelta(seconds=5)  # before a failed delivery is tried again; doubles each time
LONGEST_PAUSE = timedelta(hours=1)
MOST_DOUBLINGS = 12  # far past the longest pause; without an end the product overflows


class OutboxRow(Model):
    """One thing to be done after the commit; deleted once its consumer returned."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_due", "due_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    payload: Mapped[dict] = mapped_column(JSON)
    due_at: Mapped[datetime] = mapped_column(UTCDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None]


@dataclass(frozen=True)
class Consumer:
    """Who delivers a kind: `deliver` takes a list of at most `batch` payloads and is idempotent."""

    deliver: Callable[[list[dict]], None]
    batch: int = 1


def put(kind: str, payload: dict, *, not_before: datetime | None = None) -> None:
    """Add a row to the present transaction: it exists if, and only if, its cause does."""
    db.session.add(OutboxRow(kind=kind, payload=payload, due_at=not_before or now()))


def waiting() -> int:
    """How many rows have not been delivered yet."""
    return db.session.query(OutboxRow).count()


def rewrite(kind: str, change: Callable[[dict], dict]) -> None:
    """Let `change` have the payload of whatever waits to be delivered of one kind."""
    for row in db.session.scalars(select(OutboxRow).where(OutboxRow.kind == kind)):
        if (payload := change(row.payload)) != row.payload:
            row.payload = payload


def take_back(kind: str, is_meant: Callable[[dict], bool]) -> None:
    """Drop the rows of one kind whose payload is meant: they will not be delivered."""
    for row in db.session.scalars(select(OutboxRow).where(OutboxRow.kind == kind)):
        if is_meant(row.payload):
            db.session.delete(row)


def deliver_due(consumers: Mapping[str, Consumer]) -> int:
    """Deliver one batch of what is due; returns how many rows were taken, 0 when nothing is due.

    A row is first leased in a transaction of its own, so that a consumer never runs under the
    write lock, and a worker that is killed loses nothing: the lease runs out.
    """
    batch = _lease(consumers)
    if not batch:
        return 0
    ids = [row.id for row in batch]
    try:
        consumers[batch[0].kind].deliver([row.payload for row in batch])
    except Exception as error:  # whatever a consumer meets, the row must be tried again
        log.error("outbox: %s failed for rows %s with %s", batch[0].kind, ids, _told(error))
        db.session.rollback()
        _postpone(batch, error)
    else:
        with writing() as session:
            session.execute(delete(OutboxRow).where(OutboxRow.id.in_(ids)))
    return len(batch)


def _lease(consumers: Mapping[str, Consumer]) -> list[OutboxRow]:
    """Take the oldest due row and others of its kind; several workers never take the same one."""
    if not _anything_due(consumers):
        return []
    with writing() as session:
        due = (
            select(OutboxRow)
            .where(OutboxRow.due_at <= now(), OutboxRow.kind.in_(consumers))
            .order_by(OutboxRow.due_at, OutboxRow.id)
            .with_for_update(skip_locked=True)
        )
        first = session.scalars(due.limit(1)).first()
        if first is None:
            return []
        # A row that failed before goes alone: one poisonous payload must not hold back its kind.
        size = 1 if first.attempts else consumers[first.kind].batch
        batch = [first]
        if size > 1:
            same = due.where(OutboxRow.kind == first.kind, OutboxRow.attempts == 0)
            batch = list(session.scalars(same.limit(size)))
        ids = [row.id for row in batch]
        session.execute(
            update(OutboxRow)
            .where(OutboxRow.id.in_(ids))
            .values(due_at=now() + LEASE, attempts=OutboxRow.attempts + 1)
            .execution_options(synchronize_session=False)
        )
        session.expunge_all()
    return batch


def _anything_due(consumers: Mapping[str, Consumer]) -> bool:
    """Looked up without the write lock, so that an idle worker does not disturb the writers."""
    due = select(OutboxRow.id).where(OutboxRow.due_at <= now(), OutboxRow.kind.in_(consumers))
    found = db.session.scalar(due.limit(1))
    db.session.rollback()
    return found is not None


def _told(error: Exception) -> str:
    """The kind of the failure and where it happened; its words may hold an address or a text."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {place.name} ({place.filename}:{place.lineno})"


def _postpone(batch: list[OutboxRow], error: Exception) -> None:
    with writing() as session:
        for row in batch:
            doublings = min(row.attempts, MOST_DOUBLINGS)
            pause = min(FIRST_PAUSE * 2**doublings, LONGEST_PAUSE)
            session.execute(
                update(OutboxRow)
                .where(OutboxRow.id == row.id)
                .values(due_at=now() + pause, last_error=type(error).__name__)
            )
