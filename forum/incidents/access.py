"""The only door from a request to an incident: 404 hides, 403 refuses, 401 asks who you are."""

from sqlalchemy import select

from forum.accounts.access import require_staff
from forum.accounts.readers import Reader
from forum.core.db import LARGEST_NUMBER, db, is_writing
from forum.core.errors import NotFound, Refused
from forum.core.i18n import _
from forum.incidents.models import Incident


def incident_for_reading(number: int) -> Incident:
    """An incident; each is public."""
    return _incident(number, lock=False)


def incident_for_staff(user: Reader, number: int) -> Incident:
    """An incident for a member of staff who acts in it, locked until the commit."""
    require_staff(user)
    return _incident(number, lock=True)


def incident_for_joining(number: int) -> Incident:
    """An incident that cases may join, locked until the commit; Refused once it is closed."""
    return require_open(_incident(number, lock=True))


def require_open(incident: Incident) -> Incident:
    """The same incident; Refused once it is closed."""
    if incident.closed_at is not None:
        raise Refused(
            _("Incident %(number)s is closed: no case joins it any more.", number=incident.number)
        )
    return incident


def _incident(number: int, *, lock: bool) -> Incident:
    statement = select(Incident).where(Incident.number == number)
    if lock and is_writing():
        statement = statement.with_for_update().execution_options(populate_existing=True)
    found = db.session.scalar(statement) if 0 < number <= LARGEST_NUMBER else None
    if found is None:
        raise NotFound(_("There is no incident with this number."))
    return found
