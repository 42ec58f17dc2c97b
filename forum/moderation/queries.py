"""Reads of moderation: what waits, how much of it, and what was decided; refuses writes."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    Exists,
    Label,
    Select,
    SQLColumnExpression,
    String,
    Subquery,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from forum.accounts.models import User
from forum.cases.models import Post
from forum.cases.rules import SPAM
from forum.core.clock import now
from forum.core.db import db
from forum.core.errors import Invalid
from forum.core.i18n import _
from forum.core.paging import Page, decode_cursor, page_of
from forum.ledger.queries import Entry, entries_about
from forum.moderation.appeal_access import has_reported
from forum.moderation.models import Report, Take
from forum.moderation.rules import KINDS, PRIVATE
from forum.statements.models import Appeal, Statement

ITEMS_ON_A_PAGE = 20
DECISIONS = ("post.approved", "post.hidden", "post.shown", "post.redacted", "report.kept")
POST, APPEAL = "post", "appeal"  # the sorts of what waits
_HELD = ("held", "spam", "personal")


class Key(NamedTuple):
    """One thing that waits: which, since when, why."""

    sort: str
    item_id: int
    since: datetime
    kind: str


def waiting_page(*, kind: str | None, cursor: str | None) -> Page[Key]:
    """What waits, oldest first, of all sorts in one list; `kind` narrows it."""
    key = decode_cursor(cursor, datetime, str, int)
    rows = _keys(kind, after=key, limit=ITEMS_ON_A_PAGE + 1)
    return page_of(rows, ITEMS_ON_A_PAGE, lambda row: (row.since, row.sort, row.item_id))


def next_for(
    moderator: User, *, kind: str | None, after: Key | None = None, limit: int = 5
) -> list[Key]:
    """The oldest few things that this moderator may decide and nobody else looks at.

    After the item `after` first, and then from the beginning: what was passed over comes again.
    """
    key = [after.since, after.sort, after.item_id] if after else None
    found = _keys(kind, after=key, limit=limit, moderator=moderator)
    if not found and after:
        found = _keys(kind, after=None, limit=limit, moderator=moderator)
    return [one for one in found if after is None or one[:2] != after[:2]]


def counts() -> dict[str, int]:
    """How much waits of each kind, in one statement."""
    waiting = _waiting(None)
    rows = db.session.execute(select(waiting.c.kind, func.count()).group_by(waiting.c.kind))
    return dict.fromkeys(KINDS, 0) | dict(rows.all())


def waiting_count() -> int:
    """How much waits in all, for the number beside *Moderation* in the navigation."""
    return db.session.scalars(select(func.count()).select_from(_waiting(None))).one()


def decisions_about(post: Post) -> list[Entry]:
    """What moderators decided about this post, oldest first, from the public record."""
    where = (Report.post_id == post.id, Report.decision == "moved")
    moved_at = db.session.scalar(select(func.max(Report.decided_at)).where(*where))
    entries = entries_about(post.case_number)
    # A move is recorded about the case; the last one before the reports' closing answered them.
    moves = [entry for entry in entries if entry.kind == "case.moved"]
    answering = [entry for entry in moves if moved_at and entry.at <= moved_at][-1:]
    about = [one for one in entries if one.kind in DECISIONS]
    about = [one for one in about if one.fields.get("post") == post.position]
    return sorted(about + answering, key=lambda entry: entry.id)


def report_by(person: User, post: Post) -> Report | None:
    """What this person reported about this post, decided or not."""
    where = (Report.post_id == post.id, Report.reporter_id == person.id)
    return db.session.scalar(select(Report).where(*where))


def _keys(
    kind: str | None, *, after: list | None, limit: int, moderator: User | None = None
) -> list[Key]:
    waiting = _waiting(kind, moderator)
    order = (waiting.c.since, waiting.c.sort, waiting.c.item_id)
    statement = select(waiting).order_by(*order).limit(limit)
    if after:
        since, sort, item_id = after
        later = or_(
            waiting.c.sort > sort, and_(waiting.c.sort == sort, waiting.c.item_id > item_id)
        )
        statement = statement.where(
            or_(waiting.c.since > since, and_(waiting.c.since == since, later))
        )
    rows = db.session.execute(statement).mappings()
    return [Key(**row) for row in rows]


def _waiting(kind: str | None, moderator: User | None = None) -> Subquery:
    """All that waits; with `moderator` only what they may decide and no other looks at."""
    if kind not in (None, *KINDS):
        raise Invalid(_("There is no such filter. Choose one from the list."), "kind")
    parts: list[Select] = []
    if kind in (None, *_HELD):
        parts.append(_held(moderator))
    if kind in (None, "reported", "private"):
        parts.append(_reported(moderator))
    if kind in (None, "appeal"):
        parts.append(_appeals(moderator))
    waiting = (union_all(*parts) if len(parts) > 1 else parts[0]).subquery("parts")
    chosen = select(*waiting.c["sort", "item_id", "since", "kind"])
    if kind:
        chosen = chosen.where(waiting.c.kind == kind)
    if moderator is not None:
        chosen = chosen.where(~_taken_by_others(moderator, waiting.c.sort, waiting.c.item_id))
    return chosen.subquery("waiting")


def _held(moderator: User | None) -> Select:
    why = case(
        (Post.held_because.in_(SPAM), "spam"),
        (Post.held_because == "personal_data", "personal"),
        else_="held",
    )
    statement = select(
        _sort(POST), Post.id.label("item_id"), Post.created_at.label("since"), why.label("kind")
    ).where(Post.visibility == "pending")
    if moderator is not None:
        statement = statement.where(Post.author_id != moderator.id)
        statement = statement.where(~_reported_by(moderator, Post.id))
    return statement


def _reported(moderator: User | None) -> Select:
    is_private = func.max(case((Report.reason == PRIVATE, 1), else_=0)) == 1
    statement = (
        select(
            _sort(POST),
            Report.post_id.label("item_id"),
            func.min(Report.created_at).label("since"),
            case((is_private, "private"), else_="reported").label("kind"),
        )
        .join(Post, Post.id == Report.post_id)
        # A post that is held again waits as such; its reports are shown and closed with it.
        .where(Report.decided_at.is_(None), Post.visibility == "public")
        .group_by(Report.post_id)
    )
    if moderator is not None:
        statement = statement.where(Post.author_id != moderator.id)
        statement = statement.where(~_reported_by(moderator, Report.post_id))
    return statement


def _appeals(moderator: User | None) -> Select:
    statement = select(
        _sort(APPEAL),
        Appeal.id.label("item_id"),
        Appeal.created_at.label("since"),
        literal("appeal").label("kind"),
    ).where(Appeal.decided_at.is_(None))
    if moderator is not None:
        statement = statement.join(Statement, Statement.id == Appeal.statement_id)
        for column in (Statement.by_id, Statement.person_id):
            statement = statement.where(or_(column.is_(None), column != moderator.id))
        statement = statement.where(~has_reported(moderator.id))
    return statement


def _sort(name: str) -> Label[str]:
    return cast(literal(name), String).label("sort")


def _reported_by(moderator: User, post_id: SQLColumnExpression[int]) -> Exists:
    own = aliased(Report)
    where = (own.post_id == post_id, own.reporter_id == moderator.id, own.decided_at.is_(None))
    return select(own.id).where(*where).exists()


def _taken_by_others(
    moderator: User, sort: ColumnElement[str], item_id: ColumnElement[int]
) -> Exists:
    taken = select(Take.item_id).where(
        Take.sort == sort,
        Take.item_id == item_id,
        Take.moderator_id != moderator.id,
        Take.until > now(),
    )
    return taken.exists()
