"""Verbs of what is public: approve a held post, hide one with a public reason, show it again.

Called by moderation, which decides; each returns False when somebody else decided first.
"""

from sqlalchemy import select, update

from forum.accounts.models import User
from forum.cases import clock, marks, news
from forum.cases.actions import take_turn
from forum.cases.models import Case, Post
from forum.cases.publishing import refresh_search
from forum.core.clock import now
from forum.core.db import db, rows_changed_by
from forum.ledger.ledger import Draft
from forum.statements import actions as statements
from forum.statements.queries import last_about
from forum.statements.rulings import Ruling


def approve_post(case: Case, *, post: Post, ruling: Ruling) -> bool:
    """Make a held post public; from then on it acts like any post (turn, search, counters)."""
    because = post.held_because
    if not _change_visibility(post, "pending", "public"):
        return False
    post.held_because = None
    case.pending_count -= 1
    cause = ruling.draft("post.approved", post=post.position, because=because)
    _issue(ruling, _publish(case, post, cause), "approve", post)
    return True


def hide_post(case: Case, *, post: Post, ruling: Ruling) -> bool:
    """Hide a post behind a visible stub with the public reason; hiding the first hides the case."""
    ruling.check()
    former = post.visibility  # where a post was moved away, only the way to it is left
    if former not in ("public", "pending") or not _change_visibility(post, former, "hidden"):
        return False
    post.hidden_because, post.hidden_ground = ruling.sentence, ruling.ground
    if former == "pending":
        post.held_because = None
        case.pending_count -= 1
    else:
        case.post_count -= 1
    marks.drop_mark(case, post)  # nobody is sent to a solution that cannot be read
    if post.position == 1:
        case.visibility = "hidden"
    cause = ruling.draft("post.hidden", post=post.position, status=case.status)
    _issue(ruling, clock.follow(case, cause=cause), "hide", post)
    refresh_search(case)
    return True


def show_post_again(case: Case, *, post: Post, ruling: Ruling) -> bool:
    """Undo a hiding that was a mistake; the entry of the hiding stays, this one follows it."""
    if not _change_visibility(post, "hidden", "public"):
        return False
    post.hidden_because = post.hidden_ground = None
    statements.take_back(last_about(case.number, post.position, ("hide",)))
    cause = ruling.draft("post.shown", post=post.position, status=case.status)
    _issue(ruling, _publish(case, post, cause), "restore", post)
    return True


def _publish(case: Case, post: Post, cause: Draft) -> int:
    """A post is public: counted, and the first time also told and allowed to take the turn.

    A case that becomes public with it joins its line, with the time it has waited. Returns the
    id of the entry of `cause`.
    """
    is_first_time = post.published_at is None
    case.post_count += 1
    case.last_post_at = max(case.last_post_at, post.created_at)
    if post.position == 1:
        case.visibility = "public"
    entry_id = clock.follow(case, cause=cause)
    if is_first_time:
        post.published_at = now()
        # In the database, not here: two moderators may approve two posts of one person at once.
        post.author.approved_posts = User.approved_posts + 1
        if post.position > 1:
            answered = _public_post(case, post.reply_to)
            news.tell_participants(case, post, answered=answered, solves=False)
            if not _is_answered_since(case, post):
                take_turn(case, post, post.author)
    news.tell_writer(post, "post.approved")
    refresh_search(case)
    return entry_id


def _public_post(case: Case, position: int | None) -> Post | None:
    where = (Post.case_number == case.number, Post.position == position)
    return db.session.scalar(select(Post).where(*where, Post.visibility == "public"))


def _is_answered_since(case: Case, post: Post) -> bool:
    """Whether staff wrote after this post did: then its turn has passed while it waited."""
    where = (Post.case_number == case.number, Post.position > post.position)
    by_staff = Post.author_role.in_(("staff", "admin"))
    later = select(Post.id).where(*where, by_staff, Post.visibility == "public")
    return db.session.scalar(later.limit(1)) is not None


def _change_visibility(post: Post, former: str, new: str) -> bool:
    """Decide once: of two moderators at the same moment only one finds the former state."""
    where = (Post.id == post.id, Post.visibility == former)
    statement = update(Post).where(*where).values(visibility=new)
    changed = rows_changed_by(statement.execution_options(synchronize_session=False))
    db.session.refresh(post, ["visibility", "held_because"])
    return changed == 1


def _issue(ruling: Ruling, entry_id: int, measure: str, post: Post) -> None:
    """The statement to whoever wrote the post; what makes it public is told them as news."""
    about = {"case_number": post.case_number, "position": post.position}
    ruling.issue(entry_id, measure, post.author_id, **about, tells=measure == "hide")
