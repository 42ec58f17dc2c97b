"""What becomes of a promised time as its case goes on: pure; the record is replayed by the same.

A clock is told in which phase its case is: `runs` (the company has to act), `stands` (the customer
was asked), `met` (answered, solved), `off` (there is nothing to keep any more, until the author
reopens) or `aside` (it goes on in another case; back from there it is as if nothing had been).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from forum.promises.calendar import NOTHING, Calendar

MATTERS = ("answer", "solution")
STATES = ("running", "paused", "kept", "broken", "void")
WARNED_WITH = 4  # staff are told when less than this part of the promised time is left

_PHASES = {
    "answer": {"solved": "off", "closed": "off", "declined": "off", "duplicate": "aside"},
    "solution": {"solved": "met", "closed": "met", "declined": "off", "duplicate": "aside"},
}


def phase_of(matter: str, status: str, *, is_answered: bool) -> str:
    """The phase of a clock by its case's status and by whether staff have ever answered."""
    if matter == "answer" and is_answered:
        return "met"
    otherwise = "stands" if status == "waiting_for_customer" else "runs"
    return _PHASES[matter].get(status, otherwise)


@dataclass(frozen=True)
class Clock:
    """A promised time and what is left of it.

    `left` is what it had when it last started or stood; `due_at` is None while it stands. Once
    `broken` it stays so: `due_at` is the moment missed, `ended_at` when it was met after all.
    """

    matter: str
    minutes: int
    calendar: Calendar
    given_at: datetime
    left: timedelta
    state: str = "running"
    running_since: datetime | None = None
    due_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def promised(self) -> timedelta:
        """The whole time as it was given."""
        return timedelta(minutes=self.minutes)

    @property
    def warn_at(self) -> datetime | None:
        """From when on staff should look: less than a quarter is left; None while it stands."""
        if self.state != "running":
            return None
        early = self.left - self.promised / WARNED_WITH
        assert self.running_since is not None  # as of every clock that runs
        return self.calendar.due_at(self.running_since, early)

    def is_past(self, at: datetime) -> bool:
        """Whether the promise is broken at this moment, noted or not."""
        return self.state == "broken" or (self.state == "running" and self._due() < at)

    def _due(self) -> datetime:
        assert self.due_at is not None  # as of every clock that runs
        return self.due_at

    def left_at(self, at: datetime) -> timedelta:
        """The working time that is left at a moment; never less than nothing."""
        if self.state != "running":
            return self.left
        assert self.running_since is not None  # as of every clock that runs
        return max(NOTHING, self.left - self.calendar.working_time(self.running_since, at))


def given(matter: str, minutes: int, calendar: Calendar, at: datetime) -> Clock:
    """A fresh promise whose clock runs from `at`."""
    whole = timedelta(minutes=minutes)
    fresh = Clock(matter=matter, minutes=minutes, calendar=calendar, given_at=at, left=whole)
    return _start(fresh, at)


def broken(clock: Clock) -> Clock:
    """The time has passed: for ever."""
    return replace(clock, state="broken", running_since=None, left=NOTHING)


def moved(clock: Clock, phase: str, at: datetime) -> Clock:
    """The clock after its case came into `phase`; a moment missed before breaks it first."""
    if clock.state == "running" and clock.is_past(at):
        clock = broken(clock)
    if clock.state == "broken":
        return replace(clock, ended_at=(clock.ended_at or at) if phase == "met" else None)
    return _MOVES[phase](clock, at)


def _run(clock: Clock, at: datetime) -> Clock:
    if clock.state == "running":
        return clock
    if clock.state == "void" and clock.running_since:  # back from aside
        return _start(clock, clock.running_since)
    return _start(clock, at)


def _stand(clock: Clock, at: datetime) -> Clock:
    if clock.state == "paused":
        return clock
    return replace(_stopped(clock, at), state="paused", ended_at=None)


def _meet(clock: Clock, at: datetime) -> Clock:
    if clock.state == "kept":
        return clock
    return replace(_stopped(clock, at), state="kept", ended_at=at)


def _put_off(clock: Clock, at: datetime) -> Clock:
    return replace(_stopped(clock, at), state="void", ended_at=None)


def _put_aside(clock: Clock, _at: datetime) -> Clock:
    """Where it ran it keeps since when, so that nothing is lost when it comes back."""
    if clock.state == "kept":
        return clock
    return replace(clock, state="void", due_at=None)


_MOVES = {"runs": _run, "stands": _stand, "met": _meet, "off": _put_off, "aside": _put_aside}


def _start(clock: Clock, at: datetime) -> Clock:
    due_at = clock.calendar.due_at(at, clock.left)
    return replace(clock, state="running", running_since=at, due_at=due_at, ended_at=None)


def _stopped(clock: Clock, at: datetime) -> Clock:
    return replace(clock, left=clock.left_at(at), running_since=None, due_at=None)
