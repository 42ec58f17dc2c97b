"""What must hold after every step: the stored queue is the one on paper, and the record says why.

Reads tables by columns, so that it sees what is stored and nothing that a session remembers.
"""

import json
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select

from tests.queue.paper import NOTHING, Paper

HALF_HOUR = timedelta(minutes=30)
START = datetime(1970, 1, 1, tzinfo=UTC)


class Stored(NamedTuple):
    """A row of the queue."""

    number: int
    lane: str
    waiting_since: datetime | None
    effective_at: datetime | None
    head_start: int
    claimed_by_id: int | None
    claimed_until: datetime | None
    is_out_of_turn: bool
    overtakes: int


class Recorded(NamedTuple):
    """An entry of the record."""

    id: int
    kind: str
    subject: int | None
    fields: dict


def stored_queue() -> dict[int, Stored]:
    """All rows of the queue by number."""
    from forum.core.db import db
    from forum.queue.models import QueueEntry

    columns = [getattr(QueueEntry, name) for name in Stored._fields]
    return {row.number: Stored(*row) for row in db.session.execute(select(*columns))}


def recorded_after(entry_id: int) -> list[Recorded]:
    """What was entered since, oldest first."""
    from forum.core.db import db
    from forum.ledger.models import LedgerEntry

    columns = (LedgerEntry.id, LedgerEntry.kind, LedgerEntry.subject, LedgerEntry.canonical)
    statement = select(*columns).where(LedgerEntry.id > entry_id).order_by(LedgerEntry.id)
    return [
        Recorded(id_, kind, subject, json.loads(canonical)["fields"])
        for id_, kind, subject, canonical in db.session.execute(statement)
    ]


def check_order(paper: Paper, queue: dict[int, Stored]) -> None:
    """Promises 1, 3 and 5: everybody stands where waiting time and grants put them, no other way.

    What is not on paper, as that somebody wrote again, has moved nobody.
    """
    grants = _active_grants()
    for number, case in paper.cases.items():
        row = queue.get(number)
        if not case.is_in_line:
            assert row is None or (row.waiting_since, row.effective_at) == (None, None)
            continue
        assert row is not None, f"case {number} waits for the company and stands in no line"
        given = [*paper.by_rules(case).items(), *((None, n) for n in case.by_hand.values())]
        assert Counter(grants[number]) == Counter(given)
        assert (row.lane, row.waiting_since) == (case.lane, case.since)
        assert row.head_start == paper.head_start(case)
        assert (row.effective_at, number) == paper.key(case)


def check_places(paper: Paper, queue: dict[int, Stored]) -> None:
    """The lanes one after the other, and the sums by which tickets know their places."""
    from forum.core.db import db
    from forum.queue import places, reading
    from forum.queue.models import Bucket

    stored = {lane: [n for _at, n in keys] for lane, keys in reading.stored_places().items()}
    lanes = {case.lane for case in paper.cases.values()}
    on_paper = {lane: [case.number for case in paper.line(lane)] for lane in lanes}
    assert stored == {lane: numbers for lane, numbers in on_paper.items() if numbers}
    counted = Counter(
        (row.lane, (row.effective_at - START) // HALF_HOUR)
        for row in queue.values()
        if row.effective_at is not None and row.claimed_by_id is None
    )
    buckets = db.session.execute(select(Bucket.lane, Bucket.half_hour, Bucket.waiting))
    assert counted == {(lane, half_hour): waiting for lane, half_hour, waiting in buckets}
    for numbers in stored.values():
        assert places.waiting_before_case(numbers[-1]) == len(numbers) - 1


def check_claims(paper: Paper, queue: dict[int, Stored], ids: dict[str, int]) -> None:
    """Whoever has taken a case holds it, by the record's own count of whom that overtakes."""
    on_paper = {
        number: (ids[one.by], one.until, one.overtook > 0, one.overtook)
        for number, one in paper.claims.items()
    }
    stored = {row.number: row[5:] for row in queue.values() if row.claimed_by_id is not None}
    assert stored == on_paper


def check_clocks(paper: Paper) -> None:
    """Promise 5: a clock runs or stands, and has what it had; and who is affected counts once."""
    from forum.cases.models import Case
    from forum.core.db import db

    columns = (Case.number, Case.status, Case.affected_count)
    columns += (Case.waiting_since, Case.waited_microseconds)
    for number, status, affected, since, waited in db.session.execute(select(*columns)):
        case = paper.cases[number]
        assert (status, since) == (case.status, case.since)
        assert affected == case.facts["affected_count"]
        assert since is not None or timedelta(microseconds=waited) == case.waited
        assert case.waited >= NOTHING


def check_said(before: dict[int, Stored], after: dict[int, Stored], said: list[Recorded]) -> None:
    """Promise 4: whoever has moved, joined, left or was taken has an entry of their own."""
    told = {entry.subject for entry in said}
    for number in before.keys() | after.keys():
        former, now = before.get(number), after.get(number)
        assert _standing(former) == _standing(now) or number in told, f"case {number} in silence"


def check_replay() -> None:
    """Promise 7: the rulebooks and the record alone give the same places, and explain them."""
    from forum.queue import reading

    replay = reading.replayed()
    assert replay.findings == []
    assert replay.unexplained == 0
    assert reading.differences(replay) == []


def _standing(row: Stored | None) -> tuple | None:
    if row is None or row.effective_at is None:
        return None
    return row.lane, row.effective_at, row.claimed_by_id


def _active_grants() -> dict[int, list]:
    from forum.core.db import db
    from forum.queue.models import Grant

    found = defaultdict(list)
    columns = (Grant.number, Grant.rule, Grant.minutes)
    active = select(*columns).where(Grant.revoked_at.is_(None))
    for number, rule, minutes in db.session.execute(active):
        found[number].append((rule, minutes))
    return found
