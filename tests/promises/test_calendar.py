"""Deadlines equal 200 worked cases, a slow calendar, and what was counted by hand."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as some

from forum.promises.calendar import ALWAYS, Calendar, NoCalendar, calendar_of
from forum.promises.rules import given, moved
from tests.promises import table
from tests.promises.slow import BERLIN, SlowCalendar

OFFICE = calendar_of("mo-fr:0800-1800 holidays:BY")
HOUR = timedelta(hours=1)


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def test_the_table_has_two_hundred_cases_of_eight_kinds():
    rows = table.rows()
    assert len(rows) == 200 and {row.what for row in rows} == set(table.KINDS)
    assert [row.number for row in rows] == list(range(1, 201))


@pytest.mark.parametrize("row", table.rows(), ids=lambda row: f"{row.number}-{row.what}")
def test_a_deadline_is_that_of_the_table(row):
    clock = given("solution", row.minutes, calendar_of(row.calendar), row.given)
    for begin, end in row.pauses:
        clock = moved(clock, "stands", begin)
        assert clock.state == "paused" and clock.due_at is None
        clock = moved(clock, "runs", end)
    assert clock.due_at == row.due


@pytest.mark.only_long
@pytest.mark.slow
def test_the_table_is_what_the_slow_calendar_counts():
    """It made the table once; this holds whoever edits the table by hand."""
    for row in table.rows():
        counted = SlowCalendar(row.calendar).due_at(row.given, row.minutes, row.pauses)
        assert counted == row.due, row


# Counted by hand, on a paper calendar.
BY_HAND = [
    # Friday 16:00 and eight hours of Mon–Fri 8–18: two on Friday, six on Monday.
    ("mo-fr:0800-1800", "2026-03-06T16:00", 8, "2026-03-09T14:00"),
    # Wednesday 3 June 2026, 17:00: one hour; on Thursday Bavaria has Corpus Christi; then three.
    ("mo-fr:0800-1800 holidays:BY", "2026-06-03T17:00", 4, "2026-06-05T11:00"),
    # The same in Lower Saxony, where that Thursday is a day like any other.
    ("mo-fr:0800-1800 holidays:NI", "2026-06-03T17:00", 4, "2026-06-04T11:00"),
    # Friday 31 October 2025 is Reformation Day in Lower Saxony: from Thursday 17:00 on to Monday.
    ("mo-fr:0800-1800 holidays:NI", "2025-10-30T17:00", 2, "2025-11-03T09:00"),
    # Saturday night before the clocks go forward (29 March 2026): from 00:00 to 02:00 two hours,
    # the hour from 2 to 3 is none, so that five hours round the clock end at 06:00.
    ("always", "2026-03-29T00:00", 5, "2026-03-29T06:00"),
    # The night 22–6 of that day has seven hours: two on Saturday, five on Sunday, over at 06:00.
    ("mo-su:0000-0600 mo-su:2200-2400", "2026-03-28T20:00", 7, "2026-03-29T06:00"),
    # When the clocks go back (25 October 2026) the hour from 2 to 3 comes twice: 00:00 and five
    # hours are 04:00.
    ("always", "2026-10-25T00:00", 5, "2026-10-25T04:00"),
    # Hours of business 1–5 on that Sunday are five hours, not four.
    ("su:0100-0500", "2026-10-24T12:00", 5, "2026-10-25T05:00"),
    # 23 December 2025, 17:00, Mon–Fri 8–18 in Bavaria: 1 hour; 24th (no holiday) 10 hours; 25 and
    # 26 Christmas; Monday 29 to Wednesday 31 thirty; 1 January off; Friday 2nd ten; Monday 5th ten;
    # Tuesday 6th Epiphany; so hour 62 is on Wednesday 7 January, 09:00.
    ("mo-fr:0800-1800 holidays:BY", "2025-12-23T17:00", 62, "2026-01-07T09:00"),
    # Used up exactly at closing time: that is the moment, not the next morning's.
    ("mo-fr:0800-1800", "2026-03-06T08:00", 10, "2026-03-06T18:00"),
    # Asked at night: it begins to count at eight.
    ("mo-fr:0800-1800", "2026-03-09T02:30", 1, "2026-03-09T09:00"),
]


@pytest.mark.parametrize(("calendar", "start", "hours", "due"), BY_HAND)
def test_what_was_counted_by_hand(calendar, start, hours, due):
    assert calendar_of(calendar).due_at(berlin(start), hours * HOUR) == berlin(due)


CALENDARS = (
    "always",
    "mo-fr:0800-1800 holidays:BY zone:Europe:Berlin",
    "mo-th:0800-1200 mo-th:1300-1700 fr:0800-1400 holidays:NI zone:Europe:Berlin",
    "mo-su:0000-0600 mo-su:2200-2400 zone:Europe:Berlin",
    "su:0130-0230 zone:Europe:Berlin",
    "mo-su:0000-2400 zone:America:New_York",
)
MOMENTS = some.integers(0, 4 * 365 * 24 * 3600).map(
    lambda second: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=second, microseconds=7)
)
LENGTHS = some.timedeltas(timedelta(microseconds=1), timedelta(hours=60))


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@for_all(some.sampled_from(CALENDARS), MOMENTS, LENGTHS)
def test_the_working_time_until_a_deadline_is_what_was_promised(text, start, length):
    calendar = calendar_of(text)
    due = calendar.due_at(start, length)
    assert due >= start + length
    assert calendar.working_time(start, due) == length


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@for_all(some.sampled_from(CALENDARS), MOMENTS, some.timedeltas(HOUR, timedelta(days=60)))
def test_a_deadline_is_the_first_moment_with_that_working_time(text, start, span):
    calendar = calendar_of(text)
    end = start + span
    due = calendar.due_at(start, calendar.working_time(start, end))
    assert due <= end
    assert calendar.working_time(due, end) == timedelta()


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@for_all(some.sampled_from(CALENDARS[1:5]), MOMENTS, some.integers(1, 4000))
def test_working_time_is_what_the_slow_calendar_counts(text, start, minutes):
    year = (start.year - 2025) % 3 + 2025  # the years of which the slow one knows the holidays
    start = start.replace(year=year, day=min(start.day, 28), second=0, microsecond=0)
    end = start + timedelta(minutes=minutes)
    slow = SlowCalendar(text).minutes_between(start, end)
    if end.year <= 2027:
        assert calendar_of(text).working_time(start, end) == timedelta(minutes=slow)


def test_a_time_cut_in_pieces_is_the_same_time():
    """Pausing and going on loses nothing, to the microsecond."""
    start = datetime(2026, 3, 6, 15, 59, 59, 999999, tzinfo=UTC)
    clock = given("solution", 600, OFFICE, start)
    for minute in range(30):
        at = start + timedelta(minutes=7 * minute + 1)
        clock = moved(moved(clock, "stands", at), "runs", at)
    assert clock.due_at == OFFICE.due_at(start, timedelta(minutes=600))


@pytest.mark.parametrize("text", CALENDARS)
def test_the_code_words_say_the_same_when_they_are_read_again(text):
    calendar = calendar_of(text)
    assert calendar_of(str(calendar)) == calendar
    assert calendar == ALWAYS or str(calendar) == text


def test_hours_that_overlap_count_once():
    calendar = calendar_of("mo:0800-1200 mo:1000-1400")
    day = berlin("2026-03-09T00:00")
    assert calendar.working_time(day, day + 24 * HOUR) == 6 * HOUR


@pytest.mark.parametrize(
    "text",
    [
        "",
        "never",
        "holidays:BY",
        "mo-fr:0800",
        "mo-fr:1800-0800",
        "fr-mo:0800-1800",
        "xx:0800-1800",
        "mo:0860-1000",
        "mo:0800-2430",
        "mo:0800-1800 holidays:XX",
        "mo:0800-1800 zone:Nowhere",
        "mo:0800-1800 zone:..:..:etc:passwd",
        "always mo:0800-1800",
        "mo:0800-1800; drop",
    ],
)
def test_what_is_no_calendar_is_refused(text):
    with pytest.raises(NoCalendar):
        calendar_of(text)


def test_a_calendar_that_is_never_open_ends_with_a_word_and_not_in_a_loop():
    never = Calendar(week=((), (), (), (), (), (), ()))
    with pytest.raises(ValueError, match="decades"):
        never.due_at(datetime(2026, 1, 1, tzinfo=UTC), HOUR)
