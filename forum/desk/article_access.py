"""The door to the cases that help articles are made from; refuses what is not solved."""

from forum.accounts.readers import Reader
from forum.cases import access as cases
from forum.cases.models import Case
from forum.core.errors import Refused
from forum.core.i18n import _

SOLVED = ("solved", "closed")


def case_for_article(user: Reader, number: int) -> Case:
    """A public case that is solved, for a member of staff, locked.

    No other: an article beside a case that waits would be an answer out of turn, without a word.
    """
    case = cases.case_for_staff(user, number)
    if case.status not in SOLVED:
        raise Refused(_("A help article is made from a solved case. This one is not solved yet."))
    return case
