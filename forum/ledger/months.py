"""Which numbers of the sealed record belong to which month (UTC), as runs without a gap.

Entries are numbered in the order in which they were written, and imported history is older than
what stands before it. A month is therefore a list of runs: one while people decide, many after an
import. With them a month is read in the order of its numbers, in steps, and nothing else is read.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice

from sqlalchemy import Row, case, func, insert, select, update

from forum.core.db import db
from forum.ledger.models import LedgerEntry, LedgerRun, LedgerSeal
from forum.ledger.tree import leaf_hash

STEP = 10_000  # numbers looked at in one statement, when they are entered here
PAGE = 1_000  # entries or runs read at once


def month_of(at: datetime) -> str:
    """The month of a moment in UTC, as the public files name it: `2026-11`."""
    return f"{at.year:04}-{at.month:02}"


def note_months() -> None:
    """Enter the months of all numbers given since the last time; part of the numbering."""
    while True:
        latest = _latest_run()
        numbers = _numbers_after(latest.last if latest else 0)
        if not numbers:
            return
        runs = [[latest.month, latest.first, latest.last]] if latest else []
        for seq, at in numbers:
            month = month_of(at)
            if runs and runs[-1][0] == month and runs[-1][2] == seq - 1:
                runs[-1][2] = seq
            else:
                runs.append([month, seq, seq])
        if latest:
            _lengthen(latest, runs.pop(0))
        if runs:
            rows = [{"month": month, "first": first, "last": last} for month, first, last in runs]
            db.session.execute(insert(LedgerRun), rows)


def months_until(size: int) -> list[tuple[str, int]]:
    """Every month with how many of the first `size` entries are of it, in order."""
    end = case((LedgerRun.last > size, size), else_=LedgerRun.last)
    counted = func.sum(end - LedgerRun.first + 1)
    statement = select(LedgerRun.month, counted).where(LedgerRun.first <= size)
    rows = db.session.execute(statement.group_by(LedgerRun.month).order_by(LedgerRun.month))
    return [(month, int(number)) for month, number in rows]


def last_of(month: str, size: int) -> int | None:
    """The highest number among the first `size` entries that is of this month."""
    where = (LedgerRun.month == month, LedgerRun.first <= size)
    newest = select(LedgerRun.last).where(*where).order_by(LedgerRun.first.desc()).limit(1)
    last = db.session.scalar(newest)
    return None if last is None else min(last, size)


def leaf_of(seq: int) -> str:
    """The leaf hash of the entry with this number, in hexadecimal."""
    (entry,) = _canonical([seq])
    return leaf_hash(entry[1].encode()).hex()


def canonical_of(month: str, size: int) -> Iterator[list[tuple[int, str]]]:
    """The month's entries among the first `size`, as (number, canonical JSON), in steps.

    Between two steps no transaction is held: whoever reads slowly keeps nothing from others.
    """
    numbers_left = _numbers(month, size)
    while numbers := list(islice(numbers_left, PAGE)):
        found = _canonical(numbers)
        db.session.rollback()
        yield found


def _latest_run() -> Row | None:
    order = LedgerRun.last.desc()
    return db.session.execute(
        select(LedgerRun.month, LedgerRun.first, LedgerRun.last).order_by(order).limit(1)
    ).first()


def _numbers_after(seq: int) -> list:
    same = LedgerSeal.entry_id == LedgerEntry.id
    statement = select(LedgerSeal.seq, LedgerEntry.at).join(LedgerEntry, same)
    where = (LedgerSeal.seq > seq, LedgerSeal.seq <= seq + STEP)
    return db.session.execute(statement.where(*where).order_by(LedgerSeal.seq)).all()


def _lengthen(known: Row, run: list) -> None:
    if run[2] > known.last:
        where = (LedgerRun.month == known.month, LedgerRun.first == known.first)
        db.session.execute(update(LedgerRun).where(*where).values(last=run[2]))


def _runs(month: str, after: int, size: int, limit: int) -> list[tuple[int, int]]:
    """Of the first `size` numbers the month's runs that go beyond `after`, the earliest first."""
    columns = (LedgerRun.first, LedgerRun.last)
    where = (LedgerRun.month == month, LedgerRun.first > after, LedgerRun.first <= size)
    statement = select(*columns).where(*where).order_by(LedgerRun.first).limit(limit)
    return [(first, min(last, size)) for first, last in db.session.execute(statement)]


def _numbers(month: str, size: int) -> Iterator[int]:
    after = 0
    while runs := _runs(month, after, size, PAGE):
        for first, last in runs:
            yield from range(first, last + 1)
        after = runs[-1][1]


def _canonical(numbers: Sequence[int]) -> list[tuple[int, str]]:
    same = LedgerSeal.entry_id == LedgerEntry.id
    statement = select(LedgerSeal.seq, LedgerEntry.canonical).join(LedgerEntry, same)
    found = db.session.execute(
        statement.where(LedgerSeal.seq.in_(numbers)).order_by(LedgerSeal.seq)
    )
    return [(seq, text) for seq, text in found]
