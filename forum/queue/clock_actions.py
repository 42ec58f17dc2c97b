"""The verb of a clock that changes while a case waits: others were merged into it, or have left.

Refuses to know why; the cause is the caller's.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from forum.core.db import db
from forum.ledger.canonical import moment
from forum.ledger.ledger import Draft
from forum.queue import line
from forum.queue.actions import new_facts
from forum.queue.grant_actions import follow_rules
from forum.queue.models import QueueEntry


def hold_lanes_of(numbers: Iterable[int]) -> None:
    """Lock the lanes of several cases at once, in their order; the cases are locked already."""
    where = QueueEntry.number.in_(list(numbers))
    line.lock(db.session.scalars(select(QueueEntry.lane).where(where)))


def reclock(
    number: int, *, waiting_since: datetime | None, facts: dict, at: datetime, cause: Draft
) -> int:
    """Let a case stand where another clock puts it, with facts that may be new.

    Where it does not wait now, only the facts are noted: it joins with the clock it has then. Who
    overtook it before the change is not told on its ticket any more: it stood elsewhere.
    """
    entry = line.locked_entry(number)
    if entry is None:
        return cause.record(number, at=at)
    told = new_facts(entry, facts)
    if line.is_waiting(entry) and entry.waiting_since != waiting_since:
        assert waiting_since is not None  # the case waits, as its entry does
        moved = line.reorder(entry, lambda: _set_clock(entry, waiting_since, at))
        told |= {
            "queue": "reclocked",
            "lane": entry.lane,
            "waiting_since": moment(waiting_since),
            "overtook": max(0, moved),
            "passed_by": max(0, -moved),
        }
    entry_id = cause.record(number, at=at, **told)
    follow_rules(entry)
    return entry_id


def _set_clock(entry: QueueEntry, waiting_since: datetime, at: datetime) -> None:
    entry.waiting_since = waiting_since
    if entry.claimed_by_id is None:
        entry.joined_at = at
