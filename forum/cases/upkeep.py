"""Which cases time alone moves on, and the locked row of one; refuses to move them itself."""

from collections.abc import Callable, Iterator
from datetime import datetime

from sqlalchemy import exists, or_, select

from forum.cases.models import Case, Post
from forum.cases.states import SILENCE
from forum.core.db import db
from forum.promises.queries import numbers_past, numbers_to_warn_of

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
    """Numbers of the cases of which a promised time had passed by `at`, not noted yet."""
    return _read_in_pages(lambda last: numbers_past(at, last, PAGE))


def breaking_case(number: int, at: datetime) -> Case | None:
    """The case, locked until the commit; None if it was answered or noted meanwhile."""
    return _locked(number, Case.promise_due_at < at)


def promises_to_warn_of(at: datetime) -> Iterator[int]:
    """Numbers of the cases of which a promised time runs out soon, and nobody was told."""
    return _read_in_pages(lambda last: numbers_to_warn_of(at, last, PAGE))


def warned_case(number: int, _at: datetime) -> Case | None:
    """The public case, locked until the commit."""
    return _locked(number, Case.visibility == "public")


def overdue_case(number: int, at: datetime) -> Case | None:
    """The case, locked until the commit; None if a word came meanwhile."""
    return _locked(number, *_is_overdue(at))


def silent_case(number: int, at: datetime) -> Case | None:
    """The case, locked until the commit; None if somebody moved it meanwhile."""
    return _locked(number, *_is_silent(at))


def _is_overdue(at: datetime) -> tuple:
    return Case.status == "in_progress", Case.next_word_by <= at


def _is_silent(at: datetime) -> tuple:
    """Whoever wrote after the solution was not silent: only their word ends the case then."""
    said = (Post.case_number == Case.number, Post.author_id == Case.author_id)
    objected = exists().where(*said, Post.created_at > Case.solved_at)
    is_due = Case.solved_at <= at - SILENCE
    is_agreed = or_(Case.confirmed_by.is_not(None), ~objected)
    return Case.status == "solved", is_due, Case.solved_by != "import", is_agreed


def _numbers(*where) -> Iterator[int]:
    page = select(Case.number).order_by(Case.number).limit(PAGE)
    return _read_in_pages(
        lambda last: list(db.session.scalars(page.where(*where, Case.number > last)))
    )


def _read_in_pages(read: Callable[[int], list[int]]) -> Iterator[int]:
    last = 0
    while True:
        numbers = read(last)
        db.session.rollback()
        if not numbers:
            return
        last = numbers[-1]
        yield from numbers


def _locked(number: int, *where) -> Case | None:
    statement = select(Case).where(Case.number == number, *where).with_for_update(of=Case)
    return db.session.scalar(statement.execution_options(populate_existing=True))
