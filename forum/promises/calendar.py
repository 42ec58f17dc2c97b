"""Hours of business: when a promised time runs, and when it is used up; pure, no clock of its own.

A calendar is written in code words, one text in table, form and record alike: `always`, or
`mo-fr:0800-1800 sa:0900-1300 holidays:BY zone:Europe:Berlin`. Working time is what passes while the
clock on the wall of that zone shows an hour of business on a day that is no public holiday.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import holidays

DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
STATES = tuple(sorted(("BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH",
                       "SL", "SN", "ST", "TH")))  # fmt: skip
ALWAYS_WORD = "always"
WHOLE_DAY = 24 * 60  # minutes
LOOKS_AT_MOST = 20 * 366  # days from a start until which a promised time has to be used up
NOTHING = timedelta()
DAY = timedelta(days=1)
_HOURS = re.compile(r"([a-z]{2})(?:-([a-z]{2}))?:(\d{2})(\d{2})-(\d{2})(\d{2})")


class NoCalendar(ValueError):
    """A text that is no calendar; the message names the word that was not understood."""


@dataclass(frozen=True)
class Calendar:
    """Weekly hours as minutes of the day, Monday first; `state` is whose holidays are kept.

    Without `week` it is round the clock.
    """

    week: tuple[tuple[tuple[int, int], ...], ...] = ()
    state: str = ""
    zone: str = "Europe/Berlin"

    @property
    def is_always(self) -> bool:
        """Whether every minute counts."""
        return not self.week

    def due_at(self, start: datetime, length: timedelta) -> datetime:
        """The first moment at which `length` of working time has passed since `start`, in UTC.

        ValueError when that would take decades.
        """
        start = start.astimezone(UTC)
        if length <= NOTHING:
            return start
        if self.is_always:
            return start + length
        left = length
        for begin, end in self._spans_from(start):
            if end - begin >= left:
                return begin + left
            left -= end - begin
        raise ValueError("this time is not used up within decades")

    def working_time(self, start: datetime, end: datetime) -> timedelta:
        """The working time between two moments; nothing when the end is before the start."""
        start, end = start.astimezone(UTC), end.astimezone(UTC)
        if end <= start:
            return NOTHING
        if self.is_always:
            return end - start
        whole = NOTHING
        for begin, close in self._spans_from(start):
            if begin >= end:
                break
            whole += min(close, end) - begin
        return whole

    def _spans_from(self, start: datetime):
        """The open spans in UTC, in order, the first one cut at `start`."""
        day = start.astimezone(ZoneInfo(self.zone)).date() - DAY
        for _look in range(LOOKS_AT_MOST):
            for begin, end in _spans_of(self, day):
                if end > start:
                    yield max(begin, start), end
            day += DAY

    def code_words(self) -> list[str]:
        """As the record takes it: a list of code words."""
        if self.is_always:
            return [ALWAYS_WORD]
        words = [
            f"{_days(first, last)}:{_clock(begin)}-{_clock(end)}"
            for first, last, hours in self.stretches()
            for begin, end in hours
        ]
        holiday = [f"holidays:{self.state}"] if self.state else []
        return [*words, *holiday, f"zone:{self.zone.replace('/', ':')}"]

    def stretches(self) -> list[tuple[int, int, tuple[tuple[int, int], ...]]]:
        """Neighbouring days of the same hours together: (first day, last day, hours)."""
        found: list[list] = []
        for day, hours in enumerate(self.week):
            if not hours:
                continue
            if found and found[-1][1] == day - 1 and found[-1][2] == hours:
                found[-1][1] = day
            else:
                found.append([day, day, hours])
        return [tuple(one) for one in found]

    def __str__(self) -> str:
        return " ".join(self.code_words())


ALWAYS = Calendar()


@lru_cache(maxsize=256)
def calendar_of(text: str) -> Calendar:
    """Read the code words; raises NoCalendar, which names what was wrong."""
    words = text.split()
    if words == [ALWAYS_WORD]:
        return ALWAYS
    hours: list[list] = [[] for _day in DAYS]
    state, zone = "", "Europe/Berlin"
    for word in words:
        name, _colon, value = word.partition(":")
        if name == "holidays" and value in STATES:
            state = value
        elif name == "zone":
            zone = _zone(value)
        else:
            _add_hours(hours, word)
    if not any(hours):
        raise NoCalendar(text[:60])
    return Calendar(tuple(tuple(_joined(one)) for one in hours), state, zone)


def _add_hours(hours: list[list], word: str) -> None:
    found = _HOURS.fullmatch(word)
    if not found or {found[1], found[2] or found[1]} - set(DAYS):
        raise NoCalendar(word[:60])
    first, last = DAYS.index(found[1]), DAYS.index(found[2] or found[1])
    minutes = [int(found[n]) * 60 + int(found[n + 1]) for n in (3, 5)]
    if not 0 <= minutes[0] < minutes[1] <= WHOLE_DAY or first > last:
        raise NoCalendar(word[:60])
    if int(found[4]) > 59 or int(found[6]) > 59:
        raise NoCalendar(word[:60])
    for day in range(first, last + 1):
        hours[day].append(tuple(minutes))


def _joined(hours: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """In order and without overlaps, so that no minute counts twice."""
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(hours):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined


def _zone(value: str) -> str:
    name = value.replace(":", "/")
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise NoCalendar(f"zone:{value}"[:60]) from error
    return name


def is_holiday(day: date, state: str) -> bool:
    """Whether a day is a public holiday in all of this federal state."""
    return bool(state) and day in _holidays(state, day.year)


@lru_cache(maxsize=512)
def _holidays(state: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DE", subdiv=state, years=year))


@lru_cache(maxsize=8192)
def _spans_of(calendar: Calendar, day: date) -> tuple[tuple[datetime, datetime], ...]:
    """The hours of one day of the wall calendar as spans in UTC.

    Where the clocks change, the hour that is left out has no minutes and the one that comes twice
    counts twice: what decides is always what the clock on the wall shows.
    """
    hours = calendar.week[day.weekday()]
    if not hours or is_holiday(day, calendar.state):
        return ()
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    spans = []
    for first, last, offset in _offsets(calendar.zone, midnight):
        for begin, end in hours:
            opens = max(midnight + timedelta(minutes=begin) - offset, first)
            closes = min(midnight + timedelta(minutes=end) - offset, last)
            if opens < closes:
                spans.append((opens, closes))
    return tuple(_without_seams(sorted(spans)))


def _without_seams(spans: list) -> list:
    joined: list = []
    for begin, end in spans:
        if joined and joined[-1][1] == begin:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((begin, end))
    return joined


def _offsets(zone: str, midnight: datetime):
    """Around a day: (from, until, offset to UTC) for each stretch in which the offset is one."""
    place = ZoneInfo(zone)
    marks = [midnight + timedelta(hours=hour) for hour in range(-15, 40)]
    changes = [
        _change_between(place, a, b)
        for a, b in pairwise(marks)
        if _offset(place, a) != _offset(place, b)
    ]
    for first, last in pairwise([marks[0], *changes, marks[-1]]):
        yield first, last, _offset(place, first)


def _change_between(place: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The second at which the clocks change, by halving."""
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=int((after - before).total_seconds()) // 2)
        if _offset(place, middle) == _offset(place, before):
            before = middle
        else:
            after = middle
    return after


def _offset(place: ZoneInfo, at: datetime) -> timedelta:
    offset = at.astimezone(place).utcoffset()
    assert offset is not None  # as of every moment with a zone
    return offset


def _days(first: int, last: int) -> str:
    return DAYS[first] if first == last else f"{DAYS[first]}-{DAYS[last]}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}{minutes % 60:02}"
