"""The verb of leaving: each room forgets its part, then one entry says that somebody was erased.

The entry does not say who. Refuses request, commit and rendering.
"""

from collections.abc import Callable, Collection

from sqlalchemy import select, update

from forum.accounts import erasure, queries
from forum.accounts.models import AccessToken, MailedLink, SignIn, User
from forum.cases import annex_erasure as annex
from forum.cases import outcome_erasure, removal_actions, traces
from forum.cases.models import Case, Post
from forum.core import drafts, once, purge
from forum.core.db import db
from forum.core.passages import Passages
from forum.incidents import erasure as incidents
from forum.knowledge import erasure as knowledge
from forum.ledger.erasure import erase_texts
from forum.ledger.ledger import Actor, record
from forum.moderation.models import Report
from forum.notifications.actions import forget_person
from forum.notifications.models import MailChoice
from forum.precedents import erasure as precedents
from forum.statements import erasure as statements

TABLES = (
    *(*traces.TABLES, *annex.TABLES),
    *(User, SignIn, AccessToken, MailedLink, MailChoice, Report),
)
SHORTEST_NAME = 4  # letters; a shorter one is too often an ordinary word of a public reason


def erase_account(user: User, *, with_texts: bool, actor: Actor | None = None) -> int:
    """Forget who this person was, and their texts if so wished; returns the entry's id.

    What they wrote stays under "deleted account" otherwise. What others counted with them ("me
    too") stays counted: the row points to an account in which nothing is left.
    """
    actor = actor or Actor.of(user)
    about_them = _cases_of(user)
    if with_texts:
        removal_actions.remove_texts_of(user, actor=actor)
    _forget_what_was_sent(user)
    known = Passages(one for one in _known_by(user) if len(one) >= SHORTEST_NAME)
    _take_out_of_reasons(known, about_them)
    traces.rewrite_statements(about_them, known.remove_words)
    knowledge.rewrite(about_them, known.remove_words)
    incidents.rewrite(about_them, known.remove_words)
    statements.forget_person(user, known.remove_words)
    said = {"note": "", "passage": None}
    db.session.execute(update(Report).where(Report.reporter_id == user.id).values(**said))
    precedents.forget_person(user, known.remove_words, about_them)
    annex.forget_person(user)
    outcome_erasure.rewrite(about_them, known.remove_words)
    outcome_erasure.forget_person(user)
    forget_person(user)
    erasure.empty_account(user)
    purge.forget(TABLES)
    fields = {"texts": "removed" if with_texts else "kept"}
    return record("account.erased", actor=actor, fields=fields)


def _cases_of(user: User) -> list[int]:
    """Where this person has written: there a reason may name them."""
    numbers = select(Post.case_number).where(Post.author_id == user.id).distinct()
    return sorted(db.session.scalars(numbers))


def _forget_what_was_sent(user: User) -> None:
    """Keys and answers of their own requests, their name in answers to others, their drafts."""
    for scope in (f"api:{user.id}", once.scope_of(user)):
        once.forget_of(scope)
    for known in _known_by(user):
        once.rewrite(_emptied(known), known)
    drafts.forget_of(queries.keys_of_sign_ins(user), _known_by(user))


def _emptied(known: str) -> Callable[[str], str]:
    return lambda text: "" if text == known else text


def _take_out_of_reasons(known: Passages, numbers: Collection[int]) -> None:
    """Public reasons about their cases that name them."""
    erase_texts(numbers, lambda text: known.remove_words(text) != text)
    for case in db.session.scalars(select(Case).where(Case.number.in_(numbers))):
        if case.declined_reason:
            case.declined_reason = known.remove_words(case.declined_reason)
    hidden = (Post.case_number.in_(numbers), Post.hidden_because.is_not(None))
    for post in db.session.scalars(select(Post).where(*hidden)):
        post.hidden_because = known.remove_words(post.hidden_because or "")


def _known_by(user: User) -> tuple[str, str]:
    return user.own_name, user.email
