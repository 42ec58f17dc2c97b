"""The waiting clock of a case: runs while the company has to act, stands otherwise, never lost."""

from datetime import datetime, timedelta

from forum.cases.models import Case
from forum.cases.states import TURN_OF, WAITING


def enter(case: Case, status: str, at: datetime) -> None:
    """Put the case into `status` at `at`: turn and clock follow, and nothing else does."""
    if status in WAITING:
        start(case, at)
    else:
        stop(case, at)
    case.status = status
    case.turn = TURN_OF[status]
    if status != "in_progress":
        case.next_word_by = None


def start(case: Case, at: datetime) -> None:
    """Let the clock run on from what it already had; a running clock is left alone."""
    if case.waiting_since is None:
        case.waiting_since = at - timedelta(seconds=case.waited_seconds or 0)


def stop(case: Case, at: datetime) -> None:
    """Let the clock stand and remember what it had, in seconds."""
    if case.waiting_since is not None:
        case.waited_seconds = int((at - case.waiting_since).total_seconds())
        case.waiting_since = None
