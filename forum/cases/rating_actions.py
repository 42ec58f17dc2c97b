"""The verb of rating: a number and a sentence by the author; refuses to touch anybody's place."""

from forum.accounts.models import User
from forum.cases.actions import why_held
from forum.cases.models import Case
from forum.cases.outcome_models import Rating
from forum.cases.rating_queries import last_rating
from forum.cases.rating_rules import SCORES, SENTENCE_LIMIT, may_be_rated
from forum.core.clock import now
from forum.core.db import db
from forum.core.errors import Invalid, NotAllowed, Refused
from forum.core.forms import what_is_personal
from forum.core.i18n import _
from forum.core.markdown import render
from forum.ledger.ledger import Actor, record


def rate_case(case: Case, *, author: User, score: int, sentence: str = "") -> Rating | None:
    """Rate what was done; it can be changed for ever, and every rating given stays.

    None where it says what the last one says. Only the author; Refused before anything was done.
    The sentence is public at once: Invalid with personal data in it, or from somebody whose posts
    a moderator looks at first. It is no fact for any rule.
    """
    _check(case, author, score, sentence)
    last = last_rating(case.number)
    if last and (last.score, last.sentence) == (score, sentence):
        return None
    at = now()
    entry_id = record(
        "case.rated",
        actor=Actor.of(author),
        subject=case.number,
        fields={"score": score},
        texts={"sentence": sentence},
    )
    given = Rating(
        case_number=case.number,
        score=score,
        sentence=sentence,
        at=at,
        solved_at=case.solved_at,
        entry_id=entry_id,
        is_taken_out=False,
    )
    db.session.add(given)
    case.rating_score, case.rated_at = score, at
    return given


def _check(case: Case, author: User, score: int, sentence: str) -> None:
    if author.id != case.author_id:
        raise NotAllowed(_("Only the author of the case can rate it."))
    if not may_be_rated(status=case.status, first_answer_at=case.first_answer_at):
        raise Refused(_("You can rate this case once it has been answered."))
    if score not in SCORES:
        raise Invalid(_("A rating is a number from 1 to 5."), "score")
    if len(sentence) > SENTENCE_LIMIT:
        raise Invalid(_("At most %(limit)s characters fit here.", limit=SENTENCE_LIMIT), "sentence")
    is_looked_at = author.is_suspended or why_held(author, render(sentence).html)
    if sentence and is_looked_at:
        raise Invalid(
            _("At present you cannot write in public without a look: give the number alone."),
            "sentence",
        )
    if refusal := what_is_personal(sentence):
        raise Invalid(refusal, "sentence")
