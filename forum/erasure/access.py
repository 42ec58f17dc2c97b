"""The door to leaving: everybody's own account, never that of a member of the team."""

from sqlalchemy import select

from forum.accounts import queries
from forum.accounts.models import User
from forum.core.db import db, is_writing
from forum.core.errors import NotFound, Refused
from forum.core.i18n import _


def refusal(user: User) -> str | None:
    """Why this account cannot be erased now, or None."""
    if user.is_team:
        return _(
            "You are a member of our team. Your account can be deleted once an administrator has "
            "taken your role away."
        )
    return None


def person_for_erasing(user: User) -> User:
    """The person's own account, locked until the commit; Refused for members of the team."""
    if sentence := refusal(user):
        raise Refused(sentence)
    return _locked(user)


def person_for_erasing_by_operator(email: str) -> User:
    """The account with this address, locked; NotFound, or Refused for members of the team."""
    user = queries.person_with_email(email)
    if user is None or user.erased_at is not None:
        raise NotFound(_("There is no account with this address."))
    return person_for_erasing(user)


def _locked(user: User) -> User:
    if is_writing():
        db.session.execute(select(User.id).where(User.id == user.id).with_for_update())
    return user
