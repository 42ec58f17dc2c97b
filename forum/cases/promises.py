"""Whether a category's promised times were kept in a case; pure: a case in, a judgement out.

Counted is round the clock and only the time in which the case waits: while it is the customer's
turn the clock stands (the fifth promise). What came from another system was promised nothing here.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.cases.models import Case
from forum.cases.states import OPEN


@dataclass(frozen=True)
class Promise:
    """One promised time: `due_at` while the clock runs, `left` while it stands, `took` at last."""

    matter: str  # answer, solution
    minutes: int  # promised
    is_broken: bool
    due_at: datetime | None = None
    left: int | None = None  # seconds
    took: int | None = None  # seconds


def promises_of(case: Case, at: datetime) -> tuple[Promise, ...]:
    """The promises for a case that came with its category, as they stand at `at`."""
    if case.channel == "import":
        return ()
    return tuple(filter(None, (_first_answer(case, at), _solution(case, at))))


def is_late(case: Case, at: datetime) -> bool:
    """Whether a promise was broken in a case that is still open."""
    return case.status in OPEN and any(one.is_broken for one in promises_of(case, at))


def _first_answer(case: Case, at: datetime) -> Promise | None:
    minutes = case.category.first_answer_minutes
    if minutes and case.first_answer_at:
        took = case.first_answer_at - case.opened_at
        return _met("answer", minutes, int(took.total_seconds()))
    return _awaited("answer", minutes, case, at)


def _solution(case: Case, at: datetime) -> Promise | None:
    minutes = case.category.solution_minutes
    if minutes and case.status in ("solved", "closed"):
        return _met("solution", minutes, case.waited_seconds)
    return _awaited("solution", minutes, case, at)


def _met(matter: str, minutes: int, took: int) -> Promise:
    return Promise(matter, minutes, is_broken=took > minutes * 60, took=took)


def _awaited(matter: str, minutes: int | None, case: Case, at: datetime) -> Promise | None:
    if not minutes or case.status not in OPEN:
        return None
    if case.waiting_since is None:
        left = minutes * 60 - case.waited_seconds
        return Promise(matter, minutes, is_broken=left < 0, left=left)
    due_at = case.waiting_since + timedelta(minutes=minutes)
    return Promise(matter, minutes, is_broken=at > due_at, due_at=due_at)
