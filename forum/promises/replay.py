"""Counts every promised time again from the entries of the record alone, and compares.

It reads what was promised with the entry that gave it, each turn from the status that an entry
names, and breaches from the moments themselves. Refuses the tables of cases and posts.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

from forum.promises import rules
from forum.promises.calendar import calendar_of
from forum.promises.models import Deadline
from forum.promises.rules import MATTERS, Clock, phase_of

GIVE = ("case.opened", "case.split_off")
CARRIED = "promise.carried"  # by the migration with which promises got clocks of their own
BREACH = "case.promise_broken"
OPEN = ("new", "waiting_for_company", "in_progress", "waiting_for_customer")
# What entries without a status of their own lead to; that of a merged case says what it was before.
LEADS_TO = {"case.merged": "duplicate", "case.solved": "solved", "case.declined": "declined"}
ANSWERS = ("case.answered", "case.in_progress")
PRIVATE_ANSWERS = ("private.answered", "private.asked")


class Entry(Protocol):
    """What is read of an entry of the record, wherever it comes from."""

    @property
    def id(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def subject(self) -> int | None: ...
    @property
    def actor_role(self) -> str: ...
    @property
    def fields(self) -> dict: ...


@dataclass
class Course:
    """One case as the record tells it."""

    clocks: dict[str, Clock] = field(default_factory=dict)
    status: str = "new"
    is_answered: bool = False
    noted: set[tuple[str, datetime | None]] = field(
        default_factory=set
    )  # breaches that have an entry


@dataclass(frozen=True)
class Outcome:
    """What a replay found: the cases by number, how much there was, and every difference."""

    courses: dict[int, Course]
    differences: tuple[str, ...]

    @property
    def counted(self) -> dict[str, int]:
        """How many promises are in which state."""
        counts = dict.fromkeys(rules.STATES, 0)
        for course in self.courses.values():
            for clock in course.clocks.values():
                counts[clock.state] += 1
        return counts


def replay(entries: Iterable[Entry], deadlines: Iterable[Deadline]) -> Outcome:
    """Go through the record from its beginning, then hold the result against the stored rows."""
    courses: dict[int, Course] = {}
    differences: list[str] = []
    for entry in entries:
        if entry.subject is not None:
            course = courses.setdefault(entry.subject, Course())
            differences += take(course, entry)
    differences += _unnoted(courses)
    differences += _compared(courses, deadlines)
    return Outcome(courses, tuple(differences))


def take(course: Course, entry: Entry) -> list[str]:
    """Let one entry about a case happen; what it says that the record does not bear out."""
    if entry.kind == CARRIED:
        clock = _carried(entry.fields)
        course.clocks[clock.matter] = clock
        course.is_answered |= clock.matter == "answer" and bool(entry.fields["answered"])
        course.status = entry.fields["status"]
        if clock.state == "broken":  # it has its entry of before, which names no matter
            course.noted.add((clock.matter, clock.due_at))
        return []
    if entry.kind == BREACH:
        return _note_breach(course, entry)
    if entry.kind in GIVE:
        _give(course, entry)
    course.is_answered |= _is_answer(course, entry)
    course.status = _status_after(course, entry)
    at = min(entry.at, _moment(entry.fields.get("counts_from")) or entry.at)
    for matter, clock in course.clocks.items():
        phase = phase_of(matter, course.status, is_answered=course.is_answered)
        course.clocks[matter] = rules.moved(clock, phase, at)
    return []


def _give(course: Course, entry: Entry) -> None:
    at = _moment(entry.fields.get("promised_at")) or entry.at
    for matter in MATTERS:
        if minutes := entry.fields.get(f"{matter}_minutes"):
            calendar = calendar_of(" ".join(entry.fields[f"{matter}_calendar"]))
            course.clocks[matter] = rules.given(matter, minutes, calendar, at)


def _is_answer(course: Course, entry: Entry) -> bool:
    """Whether staff answered with this: in public, in private, by a solution or by declining."""
    if entry.kind in PRIVATE_ANSWERS:
        return course.status in OPEN
    if entry.kind == "case.solved":
        return entry.fields.get("by") == "staff"
    is_declined_here = entry.kind == "case.declined" and entry.actor_role != "import"
    return entry.kind in ANSWERS or is_declined_here


def _status_after(course: Course, entry: Entry) -> str:
    if entry.kind == "case.merged":
        return LEADS_TO[entry.kind]
    return entry.fields.get("status") or LEADS_TO.get(entry.kind, course.status)


def _note_breach(course: Course, entry: Entry) -> list[str]:
    """The entry must tell the truth: that promise was broken, and that was the moment missed."""
    matter, due = entry.fields.get("matter"), _moment(entry.fields.get("due"))
    if matter is None:  # before promises had clocks of their own
        return []
    course.noted.add((matter, due))
    clock = course.clocks.get(matter)
    if clock is not None and clock.state == "running" and clock.due_at == due:
        clock = course.clocks[matter] = rules.broken(clock)
    if clock is None or clock.state != "broken" or clock.due_at != due:
        return [f"case {entry.subject}: entry {entry.id} names a breach of {matter} that was none"]
    return []


def _unnoted(courses: dict[int, Course]) -> list[str]:
    """A breach that the record keeps silent about; what was carried over had its entry before."""
    return [
        f"case {number}: the promised {matter} was broken, and no entry says so"
        for number, course in courses.items()
        for matter, clock in course.clocks.items()
        if clock.state == "broken" and (matter, clock.due_at) not in course.noted
    ]


def _compared(courses: dict[int, Course], deadlines: Iterable[Deadline]) -> list[str]:
    differences, left = [], {(n, m) for n, course in courses.items() for m in course.clocks}
    for row in deadlines:
        left.discard((row.case_number, row.matter))
        course = courses.get(row.case_number)
        counted = course.clocks.get(row.matter) if course else None
        differences += _difference(row, counted)
    return differences + [
        f"case {number}: the record promises its {matter} and no deadline is stored"
        for number, matter in sorted(left)
    ]


def _difference(row: Deadline, counted: Clock | None) -> list[str]:
    name = f"case {row.case_number}, {row.matter}"
    if counted is None:
        return [f"{name}: a deadline is stored and the record promises none"]
    stored = row.clock
    parts = ("state", "minutes", "calendar", "given_at", "left", "running_since", "due_at")
    return [
        f"{name}: {part} is stored as {getattr(stored, part)}, counted as {getattr(counted, part)}"
        for part in (*parts, "ended_at")
        if getattr(stored, part) != getattr(counted, part)
    ]


def _carried(fields: dict) -> Clock:
    given_at = _moment(fields["given_at"])
    assert given_at is not None  # a promise was given at some time
    return Clock(
        matter=fields["matter"],
        minutes=fields["minutes"],
        calendar=calendar_of(" ".join(fields["calendar"])),
        given_at=given_at,
        left=timedelta(microseconds=fields["left_microseconds"]),
        state=fields["state"],
        running_since=_moment(fields["running_since"]),
        due_at=_moment(fields["due_at"]),
        ended_at=_moment(fields["ended_at"]),
    )


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
