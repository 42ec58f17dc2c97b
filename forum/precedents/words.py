"""The words of goodwill that several pages share; refuses decisions."""

from datetime import date

from forum.core import templating


def public_number(precedent_id: int) -> str:
    """The number under which a precedent is known."""
    return f"P-{precedent_id}"


def day_words(day: date) -> str:
    """A day as pages write it: `14 March 2026`."""
    return templating.day(day)
