"""The verb that removes passages for good, from a post and from everything that repeats it.

Called by moderation, which decides and closes its own rows: notes of reports are a floor above,
and go through `Passages.remove_words` there. Changes nobody's place and no visibility.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import select

from forum.cases import traces
from forum.cases.bodies import set_body
from forum.cases.models import Case, Post, Revision
from forum.cases.publishing import refresh_search
from forum.core.db import db
from forum.core.errors import Invalid
from forum.core.i18n import _
from forum.core.markdown import plain_text, render
from forum.core.passages import MOST, REPLACEMENT, SHORTEST, Passages
from forum.core.text import TITLE_LIMIT
from forum.ledger.erasure import erase_texts
from forum.statements.rulings import Ruling


def redact_post(case: Case, *, post: Post, passages: list[str], ruling: Ruling) -> int:
    """Remove every occurrence of these passages from a post; returns the ledger entry's id.

    They go from its text, its former texts and, of the first post, the title; where they stand for
    themselves also from the other posts of the case, which may quote it. Each post that loses
    something is a decision of its own: an entry, and a statement to which its writer can object.
    Invalid for a passage that the post does not hold, or a public sentence that repeats it.
    """
    sought = Passages(passages)
    others, before = _others_in(case, post), _revisions_in(case)
    own = [post.body, *(one.body for one in before[post.id])]
    _check(sought, own + ([case.title] if post.position == 1 else []), ruling)
    former = {case.title, *(text for one in (post, *others) for text in (one.body, one.html))}
    is_title_gone = _take_out_of_title(case, sought, is_own=post.position == 1)
    _take_out(post, before[post.id], sought.remove)
    also = [one for one in others if _take_out(one, before[one.id], sought.remove_words)]
    if case.declined_reason:
        case.declined_reason = sought.remove_words(case.declined_reason)
    traces.rewrite(case, _everywhere(sought), former)
    erase_texts([case.number], lambda text: sought.remove_words(text) != text)
    entry = _decide(post, ruling, passages=len(sought.all))
    for one in also:
        repeating = replace(ruling, prompted_by="repeats")
        _decide(one, repeating, passages=len(sought.all), repeats=post.position)
    refresh_search(case)
    traces.purge_storage(case, is_title_gone=is_title_gone)
    return entry


def _decide(post: Post, ruling: Ruling, **fields: int) -> int:
    """The one entry and the one statement of reasons about a post that lost something."""
    draft = ruling.draft("post.redacted", post=post.position, **fields)
    entry = draft.record(post.case_number)
    about = {"case_number": post.case_number, "position": post.position}
    ruling.issue(entry, "redact", post.author_id, **about)
    return entry


def _check(sought: Passages, texts: list[str], ruling: Ruling) -> None:
    """Raise Invalid for what cannot be removed, or must not be said."""
    ruling.check()
    if not sought.all:
        raise Invalid(_("Mark the passage that has to go."), "passage")
    if len(sought.all) > MOST:
        raise Invalid(_("At most %(number)s passages go at once.", number=MOST), "passage")
    if len(sought.all[-1]) < SHORTEST:
        raise Invalid(
            _("A passage has at least %(number)s characters.", number=SHORTEST), "passage"
        )
    if sought.missing_in(texts):
        sentence = _("One of the passages does not stand in this post, or it is gone already.")
        raise Invalid(sentence, "passage")
    if sought.remove(ruling.sentence) != ruling.sentence:
        raise Invalid(_("The reason is public: it must not repeat the passage."), "reason")


def _everywhere(sought: Passages) -> Callable[[str], str]:
    """How a text is changed of which nobody knows whether it is source or finished html.

    What still shows a passage, because markup stands in the middle of it, goes as a whole.
    """
    shown = Passages(plain_text(render(one).html) for one in sought.all)

    def change(text: str) -> str:
        left = sought.remove_words(text)
        seen = plain_text(left)
        return left if shown.remove_words(seen) == seen else REPLACEMENT

    return change


def _others_in(case: Case, post: Post) -> list[Post]:
    where = (Post.case_number == case.number, Post.id != post.id)
    return list(db.session.scalars(select(Post).where(*where).order_by(Post.position)))


def _revisions_in(case: Case) -> defaultdict[int, list[Revision]]:
    """What the posts of a case said before, by their ids."""
    found = defaultdict(list)
    posts = select(Post.id).where(Post.case_number == case.number)
    for revision in db.session.scalars(select(Revision).where(Revision.post_id.in_(posts))):
        found[revision.post_id].append(revision)
    return found


def _take_out_of_title(case: Case, sought: Passages, *, is_own: bool) -> bool:
    """Whether the title has changed; the replacement may be longer than what it stands for."""
    former = case.title
    case.title = (sought.remove if is_own else sought.remove_words)(former)[:TITLE_LIMIT]
    return case.title != former


def _take_out(post: Post, before: list[Revision], remove: Callable[[str], str]) -> bool:
    """Whether anything was removed from what the post says, has said or is hidden for."""
    is_changed = False
    if (body := remove(post.body)) != post.body:
        set_body(post, body)
        is_changed = True
    for revision in before:
        if (body := remove(revision.body)) != revision.body:
            revision.body = body
            is_changed = True
    if post.hidden_because:
        post.hidden_because = remove(post.hidden_because)
    return is_changed
