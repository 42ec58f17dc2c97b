"""Empties an account of its person; the row stays for what points to it. Refuses other rooms."""

from sqlalchemy import delete, update

from forum.accounts import signing, tokens
from forum.accounts.models import MailedLink, TeamNumber, User
from forum.core.clock import now
from forum.core.db import db

NO_PASSWORD = "!"  # the shape of no hash: nothing fits it


def empty_account(user: User) -> None:
    """Take everything that says who `user` is; nobody signs in with the account any more.

    The ledger's numbers of the team stay taken, and say no more whose they were. Address and key
    of the name are such that nobody's can ever be the same: both have a character that none has.
    """
    signing.end_all(user)
    tokens.delete_all(user)
    db.session.execute(delete(MailedLink).where(MailedLink.email == user.email))
    db.session.execute(update(TeamNumber).where(TeamNumber.user_id == user.id).values(user_id=None))
    user.email = user.name_key = f"erased:{user.id}"
    user.name = ""
    user.password_hash = NO_PASSWORD
    user.confirmed_at = user.pseudonym = None
    user.language = "en"
    user.is_vouched_for = False
    user.created_at = user.erased_at = now()
