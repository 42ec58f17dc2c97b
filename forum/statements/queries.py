"""Reads of statements; refuses writes."""

from collections.abc import Collection

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from forum.core.clock import now
from forum.core.db import db
from forum.core.paging import Page, decode_cursor, page_of
from forum.statements.models import Appeal, Statement

PAGE_SIZE = 30
SHOWN_BESIDE = 5  # the latest decisions about an author, beside what is to be decided now


def statements_about(person_id: int, *, cursor: str | None = None) -> Page[Statement]:
    """What was decided about one person, newest first."""
    wanted = select(Statement).where(Statement.person_id == person_id)
    if after := decode_cursor(cursor, int):
        wanted = wanted.where(Statement.id < after[0])
    rows = db.session.scalars(wanted.order_by(Statement.id.desc()).limit(PAGE_SIZE + 1))
    return page_of(list(rows), PAGE_SIZE, lambda row: (row.id,))


def last_about(number: int, position: int | None, measures: tuple[str, ...]) -> Statement | None:
    """The latest decision of one of these sorts about a post, or about a case as a whole."""
    where = (
        Statement.case_number == number,
        Statement.position == position,
        Statement.measure.in_(measures),
    )
    wanted = select(Statement).where(*where).order_by(Statement.id.desc()).limit(1)
    return db.session.scalar(wanted)


def in_force_about(person_id: int, measures: Collection[str]) -> list[Statement]:
    """The decisions of these sorts about a person that hold: not taken back, nor at their end."""
    where = (Statement.person_id == person_id, Statement.measure.in_(measures))
    holds = (Statement.undone_at.is_(None), Statement.until > now())
    return list(db.session.scalars(select(Statement).where(*where, *holds).order_by(Statement.id)))


def latest_about(person_id: int) -> list[Statement]:
    """The latest few decisions about a person, newest first."""
    wanted = select(Statement).where(Statement.person_id == person_id)
    return list(db.session.scalars(wanted.order_by(Statement.id.desc()).limit(SHOWN_BESIDE)))


def with_statement() -> Select:
    """Objections, each with its decision, whom that concerns and who made it."""
    whole = joinedload(Appeal.statement, innerjoin=True)
    people = (joinedload(Statement.person), joinedload(Statement.by))
    return select(Appeal).options(whole.options(*people))


def appeals_numbered(ids: list[int]) -> dict[int, Appeal]:
    """These objections by their ids, in one statement."""
    found = db.session.scalars(with_statement().where(Appeal.id.in_(ids))) if ids else ()
    return {one.id: one for one in found}


def made_with(entry_id: int | None) -> Statement | None:
    """The statement that stands beside this entry of the record."""
    return db.session.scalar(select(Statement).where(Statement.entry_id == entry_id))
