"""What accounts are asked for; refuses writes."""

from sqlalchemy import select

from forum.accounts.models import TEAM, AccessToken, SignIn, User
from forum.accounts.rules import same_email
from forum.core.clock import now
from forum.core.db import db
from forum.core.text import fold_handle


def person_with_email(email: str) -> User | None:
    """The person with this address, however it is written."""
    return db.session.scalars(select(User).where(User.email == same_email(email))).first()


def person_named(name: str) -> User | None:
    """The person whose name is the same name as `name`."""
    return db.session.scalars(select(User).where(User.name_key == fold_handle(name))).first()


def names_of_the_team() -> list[str]:
    """The names that nobody else's may look like."""
    return list(db.session.scalars(select(User.name).where(User.role.in_(TEAM))))


def sign_ins_of(user: User) -> list[SignIn]:
    """Where `user` is signed in at present, newest first."""
    wanted = (
        select(SignIn)
        .where(SignIn.user_id == user.id, SignIn.expires_at > now())
        .order_by(SignIn.created_at.desc(), SignIn.id.desc())
    )
    return list(db.session.scalars(wanted))


def tokens_of(user: User) -> list[AccessToken]:
    """The API tokens of `user`, newest first; what they are nobody can read any more."""
    wanted = select(AccessToken).where(AccessToken.user_id == user.id)
    return list(db.session.scalars(wanted.order_by(AccessToken.id.desc())))


def keys_of_sign_ins(user: User) -> list[str]:
    """The hashes of the keys with which `user` is signed in."""
    return list(db.session.scalars(select(SignIn.token_hash).where(SignIn.user_id == user.id)))
