"""The public history of a post as steps with their differences; pure."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from forum.cases.models import Post, Revision
from forum.core.diff import word_diff


@dataclass(frozen=True)
class Step:
    """One public edit: when it was made and what it changed."""

    at: datetime
    difference: Markup


def steps_of(post: Post, revisions: list[Revision]) -> list[Step]:
    """The edits of a post, newest first; `revisions` are its former texts, oldest first."""
    texts = [*(revision.body for revision in revisions), post.body]
    return [
        Step(revision.replaced_at, word_diff(before, after))
        for revision, before, after in zip(revisions, texts[:-1], texts[1:], strict=True)
    ][::-1]
