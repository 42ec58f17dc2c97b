"""Verbs of moderation: decide once about a post or a case. Change, ledger, statement, then tell.

What changes a post is a verb of cases, which writes the decision's one ledger entry and the one
statement of reasons; here the reports are closed with it. Refuses request, current_user, commit.
"""

from sqlalchemy import update

from forum.accounts.models import User
from forum.cases import redact_actions, ruling_actions, visibility_actions
from forum.cases.models import Category, Post
from forum.core.clock import now
from forum.core.db import rows_changed_by
from forum.core.errors import Refused
from forum.core.i18n import _
from forum.moderation import report_actions
from forum.moderation.item_queries import open_reports
from forum.moderation.models import Report
from forum.notifications.actions import notify
from forum.statements.rulings import Ruling


def approve_post(post: Post, *, ruling: Ruling) -> None:
    """Make a held post public; reports about an earlier text of it are answered with that."""
    if not visibility_actions.approve_post(post.case, post=post, ruling=ruling):
        raise _decided_already()
    _close_reports(post, "kept", ruling.by)


def keep_post(post: Post, *, ruling: Ruling) -> None:
    """Nothing is wrong with a reported post: it stays, and all open reports are answered."""
    number = _close_reports(post, "kept", ruling.by)
    if not number:
        raise _decided_already()
    cause = ruling.draft("report.kept", post=post.position, reports=number)
    about = {"case_number": post.case_number, "position": post.position}
    ruling.issue(cause.record(post.case_number), "keep", post.author_id, **about, tells=False)
    values = {"number": post.case_number}
    notify([post.author_id], "report.kept", path=_path(post), values=values)


def hide_post(post: Post, *, ruling: Ruling) -> None:
    """Hide a post behind its public reason; all open reports about it are answered together."""
    if not visibility_actions.hide_post(post.case, post=post, ruling=ruling):
        raise _decided_already()
    _close_reports(post, "hidden", ruling.by)


def redact_post(post: Post, *, passages: list[str], ruling: Ruling) -> None:
    """Remove passages for good from a post and whatever repeats them; a held post still waits.

    The notes of reports about it lose them, too: moderators keep no copy either.
    """
    redact_actions.redact_post(post.case, post=post, passages=passages, ruling=ruling)
    report_actions.take_out_of_notes(post, passages)
    if post.visibility == "public":
        _close_reports(post, "redacted", ruling.by)


def show_post_again(post: Post, *, ruling: Ruling) -> None:
    """Undo a hiding with a public reason; the record keeps both."""
    if not visibility_actions.show_post_again(post.case, post=post, ruling=ruling):
        raise _decided_already()


def move_case(post: Post, *, category: Category, ruling: Ruling) -> None:
    """Put the post's case where it belongs; that answers reports, but a held post still waits."""
    ruling_actions.move_case(post.case, category=category, ruling=ruling)
    if post.visibility == "public":
        _close_reports(post, "moved", ruling.by)


def _close_reports(post: Post, decision: str, moderator: User | None) -> int:
    """Decide all open reports about a post at once and tell who sent them; returns how many."""
    assert moderator is not None  # no rule decides about a report
    reports = open_reports([post.id])[post.id]
    where = (Report.id.in_([report.id for report in reports]), Report.decided_at.is_(None))
    values = {"decided_at": now(), "decision": decision, "decided_by_id": moderator.id}
    closed = rows_changed_by(update(Report).where(*where).values(**values))
    if closed:
        report_actions.tell_decision(post, reports, decision)
    return closed


def _path(post: Post) -> str:
    return f"/cases/{post.case_number}/posts/{post.position}"


def _decided_already() -> Refused:
    return Refused(_("Another moderator has decided about this post already."))
