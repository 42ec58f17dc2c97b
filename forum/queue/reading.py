"""The past as a replay takes it, entries and rulebooks, and the stored places beside it."""

from collections.abc import Iterator

from sqlalchemy import select

from forum.core.db import db
from forum.ledger.queries import plain_entries
from forum.queue.models import QueueEntry
from forum.queue.places import IN_LINE, Key
from forum.queue.replay import Replay
from forum.queue.replay_values import Told
from forum.rulebook.queries import published_rulebooks


def history() -> Iterator[Told]:
    """Every entry of the ledger, oldest first."""
    for entry in plain_entries():
        actor = (entry.actor_role, entry.actor)
        yield Told(entry.id, entry.kind, entry.at, entry.subject, actor, entry.fields)


def replayed(entries: Iterator[Told] | None = None) -> Replay:
    """The whole past, recomputed from the ledger and the published rulebooks alone."""
    rulebooks = {one.version: one for one in published_rulebooks() if one.version is not None}
    return Replay(rulebooks, first=min(rulebooks)).take(entries or history()).finish()


def stored_places() -> dict[str, list[Key]]:
    """The order of every lane as the living queue has it."""
    columns = (QueueEntry.lane, QueueEntry.effective_at, QueueEntry.number)
    found: dict[str, list[Key]] = {}
    rows = db.session.execute(select(*columns).where(*IN_LINE).order_by(*columns))
    for lane, effective_at, number in rows:
        assert effective_at is not None  # as IN_LINE asks
        found.setdefault(lane, []).append((effective_at, number))
    return found


def differences(replay: Replay) -> list[str]:
    """Where the stored places are others than the recomputed ones, in words."""
    stored, computed = stored_places(), replay.places()
    found = []
    for lane in sorted({*stored, *computed}):
        here, there = stored.get(lane, []), computed.get(lane, [])
        for place, (one, other) in enumerate(zip(here, there, strict=False), start=1):
            if one != other:
                found.append(f"{lane}, place {place}: stored case {one[1]}, recomputed {other[1]}")
        if len(here) != len(there):
            found.append(f"{lane}: {len(here)} cases wait, recomputed {len(there)}")
    return found
