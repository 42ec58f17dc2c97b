"""Verbs of moderation: report, and decide once. Change, ledger, then tell author and reporters.

What changes a post is a verb of cases, which writes the decision's one ledger entry; here the
reports are closed with it. Refuses request, current_user, commit and rendering.
"""

from sqlalchemy import update

from forum.accounts.models import User
from forum.cases import actions as case_actions
from forum.cases import visibility_actions
from forum.cases.models import Category, Post
from forum.core.clock import now
from forum.core.db import db
from forum.core.errors import Invalid, Refused
from forum.core.i18n import _
from forum.ledger.ledger import Actor, record
from forum.moderation.item_queries import open_reports
from forum.moderation.models import Report
from forum.moderation.queries import report_by
from forum.moderation.rules import REASONS
from forum.notifications.actions import notify


def report_post(post: Post, *, reporter: User, reason: str, note: str) -> Report:
    """Say that a post breaks a rule; once a person and post. The note is never public."""
    if reason not in REASONS:
        raise Invalid(_("Please choose a reason."), "reason")
    if reason == "other" and not note.strip():
        raise Invalid(_("Please say in a few words what is wrong with this post."), "note")
    if report_by(reporter, post):
        raise Refused(_("You have reported this post already."))
    report = Report(
        post_id=post.id, reporter_id=reporter.id, reason=reason, note=note, created_at=now()
    )
    db.session.add(report)
    return report


def approve_post(post: Post, *, moderator: User) -> None:
    """Make a held post public; reports about an earlier text of it are answered with that."""
    if not visibility_actions.approve_post(post.case, post=post, moderator=moderator):
        raise _decided_already()
    _close_reports(post, "kept", moderator)


def keep_post(post: Post, *, moderator: User) -> None:
    """Nothing is wrong with a reported post: it stays, and all open reports are answered."""
    number = _close_reports(post, "kept", moderator)
    if not number:
        raise _decided_already()
    fields = {"post": post.position, "reports": number}
    record("report.kept", actor=Actor.of(moderator), subject=post.case_number, fields=fields)
    notify([post.author_id], "report.kept", path=_path(post), values={"number": post.case_number})


def hide_post(post: Post, *, moderator: User, reason: str) -> None:
    """Hide a post behind its public reason; all open reports about it are answered together."""
    hidden = visibility_actions.hide_post(post.case, post=post, moderator=moderator, reason=reason)
    if not hidden:
        raise _decided_already()
    _close_reports(post, "hidden", moderator)


def show_post_again(post: Post, *, moderator: User, reason: str) -> None:
    """Undo a hiding with a public reason; the record keeps both."""
    shown = visibility_actions.show_post_again(
        post.case, post=post, moderator=moderator, reason=reason
    )
    if not shown:
        raise _decided_already()


def move_case(post: Post, *, category: Category, moderator: User, reason: str) -> None:
    """Put the post's case where it belongs; that answers reports, but a held post still waits."""
    case_actions.move_case(post.case, category=category, moderator=moderator, reason=reason)
    if post.visibility == "public":
        _close_reports(post, "moved", moderator)


def _close_reports(post: Post, decision: str, moderator: User) -> int:
    """Decide all open reports about a post at once and tell who sent them; returns how many."""
    reports = open_reports([post.id])[post.id]
    where = (Report.id.in_([report.id for report in reports]), Report.decided_at.is_(None))
    values = {"decided_at": now(), "decision": decision, "decided_by_id": moderator.id}
    closed = db.session.execute(update(Report).where(*where).values(**values)).rowcount
    if closed:
        told = [report.reporter_id for report in reports]
        values = {"number": post.case_number, "post": post.position, "decision": decision}
        notify(told, "report.decided", path=_path(post), values=values)
    return closed


def _path(post: Post) -> str:
    return f"/cases/{post.case_number}/posts/{post.position}"


def _decided_already() -> Refused:
    return Refused(_("Another moderator has decided about this post already."))
