"""Which cases time alone moves on, and the locked row of one; refuses to move them itself."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, false, or_, select

from forum.cases.models import Case, Category, Post
from forum.cases.states import SILENCE
from forum.core.db import db

PAGE = 100  # numbers read at a time


def overdue_words(at: datetime) -> Iterator[int]:
    """Numbers of the cases in progress whose promised next word had not come by `at`."""
    return _numbers(*_is_overdue(at))


def silent_solutions(at: datetime) -> Iterator[int]:
    """Numbers of the solved cases that nobody has objected to for the days of silence.

    A case that another system called solved is left as it is: nobody here could have objected.
    """
    return _numbers(*_is_silent(at))


def breaking_promises(at: datetime) -> Iterator[int]:
    """Numbers of the waiting cases of which a promised time had passed by `at`, not noted yet."""
    return _numbers(*_is_breaking(at))


def breaking_case(number: int, at: datetime) -> Case | None:
    """The case, locked until the commit; None if it was answered or noted meanwhile."""
    return _locked(number, *_is_breaking(at))


def overdue_case(number: int, at: datetime) -> Case | None:
    """The case, locked until the commit; None if a word came meanwhile."""
    return _locked(number, *_is_overdue(at))


def silent_case(number: int, at: datetime) -> Case | None:
    """The case, locked until the commit; None if somebody moved it meanwhile."""
    return _locked(number, *_is_silent(at))


def _is_overdue(at: datetime) -> tuple:
    return Case.status == "in_progress", Case.next_word_by <= at


def _is_breaking(at: datetime) -> tuple:
    """By category, since each promises another time; see forum/cases/promises.py."""
    waits = (Case.is_promise_broken.is_(False), Case.waiting_since.is_not(None))
    kept = [_is_past_promise(one, at) for one in db.session.scalars(select(Category))]
    return *waits, Case.channel != "import", or_(false(), *kept)


def _is_past_promise(category: Category, at: datetime) -> ColumnElement[bool]:
    past = [false()]
    if category.first_answer_minutes:
        due = at - timedelta(minutes=category.first_answer_minutes)
        past.append(and_(Case.waiting_since < due, Case.first_answer_at.is_(None)))
    if category.solution_minutes:
        past.append(Case.waiting_since < at - timedelta(minutes=category.solution_minutes))
    return and_(Case.category_id == category.id, Case.is_promise_broken.is_(False), or_(*past))


def _is_silent(at: datetime) -> tuple:
    """Whoever wrote after the solution was not silent: only their word ends the case then."""
    said = (Post.case_number == Case.number, Post.author_id == Case.author_id)
    objected = exists().where(*said, Post.created_at > Case.solved_at)
    is_due = Case.solved_at <= at - SILENCE
    is_agreed = or_(Case.confirmed_by.is_not(None), ~objected)
    return Case.status == "solved", is_due, Case.solved_by != "import", is_agreed


def _numbers(*where) -> Iterator[int]:
    last = 0
    while True:
        page = select(Case.number).where(*where, Case.number > last).order_by(Case.number)
        numbers = list(db.session.scalars(page.limit(PAGE)))
        db.session.rollback()
        if not numbers:
            return
        last = numbers[-1]
        yield from numbers


def _locked(number: int, *where) -> Case | None:
    statement = select(Case).where(Case.number == number, *where).with_for_update(of=Case)
    return db.session.scalar(statement.execution_options(populate_existing=True))
