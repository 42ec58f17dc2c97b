"""The waiting clock of a case and its place: runs while the company has to act, never lost.

Whoever changes a status comes through `enter`, which lets clock and queue follow and records it.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from forum.accounts.models import User
from forum.cases import promises
from forum.cases.facts import category_of, facts_of
from forum.cases.models import Case
from forum.cases.states import TURN_OF, WAITING
from forum.core.clock import now
from forum.ledger.canonical import moment
from forum.ledger.ledger import Draft
from forum.queue import actions as queue

MICROSECOND = timedelta(microseconds=1)


def enter(
    case: Case,
    status: str,
    *,
    cause: Draft,
    since: datetime | None = None,
    staff: User | None = None,
) -> int:
    """Put the case into `status` now: turn, clock and place follow, with the one entry of it.

    A clock that starts counts from `since`, if that was earlier. `staff` serves the case with
    this; raises OutOfTurn when others stand before it.
    """
    at = now()
    set_status(case, status, since or at)
    return follow(case, cause=cause, at=at, staff=staff, since=since)


def set_status(case: Case, status: str, at: datetime) -> None:
    """Status, turn and clock alone, for a case that the queue does not know yet."""
    if status in WAITING:
        start(case, at)
    else:
        stop(case, at)
    case.status = status
    case.turn = TURN_OF[status]
    if status != "in_progress":
        case.next_word_by = None


def follow(
    case: Case,
    *,
    cause: Draft,
    at: datetime | None = None,
    staff: User | None = None,
    since: datetime | None = None,
) -> int:
    """Let the case stand in its line if it waits in public, else nowhere; records `cause`.

    Then its promised times follow: from `since`, if that was earlier. The entry says the status
    and that moment, so that every clock can be counted again from the record. Returns its id.
    """
    at = at or now()
    entry_id = _record(case, _with_status(case, cause, at, since), at, staff)
    promises.keep_pace(case, min(at, since or at))
    return entry_id


def _with_status(case: Case, cause: Draft, at: datetime, since: datetime | None) -> Draft:
    told = {"status": case.status}
    if since is not None and since < at:
        told["counts_from"] = moment(since)
    return replace(cause, fields={**told, **cause.fields})


def _record(case: Case, cause: Draft, at: datetime, staff: User | None) -> int:
    if case.visibility == "public" and case.waiting_since is not None:
        return queue.join(
            case.number,
            lane=category_of(case).lane,
            facts=facts_of(case),
            waiting_since=case.waiting_since,
            at=at,
            cause=cause,
        )
    if staff is not None:
        return queue.serve(case.number, staff=staff, at=at, cause=cause)
    return queue.stand(case.number, at=at, cause=cause)


def start(case: Case, at: datetime) -> None:
    """Let the clock run on from what it already had; a running clock is left alone."""
    if case.waiting_since is None:
        case.waiting_since = at - timedelta(microseconds=case.waited_microseconds or 0)


def stop(case: Case, at: datetime) -> None:
    """Let the clock stand and remember what it had; a clock that was set back takes nothing."""
    if case.waiting_since is not None:
        waited = (at - case.waiting_since) // MICROSECOND
        case.waited_microseconds = max(waited, case.waited_microseconds or 0)
        case.waiting_since = None


def waited(case: Case, at: datetime) -> timedelta:
    """What the clock of a case has at a moment, whether it runs or stands."""
    if case.waiting_since is not None:
        return at - case.waiting_since
    return timedelta(microseconds=case.waited_microseconds or 0)


def shift(case: Case, microseconds: int) -> None:
    """Let the clock have so much more, or less where it is negative, whether it runs or stands."""
    case.waited_microseconds = max(0, (case.waited_microseconds or 0) + microseconds)
    if case.waiting_since is not None:
        case.waiting_since -= timedelta(microseconds=microseconds)
