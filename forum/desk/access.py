"""The door to what staff and moderators do with places; refuses whoever is party to the case."""

from sqlalchemy import select

from forum.accounts.access import require_admin
from forum.accounts.readers import Reader
from forum.cases import access as cases
from forum.cases.models import Case, Category
from forum.cases.neutral_access import case_for_neutral
from forum.core.db import db, is_writing
from forum.core.errors import Invalid, NotAllowed, NotFound
from forum.core.i18n import _
from forum.core.text import clean_line
from forum.promises.rules import MATTERS
from forum.queue.models import Grant, Lane


def case_for_claiming(user: Reader, number: int) -> Case:
    """A public case that a member of staff may take, locked; nobody takes a case of their own."""
    case = cases.case_for_staff(user, number)
    assert user.is_authenticated  # only staff come so far
    if case.author_id == user.id:
        raise NotAllowed(_("This is your own case; somebody else has to serve it."))
    return case


def grant_for_revoking(user: Reader, number: int, grant_id: int) -> Grant:
    """A head start of a case, for a moderator without a part in it, with the case locked."""
    case_for_neutral(user, number)
    found = db.session.get(Grant, grant_id) if 0 < grant_id <= cases.LARGEST else None
    if found is None or found.number != number:
        raise NotFound(_("This case has no such head start."))
    return found


def lane_named(slug: str) -> Lane:
    """The lane with this name; Invalid names the field where there is none."""
    found = db.session.get(Lane, str(slug)[:40])
    if found is None:
        raise Invalid(_("There is no such desk."), "lane")
    return found


def may_change_promises(user: Reader) -> bool:
    """Whether this person changes what categories promise."""
    return user.is_authenticated and user.role == "admin"


def promise_for_changing(user: Reader, slug: str, matter: str) -> Category:
    """The category whose promise about a matter an administrator changes, locked."""
    require_admin(user)
    here = Category.slug == clean_line(slug)
    wanted = select(Category).where(here)
    found = db.session.scalar(wanted.with_for_update() if is_writing() else wanted)
    if found is None or matter not in MATTERS:
        raise NotFound(_("There is nothing at this address, or it is not public."))
    return found
