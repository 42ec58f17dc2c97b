"""Reads of which cases go on as one, and of how many people that are; refuses writes."""

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import case as case_expression
from sqlalchemy import func, or_, select, union

from forum.accounts.models import User
from forum.cases.models import Affected, Case, MergedCase
from forum.core.db import db
from forum.core.fragments import values
from forum.queue.together import Joined, Together

CUSTOMER = "customer"  # whoever serves is not counted as affected, here as everywhere


def together(numbers: Iterable[int]) -> Together:
    """All that goes on as one with any of these cases, as it is now."""
    numbers = list(numbers)
    of_these = select(MergedCase.root).where(MergedCase.number.in_(numbers))
    is_there = or_(MergedCase.root.in_(numbers), MergedCase.root.in_(of_these))
    columns = (MergedCase.number, MergedCase.into, MergedCase.ahead_microseconds)
    return Together(
        Joined(number, into, timedelta(microseconds=ahead))
        for number, into, ahead in db.session.execute(select(*columns).where(is_there))
    )


def cases_in_order(numbers: list[int]) -> list[Case]:
    """These cases, in this order; whoever changes them has locked them before."""
    if not numbers:
        return []
    rows = db.session.scalars(select(Case).where(Case.number.in_(numbers)))
    found = {one.number: one for one in rows}
    return [found[number] for number in numbers]


def merge_of(number: int) -> MergedCase | None:
    """How a case was merged the last time, whether or not that was undone; None if it never was."""
    return db.session.get(MergedCase, number, populate_existing=True)


def affected_in(case: Case, below: list[int]) -> int:
    """How many distinct others have the problem of a case into which those `below` have gone.

    Whoever said "me too" in any of them, and who opened one of them; each person once, not the
    author of the case, and nobody who serves customers.
    """
    said = select(Affected.user_id).where(Affected.case_number.in_([case.number, *below]))
    opened = (
        select(Case.author_id)
        .join(User, User.id == Case.author_id)
        .where(Case.number.in_(below), User.role == CUSTOMER)
    )
    people = union(said, opened).subquery()
    others = select(func.count()).select_from(people).where(people.c[0] != case.author_id)
    return db.session.scalars(others).one()


class Target(NamedTuple):
    """The case in which a merged one goes on in the end."""

    number: int
    title: str  # empty where that case is not public any more
    language: str


class GoingOn(NamedTuple):
    """What the page of a case says about merging: where it goes on, or which go on in it."""

    goes_on_in: Target | None
    merged: list[int]


def going_on(case: Case) -> GoingOn:
    """Of one case; read once for a state of the database, in one statement."""

    def read(numbers: list[int]) -> dict:
        if case.status == "duplicate":
            return {one: GoingOn(_target_of(one), []) for one in numbers}
        return {one: GoingOn(None, merged_into(one)) for one in numbers}

    return values(("going on",), [case.number], read, _size)[case.number]


def merged_into(number: int) -> list[int]:
    """The cases that go on in this one, directly or by way of others, oldest number first."""
    statement = select(MergedCase.number).where(MergedCase.root == number)
    return list(db.session.scalars(statement.order_by(MergedCase.number)))


def merged_of(case: Case, author: User) -> list[int]:
    """Those of them that one person opened."""
    statement = select(Case.number).join(MergedCase, MergedCase.number == Case.number)
    where = (MergedCase.root == case.number, Case.author_id == author.id)
    return list(db.session.scalars(statement.where(*where).order_by(Case.number)))


def _target_of(number: int) -> Target | None:
    title = case_expression((Case.visibility == "public", Case.title), else_="")
    columns = (Case.number, title, Case.language)
    statement = select(*columns).join(MergedCase, MergedCase.root == Case.number)
    row = db.session.execute(statement.where(MergedCase.number == number)).one_or_none()
    return Target(*row) if row else None


def _size(found: GoingOn) -> int:
    return 500 + 40 * len(found.merged)


def authors_of_merged(case: Case) -> dict[int, int]:
    """Who opened the cases that go on in this one, with the first of theirs: person → number."""
    statement = (
        select(Case.author_id, func.min(Case.number))
        .join(MergedCase, MergedCase.number == Case.number)
        .where(MergedCase.root == case.number, Case.author_id != case.author_id)
        .group_by(Case.author_id)
    )
    return dict(db.session.execute(statement).all())
