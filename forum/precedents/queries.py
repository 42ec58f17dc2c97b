"""Reads of precedents and claims, named by what they return; refuses writes.

Lists are paged by key and cost the same number of statements whatever the number of rows.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from forum.core.db import db
from forum.core.paging import Page, decode_cursor, page_of
from forum.precedents.models import Precedent, PrecedentClaim

PAGE_SIZE = 20
MOST_WORDS = 8  # of a question; more narrow nothing down any further


@dataclass(frozen=True)
class Sought:
    """What a list is narrowed to: words that all stand in it, a category, what is still valid."""

    words: str = ""
    category: str | None = None
    valid_on: date | None = None


@dataclass(frozen=True)
class InCase:
    """What one case has to do with goodwill: what was granted in it, and what it claims."""

    granted: list[Precedent]
    claimed: list[PrecedentClaim]


def precedents_list(
    sought: Sought, cursor: str | None = None, *, limit: int = PAGE_SIZE
) -> Page[Precedent]:
    """Precedents, newest first; Invalid on a forged cursor."""
    wanted = select(Precedent).where(*_conditions(sought))
    if key := decode_cursor(cursor, int):
        wanted = wanted.where(Precedent.id < key[0])
    rows = db.session.scalars(wanted.order_by(Precedent.id.desc()).limit(limit + 1))
    return page_of(list(rows), limit, lambda row: (row.id,))


def latest(category: str | None = None, *, limit: int = 50) -> list[Precedent]:
    """The latest precedents, for the feed."""
    return precedents_list(Sought(category=category), limit=limit).items


def claims_of(precedent: Precedent, cursor: str | None = None) -> Page[PrecedentClaim]:
    """Who claimed it and what became of that, newest first."""
    wanted = select(PrecedentClaim).where(PrecedentClaim.precedent_id == precedent.id)
    if key := decode_cursor(cursor, int):
        wanted = wanted.where(PrecedentClaim.id < key[0])
    rows = db.session.scalars(wanted.order_by(PrecedentClaim.id.desc()).limit(PAGE_SIZE + 1))
    return page_of(list(rows), PAGE_SIZE, lambda row: (row.id,))


def open_claims(cursor: str | None = None) -> Page[PrecedentClaim]:
    """The claims that nobody has decided about, oldest first, with their precedents."""
    wanted = select(PrecedentClaim).where(PrecedentClaim.decided_at.is_(None))
    wanted = wanted.options(joinedload(PrecedentClaim.precedent, innerjoin=True))
    if key := decode_cursor(cursor, int):
        wanted = wanted.where(PrecedentClaim.id > key[0])
    rows = db.session.scalars(wanted.order_by(PrecedentClaim.id).limit(PAGE_SIZE + 1))
    return page_of(list(rows), PAGE_SIZE, lambda row: (row.id,))


def open_claims_count(at: datetime) -> tuple[int, int]:
    """How many claims wait for a decision, and how many of them longer than was promised."""
    late = func.count().filter(PrecedentClaim.due_at < at)
    wanted = select(func.count(), late).where(PrecedentClaim.decided_at.is_(None))
    waiting, waiting_long = db.session.execute(wanted).one()
    return waiting, waiting_long


def counted_between(begin: datetime, end: datetime) -> dict[str, int]:
    """What was granted, claimed and decided from one moment up to another; two statements."""
    granted = select(func.count()).where(_within(Precedent.granted_at, begin, end))
    is_decided = _within(PrecedentClaim.decided_at, begin, end)
    claims = select(
        func.count().filter(_within(PrecedentClaim.claimed_at, begin, end)),
        func.count().filter(is_decided, PrecedentClaim.outcome == "granted"),
        func.count().filter(is_decided, PrecedentClaim.outcome == "refused"),
    ).select_from(PrecedentClaim)
    claimed, claims_granted, claims_refused = db.session.execute(claims).one()
    return {
        "granted": db.session.scalars(granted).one(),
        "claimed": claimed,
        "claims_granted": claims_granted,
        "claims_refused": claims_refused,
    }


def in_case(number: int) -> InCase:
    """What was granted in a case, and what is claimed in it; one statement."""
    claims_here = and_(
        PrecedentClaim.precedent_id == Precedent.id, PrecedentClaim.case_number == number
    )
    own = select(PrecedentClaim.precedent_id).where(PrecedentClaim.case_number == number)
    wanted = select(Precedent, PrecedentClaim).outerjoin(PrecedentClaim, claims_here)
    wanted = wanted.where(or_(Precedent.case_number == number, Precedent.id.in_(own)))
    rows = db.session.execute(wanted.order_by(Precedent.id)).all()
    return InCase(
        granted=[one for one, _claim in rows if one.case_number == number],
        claimed=[claim for _one, claim in rows if claim is not None],
    )


def claimable(category: str, *, today: date, case_number: int, limit: int = 3) -> list[Precedent]:
    """The latest of a category that can still be claimed, and are not in this case."""
    claimed = select(PrecedentClaim.precedent_id).where(PrecedentClaim.case_number == case_number)
    where = (
        Precedent.category == category,
        Precedent.case_number != case_number,
        Precedent.id.not_in(claimed),
        *_valid(today),
    )
    wanted = select(Precedent).where(*where).order_by(Precedent.id.desc()).limit(limit)
    return list(db.session.scalars(wanted))


def cases_with_claim(precedent: Precedent, numbers: Collection[int]) -> set[int]:
    """Those of these cases in which it was claimed."""
    where = (
        PrecedentClaim.precedent_id == precedent.id,
        PrecedentClaim.case_number.in_(numbers),
    )
    return set(db.session.scalars(select(PrecedentClaim.case_number).where(*where)))


def record_of_post(number: int, position: int) -> Precedent | None:
    """The precedent that a post was recorded as: goodwill, or the granting of a claim."""
    claim = (PrecedentClaim.case_number == number, PrecedentClaim.position == position)
    granted = select(PrecedentClaim.precedent_id).where(*claim, PrecedentClaim.outcome == "granted")
    here = and_(Precedent.case_number == number, Precedent.position == position)
    wanted = select(Precedent).where(or_(here, Precedent.id.in_(granted)))
    return db.session.scalars(wanted.order_by(Precedent.id).limit(1)).first()


def _conditions(sought: Sought) -> list[SQLColumnExpression[bool]]:
    where: list[SQLColumnExpression[bool]] = [
        Precedent.words.contains(word, autoescape=True)
        for word in sought.words.casefold().split()[:MOST_WORDS]
    ]
    if sought.category:
        where.append(Precedent.category == sought.category)
    if sought.valid_on:
        where += _valid(sought.valid_on)
    return where


def _within(moment: InstrumentedAttribute, begin: datetime, end: datetime) -> ColumnElement[bool]:
    return and_(moment >= begin, moment < end)


def _valid(today: date) -> list[SQLColumnExpression[bool]]:
    """The rule of `rules.why_not_claim` as conditions."""
    return [
        Precedent.ended_at.is_(None),
        Precedent.is_repeatable,
        Precedent.valid_until >= today,
    ]
