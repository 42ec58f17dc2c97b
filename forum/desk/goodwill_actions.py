"""Verbs of staff who grant something or decide a claim: the post, the record, the decision.

Each is service like any answer: `add_post` asks whose turn it is before anything else. Refuses
request, current_user, commit and rendering.
"""

from dataclasses import dataclass
from datetime import datetime

from forum.accounts.models import User
from forum.cases.actions import add_post
from forum.cases.models import Case, Post
from forum.cases.personal_choice import NOT_PERSONAL, Choice, PersonalData
from forum.cases.solution_actions import mark_solution
from forum.core.i18n import _, force_locale
from forum.notifications.actions import notify
from forum.precedents import actions as precedents
from forum.precedents.models import Precedent, PrecedentClaim
from forum.precedents.rules import Terms, day_of
from forum.precedents.words import day_words, public_number


@dataclass(frozen=True)
class Answer:
    """The post with which staff tell the customer, and what follows from it."""

    body: str
    then: str = "answer"
    next_word_by: datetime | None = None
    personal: Choice | None = None


def give(case: Case, *, staff: User, terms: Terms, answer: Answer) -> Precedent:
    """Grant something beyond the contract: the post says it here, the precedent to everybody.

    Raises OutOfTurn or Taken like any answer, PersonalData while the choice is open.
    """
    post = _tell(case, staff, answer)
    return _record(case, post, staff, terms)


def record_what_was_given(case: Case, *, post: Post, staff: User, terms: Terms) -> Precedent:
    """Record a post of staff as the goodwill that it was; it is there already, nobody is served."""
    return _record(case, post, staff, terms)


def grant_claim(claim: PrecedentClaim, *, case: Case | None, staff: User, answer: Answer) -> None:
    """Give a claimant the same, with a post in their case.

    Where nothing can be written in it any more (merged, hidden), they are told beside it.
    """
    precedents.require_open(claim)
    post = _tell(case, staff, answer) if case else None
    precedents.grant_claim(claim, staff=staff, position=post.position if post else None)
    _tell_beside(claim, post)


def refuse_claim(claim: PrecedentClaim, *, case: Case | None, staff: User, reason: str) -> None:
    """Say no with a reason, which everybody reads and the claimant gets as an answer."""
    precedents.require_open(claim)
    post = _tell(case, staff, Answer(_refusal(case, claim, reason))) if case else None
    position = post.position if post else None
    precedents.refuse_claim(claim, staff=staff, reason=reason, position=position)
    _tell_beside(claim, post)


def proposed_answer(case: Case | None, precedent: Precedent) -> str:
    """What stands in the form at first for a claim that is granted, in the case's language."""
    with force_locale(case.language if case else precedent.language):
        return _(
            "You get the same as in precedent %(number)s: %(what)s",
            number=public_number(precedent.id),
            what=precedent.what,
        )


def _refusal(case: Case, claim: PrecedentClaim, reason: str) -> str:
    with force_locale(case.language):
        sentence = _(
            "Your claim on precedent %(number)s of %(day)s is refused.",
            number=public_number(claim.precedent_id),
            day=day_words(day_of(claim.claimed_at)),
        )
    return f"{sentence}\n\n{reason}"


def _tell(case: Case, staff: User, answer: Answer) -> Post:
    """Write the post; it is public at once, since what goes with it is."""
    choice = answer.personal
    if choice and choice.what == NOT_PERSONAL:
        choice = Choice(None, choice.seen)
    try:
        post = add_post(
            case,
            author=staff,
            body=answer.body,
            then=answer.then,
            next_word_by=answer.next_word_by,
            personal=choice,
        )
    except PersonalData as found:
        found.choices = tuple(one for one in found.choices if one != NOT_PERSONAL)
        raise
    if answer.then == "solve":
        mark_solution(case, post=post, person=staff)
    return post


def _record(case: Case, post: Post, staff: User, terms: Terms) -> Precedent:
    return precedents.record_goodwill(
        terms,
        case_number=case.number,
        position=post.position,
        category=case.category.slug,
        language=case.language,
        staff=staff,
    )


def _tell_beside(claim: PrecedentClaim, post: Post | None) -> None:
    """A claim that no post could answer is answered on the claimant's own page."""
    if post is None:
        values: dict[str, object] = {"number": claim.case_number}
        values |= {"reason": claim.reason} if claim.reason else {}
        kind = f"precedent.{claim.outcome}"
        path = f"/precedents/{claim.precedent_id}"
        notify([claim.claimant_id], kind, path=path, values=values)
