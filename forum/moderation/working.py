"""One thing after the other: what a moderator looks at next, taken for them; refuses decisions."""

from flask import url_for

from forum.accounts.models import User
from forum.moderation import queries, take_actions
from forum.moderation.item_queries import Item
from forum.moderation.queries import APPEAL, POST, Key
from forum.statements.models import Appeal


def take_next(moderator: User, *, kind: str | None, after: Key | None = None) -> Key | None:
    """Take the oldest thing that this moderator may decide; None when there is none.

    Of two moderators at the same moment each gets another one: the row of the take decides.
    """
    for key in queries.next_for(moderator, kind=kind, after=after):
        if take_actions.take(key.sort, key.item_id, moderator=moderator):
            return key
    return None


def pass_on(moderator: User, key: Key, *, kind: str | None) -> Key | None:
    """Leave a thing to others and go on with the one after it."""
    take_actions.give_back(key.sort, key.item_id, moderator=moderator)
    return take_next(moderator, kind=kind, after=key)


def go_on(moderator: User, key: Key, *, kind: str | None) -> str:
    """After a decision: where the next thing is, taken; or the list where nothing is left."""
    take_actions.give_back(key.sort, key.item_id, moderator=moderator)
    return address_of(take_next(moderator, kind=kind, after=key), kind)


def address_of(key: Key | None, kind: str | None) -> str:
    """The page of one thing that waits, or of the list."""
    if key is None:
        return url_for("moderation.index", kind=kind)
    if key.sort == APPEAL:
        return url_for("moderation.appeal", appeal_id=key.item_id, kind=kind)
    return url_for("moderation.show", post_id=key.item_id, kind=kind)


def key_of_post(item: Item) -> Key:
    """A post as one of the things that wait."""
    return Key(POST, item.post.id, item.since, item.kind or "")


def key_of_appeal(objection: Appeal) -> Key:
    """An objection as one of them."""
    return Key(APPEAL, objection.id, objection.created_at, "appeal")
