"""The same text twice within minutes by one person; refuses to judge what it says.

Most often it is a form sent again whose answer did not arrive, else advertising. Staff answer
fifty duplicates with the same sentence: that is their work.
"""

import unicodedata
from datetime import datetime, timedelta

from sqlalchemy import Select, select

from forum.accounts.models import User
from forum.cases.models import Post
from forum.core import limits
from forum.core.clock import now
from forum.core.db import db
from forum.core.errors import Invalid
from forum.core.i18n import _

WITHIN = timedelta(minutes=5)  # as Discourse: unique_posts_mins
AS_MANY = 60  # last posts of a person, which is what the table of limits allows in that time


class Repeated(Invalid):
    """Somebody wrote this very text a moment ago."""


def refuse_repetition(author: User, body: str) -> None:
    """Raise Repeated if `author` wrote the same as `body` within five minutes, in any case."""
    if author.is_team or not limits.are_on():
        return
    since, wanted = now() - WITHIN, gist(body)
    for post in db.session.execute(_last_posts(author, since)):
        if gist(post.body) == wanted:
            raise Repeated(
                _(
                    "You wrote this already a moment ago: post #%(position)s of case %(number)s. "
                    "If something is new, please write what.",
                    position=post.position,
                    number=post.case_number,
                ),
                "body",
            )


def gist(text: str) -> str:
    """The letters and digits of a text: case, white space and punctuation make no new one."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, folded)) or "".join(folded.split())


def _last_posts(author: User, since: datetime) -> Select:
    """By the index of author and id, so that it costs the same however much somebody wrote."""
    columns = select(Post.case_number, Post.position, Post.body, Post.created_at)
    last = columns.where(Post.author_id == author.id).order_by(Post.id.desc()).limit(AS_MANY)
    found = last.subquery("last")
    return select(found).where(found.c.created_at >= since)
