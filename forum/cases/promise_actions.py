"""The verb of what a category promises; deadlines already given never change with it."""

from datetime import timedelta

from forum.accounts.models import User
from forum.cases.models import Category
from forum.core.clock import now
from forum.core.errors import Invalid, Refused
from forum.core.i18n import _
from forum.ledger.ledger import Actor, record
from forum.promises import actions as promises
from forum.promises.calendar import Calendar

MINUTES_AT_MOST = 366 * 24 * 60  # a promise of more than a year is none

COLUMNS = {"answer": "first_answer", "solution": "solution"}


def promised_now(category: Category, matter: str) -> tuple[int | None, str]:
    """Minutes and calendar of what a category promises at present."""
    name = COLUMNS[matter]
    return getattr(category, f"{name}_minutes"), getattr(category, f"{name}_calendar")


def check_promise(minutes: int | None, calendar: Calendar) -> None:
    """Raises Invalid for a time that nobody would call a promise, or that takes decades."""
    if minutes is None:
        return
    if not 0 < minutes <= MINUTES_AT_MOST:
        raise Invalid(_("Promise at least a minute and at most a year."), "hours")
    try:
        calendar.due_at(now(), timedelta(minutes=minutes))
    except ValueError:
        raise Invalid(_("In these hours that would take decades."), "hours") from None


def change_promise(
    category: Category, *, matter: str, minutes: int | None, calendar: Calendar, admin: User
) -> None:
    """Promise another time to cases that are opened from now on; None promises nothing more.

    Raises Invalid for a time out of reach, Refused where nothing would change.
    """
    check_promise(minutes, calendar)
    if promised_now(category, matter) == (minutes, str(calendar)):
        raise Refused(_("This is what the category promises already."))
    setattr(category, f"{COLUMNS[matter]}_minutes", minutes)
    setattr(category, f"{COLUMNS[matter]}_calendar", str(calendar))
    actor = Actor.of(admin)
    fields = promises.change_promise(
        category.slug, matter, minutes=minutes, calendar=calendar, by=actor.pseudonym
    )
    record("promise.changed", actor=actor, fields=fields)
