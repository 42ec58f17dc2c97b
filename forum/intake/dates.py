"""Reads the dates of a column in the one order that makes sense of all of them; pure.

`04-06-15` is a day in June for some and in April for others. A column tells: in `18-04-15` only one
reading is a date. Spreadsheets make it harder: one that expects the month first exchanges day and
month wherever the result is a date and leaves all others, so both orders stand in one column. Then
the months of the certain dates tell in which order the uncertain ones are.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from forum.intake.threads import Unreadable

_NUMBERS = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4}|\d{2})(?:[ T,]+(.+))?")
_NAMED = ("%d-%b-%y", "%d-%b-%Y", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y")
_TIMES = ("%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p")


@dataclass(frozen=True)
class Order:
    """How dates like `18-04-15` and `04-06-15` are read: the certain and the uncertain ones."""

    certain: str = "day"
    uncertain: str = "day"

    @property
    def in_words(self) -> str:
        """For the operator, who should see what was assumed."""
        if self.certain == self.uncertain:
            return f"dates like 04-06-15 are read with the {self.uncertain} first"
        return (
            f"dates like 18-04-15 are read with the {self.certain} first and dates like 04-06-15 "
            f"with the {self.uncertain} first, as the other dates of the column suggest"
        )


def order_of(column: Iterable[str]) -> Order | None:
    """The order of a column's numeric dates; None when it has none that need one."""
    certain: list[tuple[int, int]] = []
    uncertain: list[tuple[int, int]] = []
    for text in column:
        found = _NUMBERS.fullmatch(text.strip())
        if found:
            first, second = int(found[1]), int(found[2])
            (uncertain if first <= 12 and second <= 12 else certain).append((first, second))
    if not certain:
        return Order() if uncertain else None
    day_first = sum(first > 12 for first, _second in certain)
    order = "day" if 2 * day_first >= len(certain) else "month"
    months = {second if order == "day" else first for first, second in certain}
    as_day_first = sum(second in months for _first, second in uncertain)
    as_month_first = sum(first in months for first, _second in uncertain)
    if as_day_first == as_month_first:
        return Order(order, order)
    return Order(order, "day" if as_day_first > as_month_first else "month")


def moment_from(day_text: str, time_text: str, order: Order | None) -> datetime:
    """The naive moment that a row tells; raises Unreadable with what was not understood."""
    day_text = day_text.strip()
    if not day_text:
        raise Unreadable("it has no date")
    try:
        moment = datetime.fromisoformat(day_text)
    except ValueError:
        numbers = _NUMBERS.fullmatch(day_text)
        day = _numeric(numbers, order or Order()) if numbers else _named(day_text)
        own_time = _time(numbers[4]) if numbers and numbers[4] else time()
        moment = datetime.combine(day, own_time)
    return moment.replace(**_parts(_time(time_text))) if time_text.strip() else moment


def _numeric(found: re.Match, order: Order) -> date:
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    year += 2000 if year < 100 else 0
    is_uncertain = first <= 12 and second <= 12
    chosen = order.uncertain if is_uncertain else ("day" if first > 12 else "month")
    day, month = (first, second) if chosen == "day" else (second, first)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Unreadable(f"{found[0]!r} is no date") from error


def _named(text: str) -> date:
    for form in _NAMED:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 (the zone comes later)
        except ValueError:
            continue
    raise Unreadable(f"{text[:40]!r} is no date; write it like 2026-03-14")


def _time(text: str) -> time:
    for form in _TIMES:
        try:
            return datetime.strptime(text.strip(), form).time()  # noqa: DTZ007 (as above)
        except ValueError:
            continue
    raise Unreadable(f"{text.strip()[:40]!r} is no time; write it like 09:26")


def _parts(moment: time) -> dict:
    return {"hour": moment.hour, "minute": moment.minute, "second": moment.second}
