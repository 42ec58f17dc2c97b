"""Verbs of claims: take the next case, take one out of turn and say why, give one back.

A claim lasts 30 minutes and ends by an answer, by hand or by time; while it lasts nobody else can
take the case. Exactly one of many gets it: whoever holds the lock of the lane.
"""

from sqlalchemy import func, select

from forum.accounts.models import User
from forum.core.clock import now
from forum.core.db import db
from forum.core.errors import Invalid, Refused
from forum.core.i18n import _
from forum.ledger.canonical import moment
from forum.ledger.ledger import Actor, Draft
from forum.queue import line, places, turns
from forum.queue.models import QueueEntry

MOST_CLAIMS = 3  # of one person: who hoards cases decides alone in which order they are answered


def claim_next(lane: str, *, staff: User) -> int | None:
    """Take the case whose turn it is; its number, or None when nobody waits in the lane."""
    line.lock([lane])
    turns.release_expired(lane)
    _require_few_claims(staff)
    entry = places.next_in(lane)
    if entry is None:
        return None
    _claim(entry, staff, "queue.claimed", overtakes=0)
    return entry.number


def claim(number: int, *, staff: User, reason: str) -> bool:
    """Take this very case; whether that was out of turn, which needs a public reason (Invalid).

    Refused when it does not wait or when anybody holds it.
    """
    entry = _entry_to_claim(number, staff)
    _require_few_claims(staff)
    return _take(entry, staff, reason)


def claim_to_answer(number: int, *, staff: User, reason: str) -> bool:
    """The same for a case that this very transaction answers: it counts for nobody's three."""
    return _take(_entry_to_claim(number, staff), staff, reason)


def release(number: int, *, staff: User) -> None:
    """Give back a case that one has taken; it stands where it stood. Refused for anybody else."""
    entry = line.locked_entry(number)
    if entry is None or entry.claimed_by_id != staff.id:
        raise Refused(_("You have not taken this case, or your 30 minutes are over."))
    line.drop_claim(entry)
    fields = {"by": "hand", "lane": entry.lane}
    Draft("queue.released", Actor.of(staff), fields).record(number)


def release_what_ran_out(lane: str) -> None:
    """Give back what nobody answered in time; called by the worker."""
    line.lock([lane])
    turns.release_expired(lane)


def _entry_to_claim(number: int, staff: User) -> QueueEntry:
    """The entry of a case that nobody holds, with its lane locked."""
    entry = line.locked_entry(number)
    if not line.is_waiting(entry):
        raise Refused(_("This case does not wait for the company now; there is nothing to take."))
    turns.release_expired(entry.lane)
    if entry.claimed_by_id == staff.id:
        raise Refused(_("You have taken this case already."))
    turns.require_unclaimed(entry)
    return entry


def _take(entry: QueueEntry, staff: User, reason: str) -> bool:
    overtakes = places.before(entry)
    if not overtakes:
        _claim(entry, staff, "queue.claimed", overtakes=0)
        return False
    if not reason.strip():
        raise Invalid(_("Taking a case out of turn needs a public reason."), "reason")
    _claim(entry, staff, "queue.out_of_turn", overtakes=overtakes, texts={"reason": reason})
    return True


def _claim(
    entry: QueueEntry, staff: User, kind: str, *, overtakes: int, texts: dict | None = None
) -> None:
    at = now()
    until = at + turns.CLAIM_LASTS
    line.hold_claim(entry, holder_id=staff.id, at=at, until=until)
    entry.is_out_of_turn, entry.overtakes = overtakes > 0, overtakes
    fields = {"lane": entry.lane, "until": moment(until), "overtook": overtakes}
    Draft(kind, Actor.of(staff), fields, texts or {}).record(entry.number, at=at)


def _require_few_claims(staff: User) -> None:
    """Only of lanes that are not locked here may a claim have run out meanwhile: it counts not."""
    where = (QueueEntry.claimed_by_id == staff.id, QueueEntry.claimed_until > now())
    if db.session.scalars(select(func.count()).where(*where)).one() >= MOST_CLAIMS:
        sentence = _(
            "You have taken %(most)s cases already. Answer one or give one back first.",
            most=MOST_CLAIMS,
        )
        raise Refused(sentence)
