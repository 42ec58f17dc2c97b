"""What one page of a thread shows, as plain values for the template: posts, timeline, people.

Refuses HTML and decisions about rights; what a reader may not see never gets in here.
"""

from collections import deque
from dataclasses import dataclass, field
from datetime import date, datetime

from flask import url_for
from flask_babel import format_date

from forum.accounts.readers import Reader
from forum.cases import timeline, words
from forum.cases.access import leaves_trace, may_read_post
from forum.cases.cards import is_confirmed
from forum.cases.models import Case, Post
from forum.cases.thread_pages import post_url
from forum.core.excerpt import excerpt
from forum.core.house_time import HOUSE_TIME
from forum.core.i18n import language
from forum.core.markdown import plain_text
from forum.ledger.queries import Entry
from forum.statements.grounds import GROUNDS

EXCERPT = 90  # characters of a post in the conversation view
DEEPEST = 8  # answers to answers that are drawn further in; what goes on stays at that depth

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
    "case.merged": "duplicate",
    "case.absorbed": "duplicate",
    "case.unmerged": "back",
    "case.parted": "back",
    "case.split": "move",
    "case.split_off": "move",
    "post.hidden": "hidden",
    "post.redacted": "erase",
    "case.locked": "lock",
    "case.unlocked": "back",
    "appeal.decided": "scales",
    "post.removed": "hidden",
    "post.approved": "check",
    "post.edited": "edit",
    "queue.granted": "ahead",
    "queue.out_of_turn": "warning",
    "queue.claimed": "badge",
    "queue.released": "back",
    "case.promise_broken": "warning",
    "private.vanished": "hidden",
    "goodwill.granted": "gift",
    "precedent.granted": "gift",
    "precedent.refused": "declined",
}
_WEIGHTY = {
    "case.solved",
    "case.declined",
    "case.reopened",
    "post.hidden",
    "post.redacted",
    "appeal.decided",
    "case.closed",
    "case.merged",
    "case.unmerged",
    "queue.out_of_turn",
    "goodwill.granted",
    "precedent.granted",
    "precedent.refused",
}


@dataclass(frozen=True)
class Reference:
    """The post that another one answers."""

    position: int
    author_name: str | None
    url: str


@dataclass(frozen=True)
class PostItem:
    """One post as this reader sees it; for a stub only position, state and reason are filled."""

    position: int
    at: datetime
    state: str  # shown pending hidden stub moved
    id: int = 0
    author_name: str = ""
    author_role: str = "customer"
    is_case_author: bool = False
    is_own: bool = False
    created_at: datetime | None = None
    edited_at: datetime | None = None
    reply_to: Reference | None = None
    is_solution: bool = False
    is_confirmed: bool = False  # that the case is solved, by more than the word of staff
    solution_words: str = ""
    body_html: str = ""
    hidden_reason: str | None = None
    ground: tuple[str, str] | None = None  # of its hiding: code and words
    language: str = ""
    history_url: str = ""
    moved_to: int | None = None  # the case of its own in which it stands now
    moved_url: str = ""
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
    shows_moment: bool = True
    is_post = False


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
    """Posts and decisions of one page in order of time, and who talks with whom there."""

    items: list
    conversation: list[Node]
    shown: int  # posts that this reader can read


def thread_of(
    case: Case,
    posts: list[Post],
    entries: list[Entry],
    names: dict[str, str],
    viewer: Reader,
    after: int = 0,
) -> Thread:
    """Put in order for `viewer` what stands on the page that begins after the position `after`.

    `posts` may hold earlier ones too, which are answered here; `names` are those of the categories.
    """
    readable = {post.position: post for post in posts if may_read_post(viewer, post)}
    here = [post for post in posts if post.position > after and leaves_trace(viewer, post)]
    items = [_item(case, post, readable, viewer) for post in here]
    told = [one for one in entries if not timeline.is_silent(one)]
    decisions = [_entry(one, names) for one in told if not timeline.is_private(one)]
    decisions += _private_days([one for one in told if timeline.is_private(one)])
    shown = [post for post in here if post.position in readable]
    return Thread(_in_order(items, decisions), _conversation(shown), len(shown))


def _in_order(posts: list[PostItem], decisions: list[EntryItem]) -> list:
    """Posts by position, even if a clock was set back; each decision after what came before it."""
    items: list[PostItem | EntryItem] = []
    waiting = deque(sorted(decisions, key=lambda decision: decision.at))
    for post in posts:
        while waiting and waiting[0].at < post.at:
            items.append(waiting.popleft())
        items.append(post)
    return [*items, *waiting]


def _item(case: Case, post: Post, readable: dict[int, Post], viewer: Reader) -> PostItem:
    if post.visibility == "moved":
        assert post.moved_to_case is not None and post.moved_to_position is not None
        url = post_url(post.moved_to_case, post.moved_to_position)
        return PostItem(
            post.position, post.created_at, "moved", moved_to=post.moved_to_case, moved_url=url
        )
    if post.position not in readable:
        return PostItem(
            post.position,
            post.created_at,
            "stub",
            hidden_reason=post.hidden_because,
            ground=_ground(post),
        )
    answered = readable.get(post.reply_to or 0)  # positions begin at 1
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
        reply_to=_reference(answered) if answered else None,
        is_solution=post.is_solution,
        is_confirmed=is_confirmed(case),
        solution_words=words.mark_sentence(case) if post.is_solution else "",
        body_html=post.html,
        hidden_reason=post.hidden_because,
        ground=_ground(post),
        language=case.language,
        history_url=url_for("cases.history", number=case.number, position=post.position),
    )


def _ground(post: Post) -> tuple[str, str] | None:
    code = post.hidden_ground or ""
    found = GROUNDS.get(code)
    return (code, str(found.words)) if found else None


def _entry(entry: Entry, names: dict[str, str]) -> EntryItem:
    return EntryItem(
        at=entry.at,
        sentence=timeline.sentence(entry, names),
        actor=timeline.actor_words(entry),
        reason=entry.texts.get("reason"),
        icon=_ICONS.get(entry.kind, "dot"),
        is_weighty=entry.kind in _WEIGHTY,
    )


def _private_days(entries: list[Entry]) -> list[EntryItem]:
    """One line for all that was said in private on a day; nobody reads who, when or what."""
    days: dict[date, list[Entry]] = {}
    for entry in entries:
        days.setdefault(entry.at.astimezone(HOUSE_TIME).date(), []).append(entry)
    return [
        EntryItem(
            at=told[0].at,
            sentence=timeline.private_exchange(
                sum(one.fields.get("messages", 1) for one in told),
                format_date(day, "d. MMMM y" if language() == "de" else "d MMMM y"),
            ),
            actor="",
            reason=None,
            icon="lock",
            is_weighty=False,
            shows_moment=False,
        )
        for day, told in days.items()
    ]


def _reference(answered: Post) -> Reference:
    url = post_url(answered.case_number, answered.position)
    return Reference(answered.position, answered.author.name, url)


def _conversation(posts: list[Post]) -> list[Node]:
    """The posts as a tree by what they answer; what answers nothing here stands at the root.

    A chain of answers can be as long as the thread: below a certain depth it hangs side by side.
    """
    nodes: dict[int, tuple[Node, int]] = {}  # what an answer hangs on, and how deep
    roots: list[Node] = []
    for post in posts:
        text = excerpt(plain_text(post.html), EXCERPT)
        node = Node(post.position, post.author.name, post.author_role, text)
        above, depth = nodes.get(post.reply_to or 0, (None, 0))
        (above.replies if above else roots).append(node)
        # What answers a post at the last depth hangs on the same one as that post.
        if above is None or depth < DEEPEST:
            above, depth = node, depth + 1
        nodes[post.position] = (above, depth)
    return roots
