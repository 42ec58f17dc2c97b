"""Reads of cases for lists and pages, named by what they return; refuses writes.

Every function costs the same number of statements whatever the number of rows.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, bindparam, exists, func, or_, select, true
from sqlalchemy.orm import joinedload

from forum.accounts.models import User
from forum.accounts.readers import Reader
from forum.cases import access
from forum.cases.models import Affected, Case, Category, Post, Revision
from forum.cases.thread_pages import POSTS, Stretch
from forum.core.db import db
from forum.core.paging import Page, decode_cursor, page_of
from forum.ledger.queries import Entry

PAGE_SIZE = 20


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; `order` is `newest`, `waiting` (longest waiting first) or
    `due` (whose promise breaks next)."""

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
    if filters.order == "due":
        statement = _breaking_next(statement, key)
        return page_of(_rows(statement), limit, lambda case: (case.promise_due_at, case.number))
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
    # Asked for what is public, too, SQLite would read every public case there is.
    statement = select(Case).where(Case.number.in_(numbers))
    statement = statement.options(
        joinedload(Case.author, innerjoin=True), joinedload(Case.category, innerjoin=True)
    )
    cases = db.session.scalars(statement)
    found = {case.number: case for case in cases if case.visibility == "public"}
    return [found[number] for number in numbers if number in found]


def public_subjects(entries: list[Entry]) -> dict[int, Case]:
    """The public cases that these entries of the record are about, by number."""
    numbers = sorted({one.subject for one in entries if one.subject is not None})
    return {case.number: case for case in cases_numbered(numbers)}


def told_in_public(entries: list[Entry], public: dict[int, Case]) -> list[Entry]:
    """The entries, without the texts of those about a case that is not among the `public` ones."""
    return [
        one if one.subject is None or one.subject in public else replace(one, texts={})
        for one in entries
    ]


def posts_of(case: Case) -> list[Post]:
    """Every post of a case in order, with its author; also those that are pending or hidden."""
    statement = select(Post).where(Post.case_number == case.number).order_by(Post.position)
    return list(db.session.scalars(statement.options(joinedload(Post.author, innerjoin=True))))


def page_of_thread(case: Case, user: Reader, after: int) -> tuple[list[Post], Stretch]:
    """The posts of one page in order, before them those they answer, with authors; and its place.

    One statement, which asks for the place only where a thread has more than one page.
    """
    end = after + POSTS
    here = (Post.case_number == case.number, Post.position <= end)
    answers = select(Post.reply_to).where(*here, Post.position > after)
    is_needed = or_(Post.position > after, Post.position.in_(answers)) if after else true()
    is_only_page = not after and case.last_position <= POSTS
    place = () if is_only_page else _place_in_thread(case, user, after)
    statement = select(Post, *place).options(joinedload(Post.author, innerjoin=True))
    rows = db.session.execute(statement.where(*here, is_needed).order_by(Post.position)).all()
    posts = [row[0] for row in rows]
    if is_only_page:
        return posts, Stretch(latest=case.last_position)
    _post, begins_at, ends_at, latest = rows[0]
    return posts, Stretch(after, begins_at if after else None, ends_at, latest or 0)


def _place_in_thread(case: Case, user: Reader, after: int) -> tuple:
    """When the page and the next one begin and where the thread ends, as this reader sees it.

    A decision belongs to the page of the post that it follows, so that what a post led to stands
    below it.
    """
    seen = select(Post.created_at).where(
        Post.case_number == case.number, access.posts_with_trace(user)
    )
    seen = seen.correlate(None).order_by(Post.position).limit(1)
    begins_at, ends_at = (seen.where(Post.position > start) for start in (after, after + POSTS))
    latest = seen.with_only_columns(func.max(Post.position)).order_by(None)
    return begins_at.scalar_subquery(), ends_at.scalar_subquery(), latest.scalar_subquery()


class Writer(NamedTuple):
    """Somebody who wrote in a thread, and how many posts of theirs are public."""

    id: int
    name: str
    role: str
    posts: int


def writers_in(case: Case) -> list[Writer]:
    """Who wrote public posts in a case, who wrote most first, then who came first."""
    counted = func.count().label("posts")
    statement = (
        select(User.id, User.name, User.role, counted)
        .join(Post, Post.author_id == User.id)
        .where(Post.case_number == case.number, Post.visibility == "public")
        .group_by(User.id, User.name, User.role)
        .order_by(counted.desc(), func.min(Post.position))
    )
    return [Writer(*row) for row in db.session.execute(statement)]


def solution_positions(case: Case) -> list[int]:
    """The positions of the posts that are marked as solutions; only solved cases have some."""
    if case.status not in ("solved", "closed"):
        return []
    where = (Post.case_number == case.number, Post.is_solution.is_(True))
    statement = select(Post.position).where(*where, Post.visibility == "public")
    return list(db.session.scalars(statement.order_by(Post.position)))


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


def _breaking_next(statement: Select, key: list | None) -> Select:
    """By the next promised moment; where none runs there is none to break."""
    statement = statement.where(Case.promise_due_at.is_not(None))
    if key:
        due_at, number = key
        later = (Case.promise_due_at == due_at) & (Case.number > number)
        statement = statement.where((Case.promise_due_at > due_at) | later)
    return statement.order_by(Case.promise_due_at, Case.number)


def _rows(statement: Select) -> list[Case]:
    return list(db.session.scalars(statement))


def is_party(case: Case, user: User) -> bool:
    """Whether somebody signed in opened the case, wrote in it or said "me too"."""
    wrote = exists().where(Post.case_number == case.number, Post.author_id == user.id)
    joined = exists().where(Affected.case_number == case.number, Affected.user_id == user.id)
    return case.author_id == user.id or bool(db.session.scalar(select(or_(wrote, joined))))
