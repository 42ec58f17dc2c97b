"""Verbs of reports: anybody says that a post breaks a rule, with an account or without.

Who has none gets a secret link at once, by which they read what became of it (Art. 16 of
Regulation (EU) 2022/2065). What is written here is for moderators alone.
"""

import secrets
from collections.abc import Iterable

from sqlalchemy import select

from forum.accounts.keys import hash_of
from forum.accounts.models import User
from forum.cases.models import Post
from forum.core import letters
from forum.core.clock import now
from forum.core.db import db
from forum.core.errors import Invalid, Refused
from forum.core.i18n import _, language
from forum.core.passages import Passages
from forum.moderation.models import Report
from forum.moderation.queries import report_by
from forum.moderation.rules import PRIVATE, REASONS
from forum.notifications.actions import notify


def report_post(post: Post, *, reporter: User, reason: str, note: str) -> Report:
    """Say that a post breaks a rule; once a person and post. The note is never public."""
    _check(reason, note)
    if report_by(reporter, post):
        raise Refused(_("You have reported this post already."))
    return _added(post, reporter_id=reporter.id, reason=reason, note=note)


def report_without_account(
    post: Post, *, reason: str, note: str, contact: str | None
) -> tuple[Report, str]:
    """The same by somebody unknown: the report, and the secret by which they find out about it.

    With an address, the receipt and later the decision are sent there; neither holds a word of
    theirs, so that nobody can have texts of their own mailed to others.
    """
    _check(reason, note)
    if not note.strip():
        raise Invalid(_("Please say in a few words what is wrong with this post."), "note")
    key = secrets.token_urlsafe(24)
    report = _added(
        post,
        reason=reason,
        note=note,
        contact=contact,
        language=language(),
        key_hash=hash_of(key),
    )
    if contact:
        values = _about(post) | {"receipt": report.id}
        path = f"/reports/{key}"
        letters.post("report.received", to=contact, language=language(), path=path, values=values)
    return report, key


def ask_to_take_out(post: Post, *, author: User, passage: str, note: str) -> Report:
    """The author of a post asks that a passage be taken out of it for good, and every version.

    Invalid unless the passage stands in the post.
    """
    passage = passage.strip()
    if not passage or passage not in post.body:
        sentence = _("This passage does not stand in your post as you wrote it here.")
        raise Invalid(sentence, "passage")
    if report_by(author, post):
        raise Refused(_("You have asked for this already."))
    return _added(post, reporter_id=author.id, reason=PRIVATE, note=note, passage=passage)


def take_out_of_notes(post: Post, passages: list[str]) -> None:
    """What a redaction removes stands in no report about the post any more either."""
    sought = Passages(passages)
    for report in db.session.scalars(select(Report).where(Report.post_id == post.id)):
        report.note = sought.remove(report.note)
        report.passage = None


def tell_decision(post: Post, reports: Iterable[Report], decision: str) -> None:
    """Tell everybody who sent these reports what was decided, with an account or without."""
    reports = list(reports)
    values = _about(post) | {"decision": decision}
    path = f"/cases/{post.case_number}/posts/{post.position}"
    notify([report.reporter_id for report in reports], "report.decided", path=path, values=values)
    for report in reports:
        if report.contact:
            letters.post(
                "report.decided",
                to=report.contact,
                language=report.language or "en",
                path=path,
                values=values,
            )


def _check(reason: str, note: str) -> None:
    if reason not in REASONS:
        raise Invalid(_("Please choose a reason."), "reason")
    if reason == "other" and not note.strip():
        raise Invalid(_("Please say in a few words what is wrong with this post."), "note")


def _added(post: Post, **values: object) -> Report:
    report = Report(post_id=post.id, created_at=now(), **values)
    db.session.add(report)
    db.session.flush()
    return report


def _about(post: Post) -> dict:
    return {"number": post.case_number, "post": post.position}
