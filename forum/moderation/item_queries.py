"""Reads one post with all that a decision about it needs; refuses writes and judgements."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, tuple_
from sqlalchemy.orm import contains_eager, joinedload

from forum.accounts.models import User
from forum.cases.models import Case, Post
from forum.core.db import db
from forum.core.excerpt import excerpt
from forum.core.markdown import plain_text
from forum.moderation import rules
from forum.moderation.author_queries import History, histories_of
from forum.moderation.models import Report

ANSWERED_SHOWN = 400  # characters of the post that is answered: enough to know what it is about


@dataclass(frozen=True)
class Answered:
    """The post before the one in question, shortened: what it is an answer to."""

    position: int
    author_name: str
    text: str


@dataclass(frozen=True)
class Item:
    """One post as it stood when a moderator looked at it; a decision does not change it."""

    post: Post
    reports: list[Report]  # open ones, oldest first
    kind: str | None  # one of rules.KINDS, or None: it does not wait
    since: datetime  # since when it waits; the list is ordered by it
    choices: tuple[str, ...]  # what can be decided
    refusal: str | None  # why this moderator may not decide
    seen: str  # names this state of the post; a decision comes back with it
    answered: Answered | None
    history: History


def items_of(post_ids: list[int], reader: User) -> list[Item]:
    """These posts as items, in this order; the number of statements does not grow with them."""
    if not post_ids:
        return []
    posts = _posts(post_ids)
    reports = open_reports(post_ids)
    answered = _answered(posts.values())
    histories = histories_of({post.author_id for post in posts.values()})
    return [
        _item(
            posts[post_id],
            reports[post_id],
            reader,
            answered=answered.get(_answers(posts[post_id])),
            history=histories[posts[post_id].author_id],
        )
        for post_id in post_ids
    ]


def case_numbers_of(post_ids: list[int]) -> dict[int, int]:
    """In which case each of these posts stands, for those that there are."""
    statement = select(Post.id, Post.case_number).where(Post.id.in_(post_ids)).order_by(Post.id)
    return {row.id: row.case_number for row in db.session.execute(statement)}


def open_reports(post_ids: list[int]) -> dict[int, list[Report]]:
    """The reports that nobody has decided yet, by post, oldest first, with their reporters."""
    found = defaultdict(list)
    statement = (
        select(Report)
        .where(Report.post_id.in_(post_ids), Report.decided_at.is_(None))
        .options(joinedload(Report.reporter))
        .order_by(Report.created_at, Report.id)
    )
    for report in db.session.scalars(statement):
        found[report.post_id].append(report)
    return found


def _item(
    post: Post,
    reports: list[Report],
    reader: User,
    *,
    answered: Answered | None,
    history: History,
) -> Item:
    reasons = tuple(report.reason for report in reports)
    kind = rules.kind_of(post.visibility, post.held_because, reasons=reasons)
    return Item(
        post=post,
        reports=reports,
        kind=kind,
        since=reports[0].created_at if kind in ("reported", "private") else post.created_at,
        choices=rules.choices(post.visibility, has_reports=bool(reports)),
        refusal=rules.why_not_decide(
            moderator_id=reader.id,
            author_id=post.author_id,
            reporter_ids=tuple(report.reporter_id for report in reports),
        ),
        seen=rules.fingerprint(
            visibility=post.visibility,
            body=post.body,
            category_id=post.case.category_id,
            last_report_id=max((report.id for report in reports), default=0),
        ),
        answered=answered,
        history=history,
    )


def _posts(post_ids: list[int]) -> dict[int, Post]:
    statement = (
        select(Post)
        .join(Post.case)
        .where(Post.id.in_(post_ids))
        .options(
            joinedload(Post.author, innerjoin=True),
            contains_eager(Post.case).options(
                joinedload(Case.author, innerjoin=True), joinedload(Case.category, innerjoin=True)
            ),
        )
    )
    return {post.id: post for post in db.session.scalars(statement)}


def _answers(post: Post) -> tuple[int, int] | None:
    """Case and position of what the post answers: another post, or the complaint itself."""
    return (post.case_number, post.reply_to or 1) if post.position > 1 else None


def _answered(posts: Iterable[Post]) -> dict[tuple[int, int], Answered]:
    keys = {_answers(post) for post in posts} - {None}
    if not keys:
        return {}
    statement = select(Post).where(tuple_(Post.case_number, Post.position).in_(sorted(keys)))
    statement = statement.options(joinedload(Post.author, innerjoin=True))
    return {
        (post.case_number, post.position): Answered(
            post.position, post.author.name, excerpt(plain_text(post.html), ANSWERED_SHOWN)
        )
        for post in db.session.scalars(statement)
    }
