"""Which numbers of the sealed record belong to which month (UTC), as runs without a gap.

Entries are numbered in the order in which they were written, and imported history is older than
what stands before it. A month is therefore a list of runs: one while people decide, many after an
import. With them a month is read in the order of its numbers, in steps, and nothing else is read.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from sqlalchemy import ColumnElement, Row, case, func, insert, select, update

from forum.core.db import db, is_postgresql
from forum.ledger.models import LedgerEntry, LedgerRun, LedgerSeal
from forum.ledger.tree import leaf_hash

STEP = 10_000  # numbers looked at in one statement, when they are entered here
PAGE = 1_000  # entries or runs read at once


def note_months() -> None:
    """Enter the months of all numbers given since the last time; part of the numbering."""
    while True:
        latest = _latest_run()
        runs = _new_runs(latest.last if latest else 0)
        if not runs:
            return
        if latest and runs[0]["month"] == latest.month:
            _lengthen(latest, runs.pop(0)["last"])
        if runs:
            db.session.execute(insert(LedgerRun), runs)


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


def _new_runs(seq: int) -> list[dict]:
    """The runs of the next numbers after `seq`; the database makes them out of single entries.

    Within a month, the number less its place in the month is the same as long as a run goes on.
    """
    same, month = LedgerSeal.entry_id == LedgerEntry.id, _month()
    place = func.row_number().over(partition_by=month, order_by=LedgerSeal.seq)
    columns = (LedgerSeal.seq, month.label("month"), (LedgerSeal.seq - place).label("run"))
    where = (LedgerSeal.seq > seq, LedgerSeal.seq <= seq + STEP)
    one = select(*columns).join(LedgerEntry, same).where(*where).subquery()
    first, last = func.min(one.c.seq), func.max(one.c.seq)
    runs = select(one.c.month, first.label("first"), last.label("last"))
    rows = db.session.execute(runs.group_by(one.c.month, one.c.run).order_by(first))
    return [dict(row) for row in rows.mappings()]


def _month() -> ColumnElement[str]:
    """The month of an entry in UTC, as the files name it: `2026-11`; SQLite has moments as text."""
    if is_postgresql():
        return func.to_char(func.timezone("UTC", LedgerEntry.at), "YYYY-MM")
    return func.substr(LedgerEntry.at, 1, 7)


def _lengthen(known: Row, last: int) -> None:
    where = (LedgerRun.month == known.month, LedgerRun.first == known.first)
    db.session.execute(update(LedgerRun).where(*where).values(last=last))


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
