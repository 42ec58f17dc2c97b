"""Verbs of promises: give, let follow, break, warn of, change. Refuses to record for a case.

What happens to a case is one entry of the record, and the case's room writes it; here stands what
the entry has to say. Refuses request, commit and rendering.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from forum.core.clock import now
from forum.core.db import db
from forum.promises import rules
from forum.promises.calendar import Calendar, calendar_of
from forum.promises.models import Deadline, PromisedTime
from forum.promises.queries import deadlines_of
from forum.promises.rules import Clock

Promised = tuple[str, int, str]  # matter, minutes, calendar


def give(number: int, promised: Iterable[Promised], *, at: datetime) -> dict:
    """Give a case its deadlines, which no later change touches; the fields that tell the record."""
    fields: dict = {}
    for matter, minutes, calendar in promised:
        clock = rules.given(matter, minutes, calendar_of(calendar), at)
        row = Deadline(
            case_number=number, matter=matter, minutes=minutes, calendar=calendar, given_at=at
        )
        row.take(clock)
        db.session.add(row)
        fields |= told(clock)
    db.session.flush()
    return fields


def told(clock: Clock) -> dict:
    """A promise as fields of the entry with which it is given."""
    return {
        f"{clock.matter}_minutes": clock.minutes,
        f"{clock.matter}_calendar": clock.calendar.code_words(),
    }


@dataclass(frozen=True)
class Outcome:
    """Which deadlines broke, and when the next one of the case falls due, if one runs."""

    broken: tuple[Deadline, ...]
    next_due: datetime | None


def follow(number: int, phases: dict[str, str], *, at: datetime) -> Outcome:
    """Let the deadlines of a case follow it into these phases, by matter."""
    rows, missed = deadlines_of(number), []
    for row in rows:
        before = row.clock
        after = rules.moved(before, phases[row.matter], at)
        if after != before:
            row.take(after)
        if after.state == "broken" and before.state != "broken":
            missed.append(row)
    return _outcome(rows, missed)


def break_past(number: int, *, at: datetime) -> Outcome:
    """Break the running deadlines of a case that have passed at this moment, for ever."""
    rows = deadlines_of(number)
    missed = [row for row in rows if row.state == "running" and row.due_at and row.due_at < at]
    for row in missed:
        row.take(rules.broken(row.clock))
    return _outcome(rows, missed)


def _outcome(rows: list[Deadline], missed: list[Deadline]) -> Outcome:
    due = [row.due_at for row in rows if row.state == "running" and row.due_at]
    return Outcome(tuple(missed), min(due, default=None))


def note_warning(row: Deadline) -> None:
    """Staff were told that this one breaks soon: once, whatever happens then."""
    row.warned_at, row.warn_at = now(), None


def change_promise(
    category: str, matter: str, *, minutes: int | None, calendar: Calendar, by: str
) -> dict:
    """From now on a category promises another time; deadlines already given stay as they are.

    `by` is the public pseudonym of who decided it. Returns the fields for the entry.
    """
    row = PromisedTime(
        category=category,
        matter=matter,
        minutes=minutes,
        calendar=str(calendar),
        valid_from=now(),
        changed_by=by,
    )
    db.session.add(row)
    return {
        "category": category,
        "matter": matter,
        "minutes": minutes,
        "calendar": calendar.code_words(),
    }
