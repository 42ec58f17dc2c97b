"""Reads of cases for lists and pages, named by what they return; refuses writes.

Every function costs the same number of statements whatever the number of rows.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, bindparam, exists, func, select
from sqlalchemy.orm import joinedload

from forum.accounts.models import User
from forum.cases.models import Affected, Case, Category, Post, Revision
from forum.core.db import db
from forum.core.paging import Page, decode_cursor, page_of

PAGE_SIZE = 20


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; `order` is `newest` or `waiting` (longest waiting first)."""

    status: str | None = None
    category: str | None = None
    turn: str | None = None
    opened_from: datetime | None = None
    opened_before: datetime | None = None
    author_id: int | None = None
    order: str = "newest"


def case_list(filters: Filters, cursor: str | None = None, limit: int = PAGE_SIZE) -> Page:
    """Public cases in order, paged by key; rows come with author and category.

    Somebody's own list (`author_id`) also holds what is not public yet. Raises Invalid on a
    forged cursor.
    """
    statement = select(Case).options(
        joinedload(Case.author, innerjoin=True), joinedload(Case.category, innerjoin=True)
    )
    statement = statement.where(*_conditions(filters)).limit(limit + 1)
    key = decode_cursor(cursor, datetime, int)
    if filters.order == "waiting":
        statement = _longest_waiting(statement, key)
        return page_of(_rows(statement), limit, lambda case: (case.waiting_since, case.number))
    statement = _newest(statement, key)
    return page_of(_rows(statement), limit, lambda case: (case.opened_at, case.number))


def counts_by_status() -> dict[str, int]:
    """How many public cases there are in each status."""
    statement = select(Case.status, func.count()).where(Case.visibility == "public")
    return dict(db.session.execute(statement.group_by(Case.status)).all())


def categories() -> list[Category]:
    """All categories in the order in which people choose from them."""
    return list(db.session.scalars(select(Category).order_by(Category.position, Category.id)))


def cases_numbered(numbers: list[int]) -> list[Case]:
    """The public ones among these cases, in the order of `numbers`."""
    if not numbers:
        return []
    statement = select(Case).where(Case.number.in_(numbers), Case.visibility == "public")
    statement = statement.options(
        joinedload(Case.author, innerjoin=True), joinedload(Case.category, innerjoin=True)
    )
    found = {case.number: case for case in db.session.scalars(statement)}
    return [found[number] for number in numbers if number in found]


def posts_of(case: Case) -> list[Post]:
    """Every post of a case in order, with its author; also those that are pending or hidden."""
    statement = select(Post).where(Post.case_number == case.number).order_by(Post.position)
    return list(db.session.scalars(statement.options(joinedload(Post.author, innerjoin=True))))


class Part(NamedTuple):
    """What one person has done in one case."""

    has_written: bool
    is_affected: bool  # said "me too"


_PART = select(
    exists().where(Post.case_number == bindparam("number"), Post.author_id == bindparam("person")),
    exists().where(
        Affected.case_number == bindparam("number"), Affected.user_id == bindparam("person")
    ),
)


def part_in(case: Case, user: User) -> Part:
    """What this person has done in this case; one statement, for every page of a case."""
    found = db.session.execute(_PART, {"number": case.number, "person": user.id}).one()
    return Part(*map(bool, found))


def revisions_of(post: Post) -> list[Revision]:
    """What the post said before each public edit, oldest first."""
    statement = select(Revision).where(Revision.post_id == post.id).order_by(Revision.id)
    return list(db.session.scalars(statement))


def hidden_reason(case: Case) -> str | None:
    """The public reason for which the first post, and with it the case, was hidden."""
    where = (Post.case_number == case.number, Post.position == 1)
    return db.session.scalar(select(Post.hidden_because).where(*where))


def _conditions(filters: Filters) -> list:
    where = []
    if filters.author_id is not None:
        where.append(Case.author_id == filters.author_id)
    else:
        where.append(Case.visibility == "public")
    if filters.status:
        where.append(Case.status == filters.status)
    if filters.turn:
        where.append(Case.turn == filters.turn)
    if filters.category:
        named = select(Category.id).where(Category.slug == filters.category)
        where.append(Case.category_id == named.scalar_subquery())
    if filters.opened_from:
        where.append(Case.opened_at >= filters.opened_from)
    if filters.opened_before:
        where.append(Case.opened_at < filters.opened_before)
    return where


def _newest(statement: Select, key: list | None) -> Select:
    if key:
        opened_at, number = key
        later = (Case.opened_at == opened_at) & (Case.number < number)
        statement = statement.where((Case.opened_at < opened_at) | later)
    return statement.order_by(Case.opened_at.desc(), Case.number.desc())


def _longest_waiting(statement: Select, key: list | None) -> Select:
    statement = statement.where(Case.waiting_since.is_not(None))
    if key:
        since, number = key
        later = (Case.waiting_since == since) & (Case.number > number)
        statement = statement.where((Case.waiting_since > since) | later)
    return statement.order_by(Case.waiting_since, Case.number)


def _rows(statement: Select) -> list[Case]:
    return list(db.session.scalars(statement))
