"""What staff see of an incident, and which of its cases an answer goes to next; refuses writes."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import joinedload

from forum.cases.models import Case, Category
from forum.cases.states import OPEN
from forum.core.db import LARGEST_NUMBER, db
from forum.core.paging import Page, decode_cursor, page_of
from forum.incidents.models import Delivery, IncidentAnswer, Member
from forum.incidents.rules import MOST_AT_ONCE
from forum.queue.models import QueueEntry
from forum.search import index
from forum.search.documents import Filters

PAGE_SIZE = 50
FOUND_AT_MOST = 100  # hits of a search that are looked through for open cases


class ToAdd(NamedTuple):
    """What decides whether a case may be added."""

    visibility: str
    status: str
    incident: int | None  # the open one to which it belongs


def cases_to_add(numbers: Collection[int]) -> dict[int, ToAdd]:
    """Those of these cases that there are, in one statement."""
    numbers = [one for one in set(numbers) if 0 < one <= LARGEST_NUMBER]
    here = and_(Member.case_number == Case.number, Member.is_current.is_(True))
    statement = select(Case.number, Case.visibility, Case.status, Member.incident)
    statement = statement.outerjoin(Member, here).where(Case.number.in_(numbers))
    return {row[0]: ToAdd(*row[1:]) for row in db.session.execute(statement)}


def candidates(category: str, cursor: str | None) -> Page:
    """Open cases of a category that belong to no open incident, oldest number first."""
    where = [*_are_free(), _in_category(category)]
    if key := decode_cursor(cursor, int):
        where.append(Case.number > key[0])
    statement = select(Case).options(joinedload(Case.category, innerjoin=True)).where(*where)
    statement = statement.order_by(Case.number).limit(PAGE_SIZE + 1)
    return page_of(list(db.session.scalars(statement)), PAGE_SIZE, lambda one: [one.number])


def candidates_found(question: str, category: str) -> Page:
    """The best hits of a search among the same cases; one page."""
    hits = index.search(question, Filters(category=category), limit=FOUND_AT_MOST).hits
    numbers = [hit.key for hit in hits]
    where = (*_are_free(), _in_category(category), Case.number.in_(numbers))
    statement = select(Case).options(joinedload(Case.category, innerjoin=True)).where(*where)
    found = {case.number: case for case in db.session.scalars(statement)}
    return Page([found[one] for one in numbers if one in found][:PAGE_SIZE], None)


def candidate_count(category: str) -> int:
    """How many open cases of a category belong to no open incident."""
    where = (*_are_free(), _in_category(category))
    return db.session.scalars(select(func.count()).select_from(Case).where(*where)).one()


def all_candidates(category: str) -> list[int]:
    """Their numbers, oldest first; as many as go into an incident at once."""
    statement = select(Case.number).where(*_are_free(), _in_category(category))
    return list(db.session.scalars(statement.order_by(Case.number).limit(MOST_AT_ONCE)))


def next_case(answer: IncidentAnswer, at: datetime) -> int | None:
    """The case that an answer goes to next, in the order of the queue; None when none is left."""
    settled = exists().where(
        Delivery.answer_id == answer.id,
        Delivery.case_number == Member.case_number,
        or_(Delivery.state != "waiting", Delivery.again_at > at),
    )
    statement = (
        select(Member.case_number)
        .outerjoin(QueueEntry, QueueEntry.number == Member.case_number)
        .where(Member.incident == answer.incident, Member.left_at.is_(None), ~settled)
        .order_by(QueueEntry.effective_at.is_(None), QueueEntry.effective_at, Member.case_number)
    )
    return db.session.scalar(statement.limit(1))


def locked_case(number: int) -> Case | None:
    """A case with author and category as it is now, locked until the commit."""
    statement = (
        select(Case)
        .options(joinedload(Case.author, innerjoin=True), joinedload(Case.category, innerjoin=True))
        .where(Case.number == number)
        .with_for_update(of=Case)
    )
    return db.session.scalar(statement.execution_options(populate_existing=True))


def _are_free() -> tuple:
    is_in_one = exists().where(Member.case_number == Case.number, Member.is_current.is_(True))
    return Case.visibility == "public", Case.status.in_(OPEN), ~is_in_one


def _in_category(slug: str) -> ColumnElement[bool]:
    named = select(Category.id).where(Category.slug == slug).scalar_subquery()
    return Case.category_id == named
