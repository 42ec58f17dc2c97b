"""Verbs of what is public: approve a held post, hide one with a public reason, show it again.

Called by moderation, which decides; each returns False when somebody else decided first.
"""

from sqlalchemy import update

from forum.accounts.models import User
from forum.cases.actions import take_turn
from forum.cases.models import Case, Post
from forum.cases.publishing import refresh_search
from forum.core.clock import now
from forum.core.db import db
from forum.core.errors import Invalid
from forum.core.i18n import _
from forum.ledger.ledger import Actor, record
from forum.notifications.actions import notify


def approve_post(case: Case, *, post: Post, moderator: User) -> bool:
    """Make a held post public; from then on it acts like any post (turn, search, counters)."""
    because = post.held_because
    if not _change_visibility(post, "pending", "public"):
        return False
    post.held_because = None
    case.pending_count -= 1
    case.post_count += 1
    case.last_post_at = max(case.last_post_at, now())
    post.author.approved_posts += 1
    if post.position == 1:
        case.visibility = "public"
    fields = {"post": post.position, "because": because}
    record("post.approved", actor=Actor.of(moderator), subject=case.number, fields=fields)
    if post.position > 1:
        take_turn(case, post, post.author)
    _tell_author(post, "post.approved", case)
    refresh_search(case)
    return True


def hide_post(case: Case, *, post: Post, moderator: User, reason: str) -> bool:
    """Hide a post behind a visible stub with the public reason; hiding the first hides the case."""
    if not reason.strip():
        raise Invalid(_("Hiding needs a public reason."), "reason")
    former = post.visibility
    if former == "hidden" or not _change_visibility(post, former, "hidden"):
        return False
    post.hidden_because = reason
    post.is_solution = False  # nobody is sent to a solution that cannot be read
    if former == "pending":
        post.held_because = None
        case.pending_count -= 1
    else:
        case.post_count -= 1
    if post.position == 1:
        case.visibility = "hidden"
    fields = {"post": post.position}
    texts = {"reason": reason}
    record(
        "post.hidden", actor=Actor.of(moderator), subject=case.number, fields=fields, texts=texts
    )
    _tell_author(post, "post.hidden", case, reason=reason)
    refresh_search(case)
    return True


def show_post_again(case: Case, *, post: Post, moderator: User, reason: str) -> bool:
    """Undo a hiding that was a mistake; the entry of the hiding stays, this one follows it."""
    if not _change_visibility(post, "hidden", "public"):
        return False
    post.hidden_because = None
    case.post_count += 1
    if post.position == 1:
        case.visibility = "public"
    fields = {"post": post.position}
    texts = {"reason": reason}
    record("post.shown", actor=Actor.of(moderator), subject=case.number, fields=fields, texts=texts)
    _tell_author(post, "post.approved", case)
    refresh_search(case)
    return True


def _change_visibility(post: Post, former: str, new: str) -> bool:
    """Decide once: of two moderators at the same moment only one finds the former state."""
    where = (Post.id == post.id, Post.visibility == former)
    statement = update(Post).where(*where).values(visibility=new)
    decided = db.session.execute(statement.execution_options(synchronize_session=False))
    db.session.refresh(post, ["visibility", "held_because"])
    return decided.rowcount == 1


def _tell_author(post: Post, kind: str, case: Case, **extra) -> None:
    path = f"/cases/{case.number}#post-{post.position}"
    notify([post.author_id], kind, path=path, values={"number": case.number, **extra})
