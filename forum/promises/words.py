"""Calendars and promised times in the words of the page; refuses decisions."""

from flask_babel import get_locale

from forum.core.i18n import _, _n, _p
from forum.promises.calendar import Calendar
from forum.promises.rules import Clock

HOUR, DAY = 60, 24 * 60  # minutes


def state_names() -> dict[str, str]:
    """Code of a federal state → its name."""
    return {
        "BW": _p("state", "Baden-Württemberg"),
        "BY": _p("state", "Bavaria"),
        "BE": _p("state", "Berlin"),
        "BB": _p("state", "Brandenburg"),
        "HB": _p("state", "Bremen"),
        "HH": _p("state", "Hamburg"),
        "HE": _p("state", "Hesse"),
        "MV": _p("state", "Mecklenburg-Western Pomerania"),
        "NI": _p("state", "Lower Saxony"),
        "NW": _p("state", "North Rhine-Westphalia"),
        "RP": _p("state", "Rhineland-Palatinate"),
        "SL": _p("state", "Saarland"),
        "SN": _p("state", "Saxony"),
        "ST": _p("state", "Saxony-Anhalt"),
        "SH": _p("state", "Schleswig-Holstein"),
        "TH": _p("state", "Thuringia"),
    }


def hours_in_words(calendar: Calendar) -> str:
    """`Mon–Fri 8:00–18:00, public holidays of Bavaria off`, or `round the clock`."""
    if calendar.is_always:
        return _p("hours", "round the clock")
    days = get_locale().days["format"]["abbreviated"]
    parts = [
        f"{_day_span(days, first, last)} {_hour_spans(hours)}"
        for first, last, hours in calendar.stretches()
    ]
    if calendar.state:
        named = {"state": state_names()[calendar.state]}
        parts.append(_p("hours", "without the public holidays of %(state)s") % named)
    if calendar.zone != "Europe/Berlin":
        parts.append(calendar.zone)
    return ", ".join(parts)


def promised_in_words(clock: Clock) -> str:
    """How much was promised: `8 working hours`, `3 days`."""
    return minutes_in_words(clock.minutes, clock.calendar)


def minutes_in_words(minutes: int, calendar: Calendar) -> str:
    """A promised time in the unit it was meant in; working time has no days."""
    hours, rest = divmod(minutes, HOUR)
    if not calendar.is_always:
        if rest:
            return _n("%(num)s working minute", "%(num)s working minutes", minutes)
        return _n("%(num)s working hour", "%(num)s working hours", hours)
    if rest:
        return _n("%(num)s minute", "%(num)s minutes", minutes)
    if minutes % DAY or minutes == DAY:
        return _n("%(num)s hour", "%(num)s hours", hours)
    return _n("%(num)s day", "%(num)s days", minutes // DAY)


def matter_words() -> dict[str, str]:
    """Matter → word."""
    return {"answer": _("First answer"), "solution": _("Solution")}


def _day_span(days: dict[int, str], first: int, last: int) -> str:
    names = [days[one].rstrip(".") for one in (first, last)]
    return names[0] if first == last else "–".join(names)


def _hour_spans(hours: tuple[tuple[int, int], ...]) -> str:
    return " + ".join(f"{_hour(begin)}–{_hour(end)}" for begin, end in hours)


def _hour(minutes: int) -> str:
    hour, rest = divmod(minutes, HOUR)
    return f"{hour}:{rest:02}" if rest else str(hour)
