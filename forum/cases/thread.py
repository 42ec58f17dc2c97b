"""What the thread of a case shows, as plain values for the template: posts, timeline, people.

Refuses HTML and decisions about rights; what a reader may not see never gets in here.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from flask import url_for

from forum.cases import timeline
from forum.cases.models import Case, Post
from forum.core.excerpt import excerpt
from forum.core.markdown import plain_text
from forum.ledger.queries import Entry

EXCERPT = 90  # characters of a post in the conversation view

_ICONS = {
    "case.solved": "solved",
    "case.confirmed": "solved",
    "case.closed": "closed",
    "case.declined": "declined",
    "case.reopened": "back",
    "case.moved": "move",
    "case.answered": "waiting_for_customer",
    "case.replied": "waiting_for_company",
    "case.waits_again": "waiting_for_company",
    "case.in_progress": "in_progress",
    "post.hidden": "hidden",
    "post.approved": "check",
    "post.edited": "edit",
}
_WEIGHTY = {"case.solved", "case.declined", "case.reopened", "post.hidden", "case.closed"}


@dataclass(frozen=True)
class Reference:
    """The post that another one answers."""

    position: int
    author_name: str | None


@dataclass(frozen=True)
class PostItem:
    """One post as this reader sees it; for a stub only position, state and reason are filled."""

    position: int
    at: datetime
    state: str  # shown pending hidden stub_pending stub_hidden
    id: int = 0
    author_name: str = ""
    author_role: str = "customer"
    is_case_author: bool = False
    is_own: bool = False
    created_at: datetime | None = None
    edited_at: datetime | None = None
    reply_to: Reference | None = None
    is_solution: bool = False
    body_html: str = ""
    hidden_reason: str | None = None
    language: str = ""
    history_url: str = ""
    is_post = True


@dataclass(frozen=True)
class EntryItem:
    """One decision between the posts."""

    at: datetime
    sentence: str
    actor: str
    reason: str | None
    icon: str
    is_weighty: bool
    is_post = False


@dataclass(frozen=True)
class Participant:
    """Somebody who wrote in the thread, and how often."""

    name: str
    role: str
    is_author: bool
    posts: int


@dataclass
class Node:
    """A post in the conversation view with the posts that answer it."""

    position: int
    author_name: str
    author_role: str
    excerpt: str
    replies: list = field(default_factory=list)


@dataclass(frozen=True)
class Thread:
    """Posts and decisions in order of time, and who talks with whom."""

    items: list
    participants: list[Participant]
    conversation: list[Node]
    shown: int  # posts that this reader can read


def thread_of(
    case: Case, posts: list[Post], entries: list[Entry], names: dict[str, str], viewer
) -> Thread:
    """Put posts and entries in order for `viewer`, who may be a visitor."""
    readable = {post.position: post for post in posts if _may_read(viewer, post)}
    # Stubs of pending posts would tell how much advertising arrives; only hidden ones leave one.
    listed = [post for post in posts if post.position in readable or post.visibility == "hidden"]
    items = [_item(case, post, readable, viewer) for post in listed]
    items += [_entry(entry, names) for entry in entries if not timeline.is_silent(entry)]
    items.sort(key=lambda item: (item.at, not item.is_post))
    public = [post for post in posts if post.visibility == "public"]
    return Thread(items, _participants(case, public), _conversation(readable), len(readable))


def _may_read(viewer, post: Post) -> bool:
    if post.visibility == "public":
        return True
    return viewer.is_authenticated and (viewer.id == post.author_id or viewer.is_moderator)


def _item(case: Case, post: Post, readable: dict[int, Post], viewer) -> PostItem:
    if post.position not in readable:
        return PostItem(
            post.position, post.created_at, "stub_hidden", hidden_reason=post.hidden_because
        )
    answered = readable.get(post.reply_to)
    return PostItem(
        position=post.position,
        at=post.created_at,
        state="shown" if post.visibility == "public" else post.visibility,
        id=post.id,
        author_name=post.author.name,
        author_role=post.author_role,
        is_case_author=post.author_id == case.author_id,
        is_own=viewer.is_authenticated and viewer.id == post.author_id,
        created_at=post.created_at,
        edited_at=post.edited_at,
        reply_to=Reference(answered.position, answered.author.name) if answered else None,
        is_solution=post.is_solution,
        body_html=post.html,
        hidden_reason=post.hidden_because,
        language=case.language,
        history_url=url_for("cases.history", number=case.number, position=post.position),
    )


def _entry(entry: Entry, names: dict[str, str]) -> EntryItem:
    return EntryItem(
        at=entry.at,
        sentence=timeline.sentence(entry, names),
        actor=timeline.actor_words(entry),
        reason=entry.texts.get("reason"),
        icon=_ICONS.get(entry.kind, "dot"),
        is_weighty=entry.kind in _WEIGHTY,
    )


def _participants(case: Case, posts: list[Post]) -> list[Participant]:
    counts = Counter(post.author_id for post in posts)
    people = {post.author_id: post.author for post in posts}
    return [
        Participant(people[id].name, people[id].role, id == case.author_id, count)
        for id, count in counts.most_common()
    ]


def _conversation(readable: dict[int, Post]) -> list[Node]:
    """The posts as a tree by what they answer; what answers nothing stands at the root."""
    nodes, roots = {}, []
    for position, post in readable.items():
        text = excerpt(plain_text(post.html), EXCERPT)
        node = nodes[position] = Node(position, post.author.name, post.author_role, text)
        above = nodes.get(post.reply_to)
        (above.replies if above else roots).append(node)
    return roots
