"""Reads of promised times and deadlines, by case number alone; refuses writes."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, or_, select

from forum.core.db import db
from forum.promises.models import Deadline, PromisedTime


def deadlines_of(number: int) -> list[Deadline]:
    """The deadlines of one case: the answer's, then the solution's."""
    return deadlines_by_case([number]).get(number, [])


def deadlines_by_case(numbers: Collection[int]) -> dict[int, list[Deadline]]:
    """The deadlines of several cases, in one statement."""
    found: dict[int, list[Deadline]] = defaultdict(list)
    if numbers:
        rows = select(Deadline).where(Deadline.case_number.in_(numbers)).order_by(Deadline.matter)
        for row in db.session.scalars(rows):
            found[row.case_number].append(row)
    return dict(found)


def numbers_past(at: datetime, after: int, limit: int) -> list[int]:
    """Numbers of cases with a running deadline that has passed, after this number, in order."""
    past = (Deadline.state == "running", Deadline.due_at < at, Deadline.case_number > after)
    return _numbers(past, limit)


def numbers_to_warn_of(at: datetime, after: int, limit: int) -> list[int]:
    """Numbers of cases with a deadline that breaks soon, of which nobody was told yet."""
    soon = (Deadline.warn_at <= at, Deadline.case_number > after)
    return _numbers(soon, limit)


def breaking_soon(at: datetime, limit: int) -> list[Deadline]:
    """Running deadlines of which less than a quarter is left, the most urgent first."""
    soon = or_(Deadline.warned_at.is_not(None), Deadline.warn_at <= at)
    told = (Deadline.state == "running", Deadline.due_at >= at, soon)
    statement = select(Deadline).where(*told).order_by(Deadline.due_at, Deadline.id).limit(limit)
    return list(db.session.scalars(statement))


def open_deadlines(matter: str) -> int:
    """How many deadlines of a sort run or stand now, whatever category they come from."""
    where = (Deadline.matter == matter, Deadline.state.in_(("running", "paused")))
    return db.session.scalars(select(func.count()).select_from(Deadline).where(*where)).one()


def versions_of_promises() -> list[PromisedTime]:
    """Every version of every promise, newest first."""
    return list(db.session.scalars(select(PromisedTime).order_by(PromisedTime.id.desc())))


def all_deadlines() -> list[Deadline]:
    """Every deadline there is, for the replay."""
    return list(db.session.scalars(select(Deadline).order_by(Deadline.id)))


def _numbers(where: tuple, limit: int) -> list[int]:
    numbers = select(Deadline.case_number).where(*where).distinct()
    return list(db.session.scalars(numbers.order_by(Deadline.case_number).limit(limit)))
