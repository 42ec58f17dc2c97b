"""Moments, days and lengths of time in the reader's language; a template has them as filters."""

from datetime import timedelta

from flask_babel import format_date, format_datetime, format_timedelta

from forum.core.clock import now
from forum.core.i18n import language


def moment(at) -> str:
    """A moment in the house's time: `14 March 2026, 09:30`."""
    return format_datetime(at, "d. MMMM y, HH:mm" if language() == "de" else "d MMMM y, HH:mm")


def day(at) -> str:
    """A day, or that of a moment in the house's time: `14 March 2026`."""
    return format_date(at, "d. MMMM y" if language() == "de" else "d MMMM y")


def duration(seconds: float) -> str:
    """A length of time in words, rounded to its largest unit: `3 hours`."""
    return format_timedelta(timedelta(seconds=seconds), granularity="minute", threshold=1.2)


def ago(moment) -> str:
    """How long ago in words: `3 hours ago`."""
    return format_timedelta(moment - now(), threshold=1.2, add_direction=True)
