"""The verbs around mailed links: ask for one, use it; refuse to tell who is known here.

Asking is the same statements for known and unknown addresses: one look, one link, one mail. Only
the mail differs, and it goes to the owner of the address.
"""

from datetime import timedelta

from sqlalchemy import delete

from forum.accounts import actions, queries, signing, tokens
from forum.accounts.keys import hash_of, new_key
from forum.accounts.models import MailedLink, User
from forum.core import letters
from forum.core.clock import now
from forum.core.db import db

CONFIRM_WITHIN = timedelta(days=2)  # a weekend without looking into the mail
RESET_WITHIN = timedelta(hours=1)  # long enough for slow mail; a mailbox left open is a risk


def ask_for_account(
    *, email: str, name: str, password_hash: str, language: str, following: str = ""
) -> None:
    """Mail a link that makes the account, or tell the owner that there already is one.

    `following` is where the new person goes after signing in for the first time.
    """
    known = queries.person_with_email(email)
    key = new_key()
    wanted = {
        "name": name,
        "password_hash": password_hash,
        "language": language,
        "following": following,
    }
    if known is None:
        _add_link(key, email, "confirm", CONFIRM_WITHIN, wanted)
        path = f"/account/confirm/{key}"
        letters.post(
            "account.confirm", to=email, language=language, path=path, values={"name": name}
        )
    else:
        # What they probably need instead: the way to a new password.
        _add_link(key, email, "reset", RESET_WITHIN, {})
        path = f"/account/reset/{key}"
        values = {"name": known.name}
        letters.post("account.exists", to=email, language=known.language, path=path, values=values)


def confirm(link: MailedLink) -> User:
    """Make the account that was asked for. Invalid when its name was taken in the meantime."""
    wanted = link.sign_up
    user = actions.create_user(
        email=link.email,
        name=wanted["name"],
        password_hash=wanted["password_hash"],
        language=wanted["language"],
    )
    _forget_links(link.email)
    return user


def ask_for_reset(*, email: str, language: str) -> None:
    """Mail a link for a new password, or tell the owner that there is no account."""
    known = queries.person_with_email(email)
    key = new_key()
    _add_link(key, email, "reset", RESET_WITHIN, {})
    if known:
        path = f"/account/reset/{key}"
        values = {"name": known.name}
        letters.post("account.reset", to=email, language=known.language, path=path, values=values)
    else:
        letters.post("account.unknown", to=email, language=language, path="/account/new")


def reset_password(user: User, password_hash: str) -> None:
    """Set the new password; every sign-in, token and link for resetting is worthless.

    Whoever had the old password may have made tokens with it.
    """
    actions.change_password(user, password_hash)
    user.confirmed_at = user.confirmed_at or now()  # an imported author has now proved the address
    signing.end_all(user)
    tokens.delete_all(user)


def _add_link(key: str, email: str, purpose: str, lasts: timedelta, sign_up: dict) -> None:
    link = MailedLink(
        token_hash=hash_of(key),
        email=email,
        purpose=purpose,
        expires_at=now() + lasts,
        sign_up=sign_up,
    )
    db.session.add(link)


def _forget_links(email: str) -> None:
    db.session.execute(delete(MailedLink).where(MailedLink.email == email))
