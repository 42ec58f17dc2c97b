"""The verb that brings in a whole thread with its times, as another system told it.

Nobody is told and nothing waits for a moderator: an import is the operator's word about the past.
Refuses to read files and to decide who the people are; that is intake's.
"""

from dataclasses import dataclass
from datetime import datetime

from forum.accounts.models import User
from forum.cases import clock, promises
from forum.cases.models import Case, Category, Post
from forum.cases.publishing import refresh_search
from forum.core.db import db
from forum.core.i18n import _
from forum.core.markdown import render
from forum.ledger.ledger import IMPORT, Draft, record
from forum.promises.actions import Promised
from forum.search.language import detect


@dataclass(frozen=True)
class FormerPost:
    """One message: who wrote it, when, and its text in our Markdown."""

    author: User
    at: datetime
    body: str


@dataclass(frozen=True)
class FormerCase:
    """A thread as it was elsewhere; `posts` in order of time, the first is the complaint.

    `source` and `key` together are its identity: the database refuses a second one. `via` is a
    code word for the way in which it reached the former system, or empty. `state` is what that
    system said of it: `open`, `solved` or `closed`.
    """

    source: str
    key: str
    title: str
    author: User
    posts: tuple[FormerPost, ...]
    state: str = "open"
    via: str = ""
    promised: tuple[Promised, ...] = ()  # what was promised to it there


def import_case(former: FormerCase, *, category: Category, kind: str) -> Case:
    """Make a case of a former one, public at once, with the waiting time that its posts tell."""
    opened_at = former.posts[0].at
    case = Case(
        title=former.title,
        author=former.author,
        category=category,
        kind=kind,
        language=detect(f"{former.title}\n{former.posts[0].body}"),
        channel="import",
        visibility="public",
        opened_at=opened_at,
        last_post_at=former.posts[-1].at,
        post_count=len(former.posts),
        pending_count=0,
        last_position=len(former.posts),
        waited_microseconds=0,
        source=former.source,
        source_key=former.key,
    )
    clock.set_status(case, "new", opened_at)
    db.session.add(case)
    db.session.flush()
    _write_posts(case, former)
    _record_opening(case, former)
    _let_the_clock_follow(case, former)
    _settle(case, former)
    fields = {"source": former.source, "posts": len(former.posts)}
    # What waits still joins its line now, with the time that it has waited elsewhere.
    since = case.last_post_at if former.promised else None
    clock.follow(case, cause=Draft("case.imported", IMPORT, fields), since=since)
    promises.break_past(case, is_history=True)
    refresh_search(case)
    return case


def _write_posts(case: Case, former: FormerCase) -> None:
    for position, told in enumerate(former.posts, 1):
        rendered = render(told.body)
        post = Post(
            case_number=case.number,
            position=position,
            author=told.author,
            author_role=told.author.role,
            body=told.body,
            html=rendered.html,
            renderer=rendered.version,
            created_at=told.at,
            published_at=told.at,
            visibility="public",
        )
        db.session.add(post)


def _let_the_clock_follow(case: Case, former: FormerCase) -> None:
    """An answer of staff stops the clock, the customer's next word lets it go on."""
    for position, told in enumerate(former.posts[1:], 2):
        if told.author.is_staff:
            case.first_answer_at = case.first_answer_at or told.at
            clock.stop(case, told.at)
            _tell_turn(case, former, position, "case.answered", "waiting_for_customer")
        elif told.author is former.author:
            clock.start(case, told.at)
            _tell_turn(case, former, position, "case.replied", "waiting_for_company")


def _tell_turn(case: Case, former: FormerCase, position: int, kind: str, status: str) -> None:
    """The record tells each turn, so that waits and promised times can be counted again."""
    at = former.posts[position - 1].at
    fields = {"post": position, "status": status}
    record(kind, actor=IMPORT, subject=case.number, fields=fields, at=at)
    promises.keep_pace(case, at, status=status, is_history=True)


def _record_opening(case: Case, former: FormerCase) -> None:
    fields = {"category": case.category.slug, "kind": case.kind, "channel": "import"}
    fields["language"] = case.language  # how old an account was elsewhere nobody knows
    if former.via:
        fields["via"] = former.via
    fields |= promises.give(case, former.promised)
    at = case.opened_at
    record("case.opened", actor=IMPORT, subject=case.number, fields=fields, at=at)


def _settle(case: Case, former: FormerCase) -> None:
    """The status in which the former system left the case, since its last post."""
    at = case.last_post_at
    if former.state == "solved":
        case.solved_by, case.solved_at = "import", at
        clock.set_status(case, "solved", at)
        fields = {"by": "import"}
        record("case.solved", actor=IMPORT, subject=case.number, fields=fields, at=at)
        promises.keep_pace(case, at, status="solved", is_history=True)
    elif former.state == "closed":
        # Closed is not solved: without a recorded solution the reason has to say so.
        case.declined_reason = _("Closed in the former system without a recorded solution.")
        clock.set_status(case, "declined", at)
        texts = {"reason": case.declined_reason}
        record("case.declined", actor=IMPORT, subject=case.number, texts=texts, at=at)
        promises.keep_pace(case, at, status="declined", is_history=True)
    else:
        waits_as = "waiting_for_company" if case.first_answer_at else "new"
        clock.set_status(case, waits_as, at)
