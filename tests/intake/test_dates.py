"""The dates of a column are read in the order that makes sense of all of them."""

from datetime import datetime

import pytest

from forum.intake.dates import Order, moment_from, order_of
from forum.intake.threads import Unreadable

DAY, MONTH = Order("day", "day"), Order("month", "month")


@pytest.mark.parametrize(
    ("column", "order"),
    [
        (["18-04-15", "19-04-15", "05-04-15"], DAY),
        (["04/18/2015", "04/19/2015", "04/05/2015"], MONTH),
        (["18-04-15", "20-05-15", "04-08-15", "05-09-15"], Order("day", "month")),
        (["03.02.2026"], DAY),
        (["2026-02-03", "18-Apr-15", ""], None),
        ([], None),
    ],
)
def test_a_column_tells_its_order(column, order):
    assert order_of(column) == order


@pytest.mark.parametrize(
    ("day", "time", "moment"),
    [
        ("2026-03-14", "09:26", "2026-03-14T09:26:00"),
        ("2026-03-14T09:26:53", "", "2026-03-14T09:26:53"),
        ("2026-03-14 09:26", "", "2026-03-14T09:26:00"),
        ("14.3.2026", "9:26:53 PM", "2026-03-14T21:26:53"),
        ("14.03.26 09:26", "", "2026-03-14T09:26:00"),
        ("14-Mar-26", "12:00 AM", "2026-03-14T00:00:00"),
        ("Mar 14, 2026", "", "2026-03-14T00:00:00"),
    ],
)
def test_the_usual_ways_to_write_a_date_are_read(day, time, moment):
    assert moment_from(day, time, DAY) == datetime.fromisoformat(moment)


@pytest.mark.parametrize(
    ("day", "time"),
    [("", ""), ("yesterday", ""), ("31.02.2026", ""), ("45.45.2026", ""), ("2026-03-14", "noon")],
)
def test_what_is_no_date_is_said_to_be_none(day, time):
    with pytest.raises(Unreadable):
        moment_from(day, time, DAY)
