"""Figures as a reader meets them: shares, times, months, effects; refuses to compute any."""

from datetime import date

from babel.numbers import format_decimal, format_percent
from flask_babel import format_date, get_locale

from forum.cases.words import exact
from forum.core.i18n import _, _p

NOTHING = "–"
MINUTE, HOUR, DAY = 60, 3600, 86400  # seconds
FINEST = 0.001  # the smallest share that is told as a number
# Where an effect is called what: Romano et al. 2006, the usual bounds for Cliff's delta.
EFFECTS = ((0.147, "none"), (0.33, "small"), (0.474, "medium"))


def count(number: int) -> str:
    """A number of cases: `12,345`, in German `12.345`."""
    return format_decimal(number, locale=get_locale())


def share(part: float, whole: float) -> str:
    """`97.9%`; never all of them where one is missing, never none where there is one."""
    if not whole:
        return NOTHING
    value = part / whole
    if 0 < value < FINEST:
        return _("less than %(share)s", share=_percent(FINEST))
    if 1 - FINEST < value < 1:
        return _("more than %(share)s", share=_percent(1 - FINEST))
    return _percent(value)


def length(seconds: float | None) -> str:
    """How long in its two largest units, rounded to the minute: `1 day 3 hours`."""
    if seconds is None:
        return NOTHING
    if 0 < seconds < MINUTE:
        return _p("length", "less than a minute")
    if not seconds:
        return _p("length", "no time")
    return exact(round(seconds / MINUTE) * MINUTE)


def short_length(seconds: float) -> str:
    """A round length for an axis, where there is little room: `30 min`, `12 h`, `2 days`."""
    return _in_units(round(seconds)) if seconds else "0"


def stretch(at_least: int, below: int | None) -> str:
    """A stretch of waiting in seconds, by hours or by days: `1–4 h`, `over 7 days`."""
    if below is None:
        return _p("stretch", "%(begin)s or more", begin=_in_units(at_least))
    if not at_least:
        return _p("stretch", "under %(end)s", end=_in_units(below))
    unit = DAY if at_least >= DAY else HOUR if at_least >= HOUR else MINUTE
    return _p("stretch", "%(begin)s–%(end)s", begin=at_least // unit, end=_in_units(below, unit))


def _in_units(seconds: int, unit: int | None = None) -> str:
    unit = unit or (DAY if seconds >= DAY else HOUR if seconds >= HOUR else MINUTE)
    number = seconds // unit
    if unit == DAY:
        several = _p("axis", "%(number)s days", number=number)
        return _p("axis", "%(number)s day", number=number) if number == 1 else several
    if unit == HOUR:
        return _p("axis", "%(number)s h", number=number)
    return _p("axis", "%(number)s min", number=number)


def month_name(month: str) -> str:
    """`2026-10` as `October 2026`."""
    year, _dash, number = month.partition("-")
    return format_date(date(int(year), int(number), 1), "LLLL y")


def effect(delta: float) -> str:
    """Cliff's δ in a word."""
    words = {
        "none": _p("effect", "no noticeable difference"),
        "small": _p("effect", "small difference"),
        "medium": _p("effect", "medium difference"),
        "large": _p("effect", "large difference"),
    }
    return words[next((word for bound, word in EFFECTS if abs(delta) < bound), "large")]


def decimal(value: float | None, digits: int = 2) -> str:
    """`−0.12`, in German `−0,12`."""
    if value is None:
        return NOTHING
    return format_decimal(value, "0." + "0" * digits, locale=get_locale()).replace("-", "−")


def _percent(value: float) -> str:
    locale = get_locale()
    pattern = locale.percent_formats[None].pattern.replace("#,##0", "#,##0.0")
    return format_percent(value, pattern, locale=locale)
