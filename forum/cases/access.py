"""The only door from a request to a case or a post: 404 hides, 403 refuses, 401 asks who you are.

Refuses to change anything.
"""

from sqlalchemy import ColumnElement, and_, bindparam, or_, select, true
from sqlalchemy.orm import joinedload

from forum.accounts.access import (
    require_moderator,
    require_sign_in,
    require_staff,
    require_writing,
)
from forum.accounts.models import User
from forum.accounts.readers import Reader
from forum.cases.models import Case, Category, Post
from forum.core.db import db, is_writing
from forum.core.errors import Invalid, NotAllowed, NotFound
from forum.core.i18n import _

LARGEST = 2**31 - 1  # what both databases hold as a number

# Put together once: every page of a case asks this.
_CASE = (
    select(Case)
    .options(joinedload(Case.author, innerjoin=True), joinedload(Case.category, innerjoin=True))
    .where(Case.number == bindparam("number"))
)
# Positions, counters and the status are decided one after the other, on both engines.
_CASE_LOCKED = _CASE.with_for_update(of=Case).execution_options(populate_existing=True)
_WAS_PUBLIC = and_(Post.visibility.in_(("hidden", "moved")), Post.published_at.is_not(None))


def case_for_reading(user: Reader, number: int) -> Case:
    """A case this person may see, with author and category; hidden ones come as such (a stub)."""
    return _case(user, number)


def public_case(user: Reader, number: int) -> Case:
    """A case that everybody may see; NotAllowed while it is pending or hidden."""
    return require_public(_case(user, number))


def case_for_replying(user: Reader, number: int) -> Case:
    """A public case this person may write in, locked until the commit."""
    user = require_writing(user)
    case = case_going_on(user, number)
    if not may_write_although_locked(user, case):
        raise NotAllowed(_("A moderator has locked this case: only its author and staff write."))
    return case


def case_going_on(user: Reader, number: int) -> Case:
    """A public case in which something can still be said, locked until the commit."""
    require_sign_in(user)
    case = _case(user, number, lock=True)
    if case.visibility == "pending":
        raise NotAllowed(_("A moderator looks at this case first; then it goes on."))
    if case.visibility == "hidden":
        raise NotAllowed(_("This case was hidden by a moderator; nobody can write in it."))
    if case.status == "duplicate":
        raise NotAllowed(_("This case goes on in another one; please write there."))
    return case


def case_for_its_author(user: Reader, number: int) -> Case:
    """A case in which only its author may do what is asked, locked until the commit."""
    user = require_sign_in(user)
    case = _case(user, number, lock=True)
    if case.author_id != user.id:
        raise NotAllowed(_("Only the author of the case can do this."))
    return require_public(case)


def case_for_staff(user: Reader, number: int) -> Case:
    """A public case for a member of staff who acts in it, locked until the commit."""
    require_staff(user)
    return require_public(_case(user, number, lock=True))


def case_for_solving(user: Reader, number: int) -> Case:
    """A public case for those who may mark a solution: author and staff, locked."""
    user = require_sign_in(user)
    case = _case(user, number, lock=True)
    if case.author_id != user.id and not user.is_staff:
        raise NotAllowed(_("Only the author of the case or staff can mark a solution."))
    return require_public(case)


def case_for_joining(user: Reader, number: int) -> Case:
    """A public case of somebody else, for saying "me too" or "this solved it", locked."""
    user = require_writing(user)
    case = require_public(_case(user, number, lock=True))
    if case.author_id == user.id:
        raise NotAllowed(_("This is your own case; it already counts you."))
    if user.is_team:  # the number of affected customers moves a case ahead
        raise NotAllowed(_("Only customers are counted here, not those who serve them."))
    if case.status == "duplicate":
        raise NotAllowed(_("This case goes on in another one; please say it there."))
    return case


def case_for_correcting(user: Reader, number: int) -> Case:
    """A case whose language may be corrected: by its author and by moderators, locked."""
    user = require_sign_in(user)
    case = _case(user, number, lock=True)
    if case.author_id != user.id and not user.is_moderator:
        raise NotAllowed(_("Only the author and moderators can correct the language."))
    return case


def case_for_moderating(user: Reader, number: int) -> Case:
    """Any case, public or not, for a moderator who decides about it, locked until the commit."""
    require_moderator(user)
    return _case(user, number, lock=True)


def post_for_reading(user: Reader, number: int, position: int) -> Post:
    """A post this person may see, with its author; NotFound while it is pending or hidden."""
    case = _case(user, number)
    post = _post(case, position)
    if not may_read_post(user, post) or not may_read_case(user, case):
        raise NotFound(_("There is no such post, or it is not public."))
    return post


def post_for_editing(user: Reader, number: int, position: int) -> Post:
    """A person's own post that is not hidden, with its case locked until the commit."""
    user = require_writing(user)
    case = _case(user, number, lock=True)
    post = _post(case, position)
    if not may_read_post(user, post):
        raise NotFound(_("There is no such post, or it is not public."))
    if post.author_id != user.id:
        raise NotAllowed(_("Only the author of a post can change it."))
    if post.visibility == "hidden" or case.visibility == "hidden":
        raise NotAllowed(_("This post was hidden by a moderator and can no longer be changed."))
    return post


def post_in(case: Case, *, post_id: int | None = None, position: int | None = None) -> Post:
    """A public post of this very case; a post of another case or a forged one is Invalid."""
    where = Post.id == post_id if post_id is not None else Post.position == position
    statement = select(Post).where(Post.case_number == case.number, where)
    asked = post_id if post_id is not None else position
    is_possible = isinstance(asked, int) and 0 < asked <= LARGEST
    post = db.session.scalar(statement) if is_possible else None
    if post is None or post.visibility != "public":
        raise Invalid(_("There is no such post in this case."), "post")
    return post


def position_in(case: Case, position: int) -> int:
    """The position of a post that there is, whoever may read it; NotFound where none ever was."""
    if not 0 < position <= case.last_position:
        raise NotFound(_("There is no such post, or it is not public."))
    return position


def position_before_page(case: Case, wish: str | None) -> int:
    """After which position a page of the thread is to begin; NotFound beyond its end."""
    after = int(wish) if wish and wish.isascii() and wish.isdigit() and len(wish) < 10 else 0
    if after >= case.last_position or (wish and str(after) != wish):
        raise NotFound(_("This thread has no such page. It begins at its first post."))
    return after


def category_named(slug: str) -> Category:
    """The category with this slug; Invalid names the field when there is none."""
    found = db.session.scalar(select(Category).where(Category.slug == str(slug)))
    if found is None:
        raise Invalid(_("There is no such category."), "category")
    return found


def may_read_post(user: Reader, post: Post) -> bool:
    """Public posts are everybody's; pending and hidden ones their author's and moderators'."""
    if post.visibility in ("public", "moved"):  # of a moved one only the way to it is here
        return post.visibility == "public"
    return user.is_authenticated and (user.id == post.author_id or user.is_moderator)


def leaves_trace(user: Reader, post: Post) -> bool:
    """Whether this person sees at least that there is a post: read, or hidden after it was public.

    Stubs of what was never public would tell how much advertising arrives.
    """
    was_public = post.visibility in ("hidden", "moved") and post.published_at is not None
    return was_public or may_read_post(user, post)


def posts_with_trace(user: Reader) -> ColumnElement[bool]:
    """The rule of `leaves_trace` as a condition on posts."""
    if not user.is_authenticated:
        return or_(Post.visibility == "public", _WAS_PUBLIC)
    if user.is_moderator:
        return true()
    return or_(Post.visibility == "public", _WAS_PUBLIC, Post.author_id == user.id)


def may_write_although_locked(user: User, case: Case) -> bool:
    """In a locked case its author and the team write, and nobody else."""
    return not case.is_locked or user.id == case.author_id or user.is_team


def may_read_case(user: Reader, case: Case) -> bool:
    """Public cases are everybody's; pending and hidden ones their author's and moderators'."""
    if case.visibility == "public":
        return True
    return user.is_authenticated and (user.id == case.author_id or user.is_moderator)


def _case(user: Reader, number: int, *, lock: bool = False) -> Case:
    case = _load(number, lock) if 0 < number <= LARGEST else None
    if case is None or not (may_read_case(user, case) or _was_public(case)):
        raise NotFound(_("There is no case with this number, or it is not public yet."))
    return case


def _load(number: int, lock: bool) -> Case | None:
    return db.session.scalar(_CASE_LOCKED if lock and is_writing() else _CASE, {"number": number})


def _was_public(case: Case) -> bool:
    """Whether a hidden case leaves a stub: one that never was public is as if it were not there."""
    if case.visibility != "hidden":
        return False
    where = (Post.case_number == case.number, Post.position == 1, _WAS_PUBLIC)
    return db.session.scalar(select(Post.id).where(*where)) is not None


def require_public(case: Case) -> Case:
    """The same case; NotAllowed while it is pending or hidden."""
    if case.visibility != "public":
        raise NotAllowed(_("This is only possible in a public case."))
    return case


def _post(case: Case, position: int) -> Post:
    statement = select(Post).where(Post.case_number == case.number, Post.position == position)
    statement = statement.options(joinedload(Post.author, innerjoin=True))
    post = db.session.scalar(statement) if 0 < position <= LARGEST else None
    if post is None:
        raise NotFound(_("There is no such post, or it is not public."))
    return post
