"""Verbs of waiting: join a line, stand outside it, be served, change facts or the lane.

Each is told the one entry of the ledger that its cause writes, adds what the queue has to say and
records it: nobody's place changes without. Refuses to know what a case is, and to commit.
"""

from datetime import datetime

from forum.accounts.models import User
from forum.core.db import db
from forum.ledger.canonical import moment
from forum.ledger.ledger import Draft
from forum.queue import line, places, turns
from forum.queue.grant_actions import follow_rules
from forum.queue.models import QueueEntry, Service
from forum.rulebook.queries import rulebook_in_force


def join(
    number: int, *, lane: str, facts: dict, waiting_since: datetime, at: datetime, cause: Draft
) -> int:
    """Let a case wait in its lane since `waiting_since`, which counts what it waited before.

    `at` is the moment it joins the line. A case that waits already stays where it is.
    """
    entry = line.locked_entry(number)
    if line.is_waiting(entry):
        return cause.record(number, at=at)
    if entry is None:
        line.lock([lane])
        entry = QueueEntry(number=number, lane=lane, facts={}, head_start=0, reasons="")
        db.session.add(entry)
    else:  # it comes back, perhaps under another cap than it left
        line.add_up(entry, line.active_grants(number), rulebook_in_force())
    told = new_facts(entry, facts)
    entry.joined_at, entry.waiting_since = at, waiting_since
    line.step_in(entry)
    entry_id = cause.record(
        number,
        at=at,
        queue="joined",
        lane=entry.lane,
        waiting_since=moment(waiting_since),
        head_start=entry.head_start,
        place=places.before(entry) + 1,
        **told,
    )
    follow_rules(entry)
    return entry_id


def stand(number: int, *, at: datetime, cause: Draft) -> int:
    """Take a case out of its line without service: its author, time or a moderator did that."""
    entry = line.locked_entry(number)
    if not line.is_waiting(entry):
        return cause.record(number, at=at)
    _leave(entry)
    return cause.record(number, at=at, queue="left", lane=entry.lane)


def serve(number: int, *, staff: User, at: datetime, cause: Draft) -> int:
    """Take a case out of its line because staff acted on it; raises OutOfTurn unless they may."""
    turns.require_turn(number, staff=staff)
    entry = line.locked_entry(number)
    if not line.is_waiting(entry):
        return cause.record(number, at=at)
    is_claimed = entry.claimed_by_id is not None
    service = Service(
        number=number,
        lane=entry.lane,
        joined_at=entry.joined_at,
        waiting_since=entry.waiting_since,
        effective_at=entry.effective_at,
        head_start=entry.head_start,
        reasons=entry.reasons,
        taken_at=entry.claimed_at if is_claimed else at,
        served_at=at,
        is_out_of_turn=entry.is_out_of_turn,
        overtakes=entry.overtakes,
    )
    taken = "out_of_turn" if entry.is_out_of_turn else "claim" if is_claimed else "next"
    _leave(entry)
    service.entry_id = cause.record(
        number,
        at=at,
        queue="served",
        lane=entry.lane,
        taken=taken,
        overtook=service.overtakes,
        waited_minutes=int((at - service.waiting_since).total_seconds() // 60),
    )
    db.session.add(service)
    return service.entry_id


def change_facts(number: int, *, facts: dict, cause: Draft) -> int:
    """Note what has changed about a case and let the rules in force follow."""
    entry = line.locked_entry(number)
    if entry is None:
        return cause.record(number)
    entry_id = cause.record(number, **new_facts(entry, facts))
    follow_rules(entry)
    return entry_id


def move(number: int, *, lane: str, facts: dict, cause: Draft) -> int:
    """Let a case wait in another lane with the clock it has; a claim of it is over."""
    entry = line.locked_entry(number)
    if entry is None or entry.lane == lane:
        return change_facts(number, facts=facts, cause=cause)
    line.lock([entry.lane, lane])
    former, was_waiting = entry.lane, line.is_waiting(entry)
    line.step_out(entry)
    line.forget_claim(entry)
    entry.lane = lane
    line.step_in(entry)
    told = new_facts(entry, facts)
    if was_waiting:
        told |= {"queue": "moved", "place": places.before(entry) + 1}
    entry_id = cause.record(number, from_lane=former, lane=lane, **told)
    follow_rules(entry)
    return entry_id


def _leave(entry: QueueEntry) -> None:
    line.step_out(entry)
    line.forget_claim(entry)
    entry.waiting_since = entry.effective_at = entry.joined_at = None


def new_facts(entry: QueueEntry, facts: dict) -> dict:
    """Take over the facts; those that are new, as fields of the ledger's entry."""
    changed = {name: value for name, value in facts.items() if entry.facts.get(name) != value}
    entry.facts = dict(facts)
    return {f"fact_{name}": value for name, value in changed.items()}
