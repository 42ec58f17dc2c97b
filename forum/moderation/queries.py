"""Reads of moderation: what waits, how much of it, and what was decided; refuses writes."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select, union_all

from forum.accounts.models import User
from forum.cases.models import Post
from forum.core.db import db
from forum.core.errors import Invalid
from forum.core.i18n import _
from forum.core.paging import Page, decode_cursor, page_of
from forum.ledger.queries import Entry, entries_about
from forum.moderation.item_queries import Item, items_of
from forum.moderation.models import Report
from forum.moderation.rules import KINDS

ITEMS_ON_A_PAGE = 20
DECISIONS = ("post.approved", "post.hidden", "post.shown", "report.kept")


@dataclass(frozen=True)
class Counts:
    """How many posts wait, by why they wait."""

    held: int
    reported: int

    @property
    def all(self) -> int:
        return self.held + self.reported


def waiting_page(reader: User, *, kind: str | None, cursor: str | None) -> Page[Item]:
    """What waits, oldest first, held and reported posts in one list; `kind` narrows it."""
    key = decode_cursor(cursor, datetime, int)
    rows = _waiting_keys(kind, after=key, limit=ITEMS_ON_A_PAGE + 1)
    page = page_of(rows, ITEMS_ON_A_PAGE, lambda row: (row.since, row.post_id))
    return Page(items_of([row.post_id for row in page.items], reader), page.next)


def next_waiting(item: Item, *, kind: str | None) -> int | None:
    """The id of the post that stands after this one in the list, or None at its end."""
    rows = _waiting_keys(kind, after=[item.since, item.post.id], limit=1)
    return rows[0].post_id if rows else None


def counts() -> Counts:
    """How many wait, in one statement."""
    return Counts(*db.session.execute(select(_held_count(), _reported_count())).one())


def waiting_count() -> int:
    """How many wait in all, for the number beside *Moderation* in the navigation."""
    return counts().all


def decisions_about(post: Post) -> list[Entry]:
    """What moderators decided about this post, oldest first, from the public record."""
    where = (Report.post_id == post.id, Report.decision == "moved")
    moved_at = db.session.scalar(select(func.max(Report.decided_at)).where(*where))
    entries = entries_about(post.case_number)
    # A move is recorded about the case; the last one before the reports' closing answered them.
    moves = [entry for entry in entries if entry.kind == "case.moved" and moved_at]
    answering = [entry for entry in moves if entry.at <= moved_at][-1:]
    about = [one for one in entries if one.kind in DECISIONS]
    about = [one for one in about if one.fields.get("post") == post.position]
    return sorted(about + answering, key=lambda entry: entry.id)


def report_by(person: User, post: Post) -> Report | None:
    """What this person reported about this post, decided or not."""
    where = (Report.post_id == post.id, Report.reporter_id == person.id)
    return db.session.scalar(select(Report).where(*where))


def _waiting_keys(kind: str | None, *, after: list | None, limit: int) -> list:
    waiting = _waiting(kind)
    statement = select(waiting).order_by(waiting.c.since, waiting.c.post_id).limit(limit)
    if after:
        since, post_id = after
        later = and_(waiting.c.since == since, waiting.c.post_id > post_id)
        statement = statement.where(or_(waiting.c.since > since, later))
    return list(db.session.execute(statement))


def _waiting(kind: str | None):
    if kind not in (None, *KINDS):
        raise Invalid(_("There is no such filter. Choose one from the list."), "kind")
    held = select(Post.id.label("post_id"), Post.created_at.label("since")).where(
        Post.visibility == "pending"
    )
    reported = (
        select(Report.post_id, func.min(Report.created_at).label("since"))
        .join(Post, Post.id == Report.post_id)
        # A post that is held again waits as such; its reports are shown and closed with it.
        .where(Report.decided_at.is_(None), Post.visibility == "public")
        .group_by(Report.post_id)
    )
    chosen = {"held": held, "reported": reported}
    return (chosen[kind] if kind else union_all(held, reported)).subquery("waiting")


def _held_count():
    return select(func.count(Post.id)).where(Post.visibility == "pending").scalar_subquery()


def _reported_count():
    statement = select(func.count(Report.post_id.distinct())).join(Post, Post.id == Report.post_id)
    where = (Report.decided_at.is_(None), Post.visibility == "public")
    return statement.where(*where).scalar_subquery()
