"""Counts working time minute by minute, with holidays written down by hand: slow, and independent.

It shares nothing with forum/promises: neither its arithmetic nor the library of holidays.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
MINUTE = timedelta(minutes=1)
DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")


def _dates(year: int, *days: str) -> set[date]:
    return {date.fromisoformat(f"{year}-{day}") for day in days}


# In all of Germany: New Year, Good Friday, Easter Monday, 1 May, Ascension, Whit Monday,
# 3 October, both days of Christmas; the movable ones by the Easter of each year (20 April 2025,
# 5 April 2026, 28 March 2027).
EVERYWHERE = (
    _dates(2025, "01-01", "04-18", "04-21", "05-01", "05-29", "06-09", "10-03", "12-25", "12-26")
    | _dates(2026, "01-01", "04-03", "04-06", "05-01", "05-14", "05-25", "10-03", "12-25", "12-26")
    | _dates(2027, "01-01", "03-26", "03-29", "05-01", "05-06", "05-17", "10-03", "12-25", "12-26")
)
HOLIDAYS = {
    "": set(),
    # Epiphany, Corpus Christi, All Saints; the Assumption is none in all of Bavaria.
    "BY": EVERYWHERE
    | _dates(2025, "01-06", "06-19", "11-01")
    | _dates(2026, "01-06", "06-04", "11-01")
    | _dates(2027, "01-06", "05-27", "11-01"),
    # Reformation Day.
    "NI": EVERYWHERE | _dates(2025, "10-31") | _dates(2026, "10-31") | _dates(2027, "10-31"),
}


class SlowCalendar:
    """Reads the same code words by its own lights."""

    def __init__(self, text: str):
        self.always = text == "always"
        self.holidays: set[date] = set()
        self.hours: list[tuple[str, str, int, int]] = []
        for word in [] if self.always else text.split():
            name, value = word.split(":", 1)
            if name == "holidays":
                self.holidays = HOLIDAYS[value]
            elif name != "zone":
                begin, end = value.split("-")
                first, last = (name.split("-") * 2)[:2]
                self.hours.append((first, last, _minute(begin), _minute(end)))

    def is_open(self, at: datetime) -> bool:
        """Whether the minute that begins at this moment is one of business."""
        if self.always:
            return True
        local = at.astimezone(BERLIN)
        if local.date() in self.holidays:
            return False
        minute, day = local.hour * 60 + local.minute, local.weekday()
        return any(
            DAYS.index(first) <= day <= DAYS.index(last) and begin <= minute < end
            for first, last, begin, end in self.hours
        )

    def due_at(self, given: datetime, minutes: int, pauses=()) -> datetime:
        """Count minutes that are open and in no pause, until there are enough."""
        at, counted = given, 0
        while counted < minutes:
            is_paused = any(begin <= at < end for begin, end in pauses)
            counted += self.is_open(at) and not is_paused
            at += MINUTE
        return at

    def minutes_between(self, start: datetime, end: datetime) -> int:
        """How many minutes of business there are."""
        at, counted = start, 0
        while at < end:
            counted += self.is_open(at)
            at += MINUTE
        return counted


def _minute(text: str) -> int:
    return int(text[:2]) * 60 + int(text[2:])
