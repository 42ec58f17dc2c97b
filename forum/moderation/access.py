"""The only door from a request to what waits for a moderator: 404 hides, 403 refuses.

Refuses to change anything. `user` may be a visitor: then it is asked to sign in.
"""

from sqlalchemy import select

from forum.accounts.access import require_moderator, require_sign_in
from forum.accounts.models import User
from forum.cases.access import LARGEST, case_for_moderating, post_for_reading
from forum.cases.models import Case, Post
from forum.core.db import db
from forum.core.errors import NotAllowed, NotFound
from forum.core.i18n import _
from forum.moderation import rules
from forum.moderation.item_queries import Item, items_of


def item_for_reading(user: User, post_id: int) -> Item:
    """Any post as moderators see it, whether it waits or not."""
    require_moderator(user)
    _case_number_of(post_id)
    return items_of([post_id], user)[0]


def item_for_deciding(user: User, post_id: int) -> Item:
    """A post this moderator may decide about, its case locked until the commit.

    The lock comes before the look: of two moderators at the same moment the second one sees what
    the first one decided. NotAllowed in a moderator's own matter.
    """
    require_moderator(user)
    case_for_moderating(user, _case_number_of(post_id))
    item = items_of([post_id], user)[0]
    if item.refusal:
        raise NotAllowed(item.refusal)
    return item


def item_for_moving(user: User, post_id: int) -> Item:
    """As for deciding, and the case is not this moderator's own."""
    item = item_for_deciding(user, post_id)
    refusal = rules.why_not_move(moderator_id=user.id, case_author_id=item.post.case.author_id)
    if refusal:
        raise NotAllowed(refusal)
    return item


def post_for_reporting(user: User, number: int, position: int) -> Post:
    """A public post of somebody else, its case locked so that nobody hides it in between."""
    require_sign_in(user)
    lock = select(Case.number).where(Case.number == number).with_for_update()
    if 0 < number <= LARGEST:
        db.session.execute(lock)
    return post_for_the_form(user, number, position)


def post_for_the_form(user: User, number: int, position: int) -> Post:
    """The same post for the page with the form, which changes nothing and locks nothing."""
    require_sign_in(user)
    post = post_for_reading(user, number, position)
    if post.visibility != "public":
        raise NotFound(_("There is no such post, or it is not public."))
    if post.author_id == user.id:
        raise NotAllowed(_("This is your own post; you can change it instead of reporting it."))
    return post


def _case_number_of(post_id: int) -> int:
    statement = select(Post.case_number).where(Post.id == post_id)
    number = db.session.scalar(statement) if 0 < post_id <= LARGEST else None
    if number is None:
        raise NotFound(_("There is no such post."))
    return number
