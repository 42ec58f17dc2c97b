"""The doors to a case for goodwill: staff who grant it there, an author who claims it for theirs.

Refuses to change anything.
"""

from forum.accounts.access import require_staff, require_writing
from forum.accounts.readers import Reader
from forum.cases import access
from forum.cases.models import Case, Post
from forum.cases.states import OPEN
from forum.core.errors import Invalid, NotAllowed, NotFound, Refused
from forum.core.i18n import _


def case_for_goodwill(user: Reader, number: int) -> Case:
    """A public case in which a member of staff grants something, locked; never one of their own."""
    require_staff(user)
    return _not_own(user, access.case_for_replying(user, number))


def case_for_recording(user: Reader, number: int, position: int) -> tuple[Case, Post]:
    """A public case and a post of staff in it that granted something already, locked.

    Invalid for a post of somebody else, or none.
    """
    case = _not_own(user, access.case_for_staff(user, number))
    post = access.post_in(case, position=position)
    if post.author_role not in ("staff", "admin") or post.author_id == case.author_id:
        raise Invalid(_("Only what staff wrote in a case can have granted something."), "post")
    return case, post


def case_of_claim(user: Reader, number: int) -> Case | None:
    """The case of a claim that staff decide, locked; None where nothing can be written in it.

    Hidden or merged it waits for nobody: the claim is decided all the same, beside it.
    """
    require_staff(user)
    require_writing(user)
    try:
        _not_own(user, access.case_for_reading(user, number))
    except NotFound:
        return None
    try:
        return access.case_going_on(user, number)
    except NotAllowed:
        return None


def case_for_claiming(user: Reader, number: int) -> Case:
    """The author's own public case that is open, locked, to claim goodwill in it."""
    require_writing(user)
    case = access.case_for_its_author(user, number)
    if case.status == "duplicate":
        raise Refused(_("This case goes on in another one; please write there."))
    if case.status not in OPEN:
        raise Refused(_("This case has ended. Reopen it first, then claim."))
    return case


def _not_own(user: Reader, case: Case) -> Case:
    assert user.is_authenticated  # only staff come so far
    if case.author_id == user.id:
        raise NotAllowed(_("This is your own case; somebody else has to serve it."))
    return case
