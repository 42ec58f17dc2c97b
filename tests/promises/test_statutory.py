"""What § 58 TKG counts from a report: days of the wall calendar, the report's own not counted."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from forum.promises.statutory import Amounts, statutory_clock

BERLIN = ZoneInfo("Europe/Berlin")
REPORTED = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)  # Monday, 23:30 in Berlin


def clock_at(*moment, is_over=False, amounts=None):
    until = datetime(*moment, tzinfo=BERLIN)
    return statutory_clock(
        REPORTED, until=until, is_over=is_over, zone=BERLIN, amounts=amounts or Amounts()
    )


def test_the_customer_is_informed_by_the_next_day_and_compensated_from_the_third():
    clock = clock_at(2026, 3, 2, 23, 45)
    assert (clock.reported_on, clock.day) == (date(2026, 3, 2), 0)
    assert clock.inform_by == date(2026, 3, 3)
    assert clock.compensated_from == date(2026, 3, 5)
    assert clock.higher_from == date(2026, 3, 7)
    assert not clock.is_compensated and clock.euros_so_far == 0


@pytest.mark.parametrize(
    ("day", "euros"),
    [(3, 0), (4, 0), (5, 5), (6, 10), (7, 20), (8, 30), (12, 70)],
)
def test_the_fixed_sums_add_up_day_by_day(day, euros):
    assert clock_at(2026, 3, day, 12).euros_so_far == euros


def test_other_amounts_are_settings():
    clock = clock_at(2026, 3, 7, 12, amounts=Amounts(7, 10, 12, 20))
    assert clock.euros_so_far == 7 + 7 + 12
    assert clock.amounts.of_day(2) == (0, 0)
    assert clock.amounts.of_day(4) == (7, 10)
    assert clock.amounts.of_day(5) == (12, 20)


def test_midnight_in_berlin_counts_also_when_the_clocks_change():
    reported = datetime(2026, 3, 28, 23, 30, tzinfo=UTC)  # 29 March, 00:30: the day of the change
    until = datetime(2026, 4, 1, 0, 1, tzinfo=BERLIN)
    clock = statutory_clock(reported, until=until, is_over=True, zone=BERLIN, amounts=Amounts())
    assert (clock.reported_on, clock.day, clock.is_running) == (date(2026, 3, 29), 3, False)
    assert clock.euros_so_far == 5
