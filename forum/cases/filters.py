"""Reads the address of a list into filters; refuses unknown words with a sentence."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from forum.cases.queries import Filters
from forum.cases.states import STATUSES, TURNS
from forum.core.errors import Invalid
from forum.core.house_time import HOUSE_TIME
from forum.core.i18n import _
from forum.core.text import clean_line

ORDERS = ("newest", "waiting", "due")


def filters_from(arguments: Mapping[str, str], *, viewer=None) -> Filters:
    """Filters of a list from its address; `mine` needs somebody signed in, else it is ignored."""
    is_mine = bool(arguments.get("mine")) and viewer is not None and viewer.is_authenticated
    until = _day(arguments, "to")
    return Filters(
        status=_one_of(arguments, "status", STATUSES),
        category=clean_line(arguments.get("category")) or None,
        turn=_one_of(arguments, "turn", TURNS),
        opened_from=_midnight(_day(arguments, "from")),
        opened_before=_midnight(until + timedelta(days=1)) if until else None,
        author_id=viewer.id if is_mine else None,
        order=_one_of(arguments, "order", ORDERS) or "newest",
    )


def _one_of(arguments, name: str, allowed: tuple[str, ...]) -> str | None:
    value = arguments.get(name) or None
    if value is not None and value not in allowed:
        raise Invalid(_("There is no such filter. Choose one from the list."), name)
    return value


def _day(arguments, name: str) -> date | None:
    text = arguments.get(name) or None
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
        _midnight(day), _midnight(day + timedelta(days=1))
        return day
    except (ValueError, OverflowError) as error:
        raise Invalid(_("This is not a date. Write it like 2026-03-14."), name) from error


def _midnight(day: date | None) -> datetime | None:
    """The first moment of a day in the house's time."""
    return datetime.combine(day, time(), HOUSE_TIME).astimezone(UTC) if day else None
