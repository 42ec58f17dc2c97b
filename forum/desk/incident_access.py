"""The door to cases that come to or leave an incident: their author and staff; 403 refuses others.

Refuses to change anything.
"""

from forum.accounts.access import require_sign_in
from forum.accounts.readers import Reader
from forum.cases import access as cases
from forum.cases.models import Case
from forum.cases.states import OPEN
from forum.core.errors import Invalid, Refused
from forum.core.i18n import _
from forum.incidents import queries
from forum.incidents.models import Member


def case_for_grouping(user: Reader, number: int) -> Case:
    """A public case whose author or staff say to which incident it belongs, locked."""
    user = require_sign_in(user)
    if not user.is_staff:
        return cases.case_for_its_author(user, number)
    return cases.case_for_staff(user, number)


def open_case_for_staff(user: Reader, number: int) -> Case:
    """A public case that is still open, for staff who open an incident with it, locked."""
    case = cases.case_for_staff(user, number)
    if queries.member_of_open(number) is not None:
        raise Refused(_("This case belongs to an open incident already."))
    return require_joinable(case)


def require_joinable(case: Case) -> Case:
    """The same case; Refused unless an answer could still be given in it."""
    if case.status not in OPEN:
        raise Refused(_("Only a case that is still open can belong to an incident."))
    return case


def membership_of(case: Case) -> Member:
    """That a case belongs to an open incident; Refused where it does not."""
    member = queries.member_of_open(case.number)
    if member is None:
        raise Refused(_("This case belongs to no open incident now."))
    return member


def incident_number_in(text: str | None) -> int:
    """The number of an incident that a button sent; Invalid for anything else."""
    if not text or not text.isascii() or not text.isdigit() or len(text) > 9:
        raise Invalid(_("There is no incident with this number."), "incident")
    return int(text)
