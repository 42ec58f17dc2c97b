"""The only door to precedents and claims: everybody reads them, staff change them."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum.accounts.access import require_moderator, require_staff
from forum.accounts.readers import Reader
from forum.core.db import LARGEST_NUMBER, db, is_writing
from forum.core.errors import NotAllowed, NotFound
from forum.core.i18n import _
from forum.precedents.models import Precedent, PrecedentClaim


def precedent_for_reading(precedent_id: int) -> Precedent:
    """Any precedent: all of them are public, also those that nobody can claim any more."""
    return _precedent(precedent_id)


def precedent_for_changing(user: Reader, precedent_id: int) -> Precedent:
    """A precedent for a member of staff who lengthens or ends it, locked until the commit."""
    require_staff(user)
    return _precedent(precedent_id, lock=True)


def precedent_for_moderating(user: Reader, precedent_id: int) -> Precedent:
    """A precedent for a moderator who takes a passage out, locked; not for who granted it."""
    user = require_moderator(user)
    found = _precedent(precedent_id, lock=True)
    if found.granted_by_id == user.id:
        raise NotAllowed(_("You recorded this goodwill; another moderator decides about it."))
    return found


def claim_for_staff(user: Reader, claim_id: int) -> PrecedentClaim:
    """A claim with its precedent, for staff; unlocked: the verbs that decide lock it."""
    require_staff(user)
    wanted = select(PrecedentClaim).where(PrecedentClaim.id == claim_id)
    wanted = wanted.options(joinedload(PrecedentClaim.precedent, innerjoin=True))
    found = db.session.scalar(wanted) if 0 < claim_id <= LARGEST_NUMBER else None
    if found is None:
        raise NotFound(_("There is no such claim."))
    return found


def locked_precedent(precedent_id: int) -> Precedent:
    """The row as it is now, locked until the commit; for verbs."""
    return _precedent(precedent_id, lock=True)


def locked_claim(claim_id: int) -> PrecedentClaim:
    """The same of a claim, with its precedent."""
    wanted = select(PrecedentClaim).where(PrecedentClaim.id == claim_id)
    wanted = wanted.options(joinedload(PrecedentClaim.precedent, innerjoin=True))
    wanted = wanted.with_for_update(of=PrecedentClaim)
    return db.session.scalars(wanted.execution_options(populate_existing=True)).one()


def _precedent(precedent_id: int, *, lock: bool = False) -> Precedent:
    wanted = select(Precedent).where(Precedent.id == precedent_id)
    if lock and is_writing():
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = db.session.scalar(wanted) if 0 < precedent_id <= LARGEST_NUMBER else None
    if found is None:
        raise NotFound(_("There is no precedent with this number."))
    return found
