"""verify.py's own hours of business and holidays beside those of the forum, which use a library."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from forum.promises import calendar
from forum.verifier import verify

EPOCH, MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
NEAR = (datetime(2026, 3, 28, tzinfo=UTC), datetime(2026, 10, 24, tzinfo=UTC))  # clocks change
NEAR += (datetime(2015, 12, 20, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))
TEXTS = (
    "always",
    "mo-fr:0800-1800 sa:0900-1300 holidays:BY zone:Europe:Berlin",
    "mo-su:0000-2400 zone:Europe:Berlin",
    "mo-su:0100-0400 holidays:SN",
    "mo-fr:0900-1200 mo-fr:1300-1700 we:1000-1500 holidays:BB zone:America:New_York",
    "su:0130-0330 zone:Australia:Lord_Howe",
    "mo-su:2200-2400 mo-su:0000-0300",
)


@pytest.mark.parametrize("state", calendar.STATES)
def test_the_holidays_of_every_state(state):
    for year in range(1991, 2051):
        wanted = [EPOCH.date() + timedelta(days) for days in _days_of(year)]
        assert {day for day in wanted if calendar.is_holiday(day, state)} == verify.holidays(
            state, year
        )


def _days_of(year: int) -> range:
    first = datetime(year, 1, 1, tzinfo=UTC) - EPOCH
    return range(first.days, first.days + 365 + (year % 4 == 0))


@pytest.mark.parametrize("text", TEXTS)
def test_working_time_to_the_microsecond(text):
    chance, known = random.Random(text), calendar.calendar_of(text)
    again = verify.calendar_of(tuple(known.code_words()))
    for near in NEAR * 50:
        begin = near + chance.randrange(4 * 24 * 3600 * 10**6) * MICROSECOND
        end = begin + chance.randrange(30 * 24 * 3600 * 10**6) * MICROSECOND
        left = timedelta(minutes=chance.randrange(5000))
        due = again.due_at((begin - EPOCH) // MICROSECOND, left // MICROSECOND)
        assert EPOCH + due * MICROSECOND == known.due_at(begin, left), (begin, left)
        spent = again.between((begin - EPOCH) // MICROSECOND, (end - EPOCH) // MICROSECOND)
        assert spent * MICROSECOND == known.working_time(begin, end), (begin, end)
