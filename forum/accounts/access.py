"""The only door from a request to a row of this room; what is somebody else's does not exist."""

from typing import TypeVar

from sqlalchemy import select

from forum.accounts import passwords, queries
from forum.accounts.keys import hash_of
from forum.accounts.models import AccessToken, MailedLink, SignIn, User
from forum.accounts.readers import Reader
from forum.core.clock import now
from forum.core.db import db
from forum.core.errors import Invalid, NotAllowed, NotFound, SignInFirst
from forum.core.i18n import _
from forum.core.time_words import moment

Row = TypeVar("Row", SignIn, AccessToken)


def person_for_signing_in(email: str, password: str) -> User:
    """The confirmed person with this address and password; for all others Invalid.

    The answer must not tell whether an address is known, nor may the time until it comes: the work
    is the same.
    """
    user = queries.person_with_email(email)
    is_right = passwords.is_right(password, user.password_hash if user else None)
    if user is None or not is_right or not user.is_active:
        sentence = _(
            "Address and password do not fit together. If you signed up just now, open the link in "
            "our mail first."
        )
        raise Invalid(sentence, "password")
    return user


def person_for_changing_password(user: User, password: str) -> User:
    """`user`, if they know their present password; Invalid otherwise."""
    if not passwords.is_right(password, user.password_hash):
        raise Invalid(_("This is not your present password."), "password")
    return user


def link_for(purpose: str, key: str) -> MailedLink:
    """The mailed link that carries `key`; NotFound once it has been used or its time is over."""
    link = db.session.get(MailedLink, hash_of(key))
    if link is None or link.purpose != purpose or link.expires_at <= now():
        raise NotFound(
            _("This link has been used or has expired. Please ask for a new one where you got it.")
        )
    return link


def person_for_new_password(link: MailedLink) -> User:
    """Whose password a link for resetting sets; NotFound when nobody has its address any more."""
    user = queries.person_with_email(link.email)
    if user is None:
        raise NotFound(_("There is no account with the address that this link was sent to."))
    return user


def sign_in_for_ending(user: User, sign_in_id: int) -> SignIn:
    """One of the user's own sign-ins."""
    return _own(SignIn, user, sign_in_id)


def token_for_deleting(user: User, token_id: int) -> AccessToken:
    """One of the user's own tokens."""
    return _own(AccessToken, user, token_id)


def require_sign_in(user: Reader) -> User:
    """The person who asks; SignInFirst for visitors."""
    if not user.is_authenticated:
        raise SignInFirst(_("Please sign in first."))
    return user


def require_writing(user: Reader) -> User:
    """The person who asks; SignInFirst for visitors, NotAllowed for who is suspended, with the end.

    Reading, their own account, objections and the private part of their cases stay open to them.
    """
    user = require_sign_in(user)
    if user.is_suspended:
        raise NotAllowed(
            _(
                "You cannot write in public until %(moment)s. Why, and how to object, stands under "
                "“Decisions about you” in your account.",
                moment=moment(user.suspended_until),
            )
        )
    return user


def require_staff(user: Reader) -> User:
    """The person who asks; SignInFirst for visitors, NotAllowed for everybody who is not staff."""
    user = require_sign_in(user)
    if not user.is_staff:
        raise NotAllowed(_("Only staff can do this."))
    return user


def require_moderator(user: Reader) -> User:
    """The person who asks; SignInFirst for visitors, NotAllowed for who does not moderate."""
    user = require_sign_in(user)
    if not user.is_moderator:
        raise NotAllowed(_("Only moderators can do this."))
    return user


def require_admin(user: Reader) -> User:
    """The person who asks; SignInFirst for visitors, NotAllowed for who is no administrator."""
    user = require_sign_in(user)
    if user.role != "admin":
        raise NotAllowed(_("Only administrators can do this."))
    return user


def _own(table: type[Row], user: User, row_id: int) -> Row:
    row = db.session.scalars(
        select(table).where(table.id == row_id, table.user_id == user.id)
    ).first()
    if row is None:
        raise NotFound(_("There is nothing at this address, or it is not public."))
    return row
