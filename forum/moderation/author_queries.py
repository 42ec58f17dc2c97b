"""Reads of what an author wrote before and what became of it; refuses writes and judgements."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Select, func, select

from forum.cases.models import Post
from forum.core.db import db
from forum.moderation.models import Report

HIDDEN_SHOWN = 3  # the newest hidden posts beside an item, so that a pattern can be seen


@dataclass(frozen=True)
class HiddenPost:
    """A post that was hidden before, with the public reason."""

    case_number: int
    position: int
    reason: str


@dataclass
class History:
    """One author's posts by what they are now, and how reports about them were decided."""

    posts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    reports: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    hidden: list[HiddenPost] = field(default_factory=list)

    @property
    def written(self) -> int:
        return sum(self.posts.values())


def histories_of(author_ids: Iterable[int]) -> dict[int, History]:
    """The histories of these authors, in three statements however many they are."""
    ids = sorted(author_ids)
    histories = {author_id: History() for author_id in ids}
    for author_id, visibility, number in db.session.execute(_posts_by_state(ids)):
        histories[author_id].posts[visibility] = number
    for author_id, decision, number in db.session.execute(_decided_reports(ids)):
        histories[author_id].reports[decision] = number
    for row in db.session.execute(_newest_hidden(ids)):
        hidden = HiddenPost(row.case_number, row.position, row.hidden_because or "")
        histories[row.author_id].hidden.append(hidden)
    return histories


def _posts_by_state(ids: list[int]) -> Select:
    columns = (Post.author_id, Post.visibility)
    return select(*columns, func.count()).where(Post.author_id.in_(ids)).group_by(*columns)


def _decided_reports(ids: list[int]) -> Select:
    """Posts, not reports: five people reporting one post are one decision."""
    columns = (Post.author_id, Report.decision)
    return (
        select(*columns, func.count(Report.post_id.distinct()))
        .join(Report, Report.post_id == Post.id)
        .where(Post.author_id.in_(ids), Report.decided_at.is_not(None))
        .group_by(*columns)
    )


def _newest_hidden(ids: list[int]) -> Select:
    columns = (Post.author_id, Post.case_number, Post.position, Post.hidden_because, Post.id)
    place = func.row_number().over(partition_by=Post.author_id, order_by=Post.id.desc())
    where = (Post.author_id.in_(ids), Post.visibility == "hidden")
    ranked = select(*columns, place.label("place")).where(*where).subquery("ranked")
    statement = select(ranked).where(ranked.c.place <= HIDDEN_SHOWN)
    return statement.order_by(ranked.c.author_id, ranked.c.place)
