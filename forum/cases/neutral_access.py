"""The door for moderators without a part in a case: nobody decides about what is their own.

Refuses to change anything.
"""

from forum.accounts.models import User
from forum.accounts.readers import Reader
from forum.cases.access import case_for_moderating, require_public
from forum.cases.models import Case
from forum.cases.queries import is_party
from forum.core.errors import NotAllowed
from forum.core.i18n import _


def case_for_neutral(user: Reader, number: int) -> Case:
    """A public case, locked until the commit, for a moderator without a part in it."""
    case = case_for_moderating(user, number)
    assert user.is_authenticated  # only moderators come so far
    return neutral(user, case)


def neutral(user: User, case: Case) -> Case:
    """The same case; NotAllowed unless it is public and this person has no part in it."""
    if is_party(require_public(case), user):
        raise NotAllowed(
            _("You opened this case or took part in it; another moderator has to decide.")
        )
    return case
