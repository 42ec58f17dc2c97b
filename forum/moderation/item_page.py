"""What the pages of things that wait show, gathered in as many statements whatever their number."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum.accounts.models import User
from forum.cases import edits
from forum.cases.models import Post
from forum.cases.queries import revisions_of
from forum.core.db import db
from forum.moderation import queries, take_queries
from forum.moderation.item_queries import Item, items_of
from forum.moderation.queries import APPEAL, POST, Key
from forum.precedents.queries import record_of_post
from forum.statements.models import Appeal, Statement
from forum.statements.queries import appeals_numbered, latest_about

SPECIAL = "special_treatment"  # the reason of a report that something was granted unsaid


def listed(keys: list[Key], reader: User) -> list[tuple[Item | None, Appeal | None]]:
    """Posts and objections in the order of `keys`: one of each pair is there."""
    items = items_of([key.item_id for key in keys if key.sort == POST], reader)
    posts = {item.post.id: item for item in items}
    objections = appeals_numbered([key.item_id for key in keys if key.sort == APPEAL])
    return [
        (posts[key.item_id], None) if key.sort == POST else (None, objections[key.item_id])
        for key in keys
    ]


def beside(item: Item, moderator: User) -> dict:
    """What stands beside one post: its history, its author's earlier decisions, who looks at it."""
    held = take_queries.holder_of(POST, item.post.id)
    is_special = any(report.reason == SPECIAL for report in item.reports)
    is_others = held is not None and held.moderator_id != moderator.id
    return {
        "decisions": queries.decisions_about(item.post),
        "steps": edits.steps_of(item.post, revisions_of(item.post)),
        "statements": latest_about(item.post.author_id),
        "is_special": is_special,
        "record": record_of_post(item.post.case_number, item.post.position) if is_special else None,
        "taken_until": held.until if held and is_others else None,
        "mine_until": held.until if held and not is_others else None,
    }


def post_in_question(statement: Statement) -> Post | None:
    """The post that a decision was about, with its case and author; None for a whole case."""
    if statement.position is None:
        return None
    where = (Post.case_number == statement.case_number, Post.position == statement.position)
    wanted = select(Post).where(*where)
    return db.session.scalar(
        wanted.options(joinedload(Post.author, innerjoin=True), joinedload(Post.case))
    )
