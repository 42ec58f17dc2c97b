"""Keys for the API: made, recognised, deleted; refuses to decide what their owner may do."""

from sqlalchemy import delete, select
from sqlalchemy.orm import contains_eager

from forum.accounts.keys import hash_of, new_key
from forum.accounts.models import AccessToken, User
from forum.core.clock import now
from forum.core.db import db

LABEL_LONGEST = 60  # characters
LONGEST_KEY = 200  # characters; ours have 43, and nobody needs the hash of a megabyte


def create_token(user: User, *, label: str = "") -> str:
    """Give `user` a new token and return it: this is the only time that anybody sees it."""
    key = new_key()
    db.session.add(
        AccessToken(
            token_hash=hash_of(key), user_id=user.id, label=label[:LABEL_LONGEST], created_at=now()
        )
    )
    return key


def person_for(authorization: str | None) -> User | None:
    """Whose token an `Authorization: Bearer TOKEN` header carries, or None; one select."""
    scheme, _, key = (authorization or "").partition(" ")
    key = key.strip()
    if scheme.lower() != "bearer" or not key or len(key) > LONGEST_KEY:
        return None
    found = (
        select(AccessToken)
        .join(AccessToken.user)
        .options(contains_eager(AccessToken.user))
        .where(AccessToken.token_hash == hash_of(key))
    )
    token = db.session.scalars(found).first()
    return token.user if token and token.user.is_active else None


def delete_token(token: AccessToken) -> None:
    """Make one token worthless from the next request on."""
    db.session.execute(delete(AccessToken).where(AccessToken.id == token.id))


def delete_all(user: User) -> None:
    """Make every token of `user` worthless."""
    db.session.execute(delete(AccessToken).where(AccessToken.user_id == user.id))
