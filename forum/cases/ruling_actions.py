"""Verbs of moderators about a whole case (move, lock, rating) and what a published rule decides.

Called by moderation, which asks for ground and sentence; refuses request, commit and rendering.
"""

from forum.cases import clock, outcome_erasure
from forum.cases.facts import category_of, facts_of
from forum.cases.models import Case, Category
from forum.cases.outcome_models import Rating
from forum.cases.publishing import refresh_search
from forum.core.errors import Refused
from forum.core.i18n import _, force_locale
from forum.queue import actions as queue
from forum.statements import actions as statements
from forum.statements.queries import last_about
from forum.statements.rulings import Ruling


def move_case(case: Case, *, category: Category, ruling: Ruling) -> None:
    """Put a case where it belongs; it waits on in its new line with the clock it has."""
    if category.id == case.category_id:
        raise Refused(_("The case is in this category already."))
    former = category_of(case)
    cause = ruling.draft("case.moved", **{"from": former.slug, "to": category.slug})
    case.category_id = category.id
    entry_id = queue.move(case.number, lane=category.lane, facts=facts_of(case), cause=cause)
    ruling.issue(entry_id, "move", case.author_id, case_number=case.number)
    refresh_search(case)


def lock_case(case: Case, *, ruling: Ruling) -> None:
    """From now on only its author and staff write in a case; its place in the queue stays."""
    if case.is_locked:
        raise Refused(_("The case is locked already."))
    entry_id = clock.follow(case, cause=ruling.draft("case.locked"))
    case.is_locked = True
    ruling.issue(entry_id, "lock", case.author_id, case_number=case.number)


def unlock_case(case: Case, *, ruling: Ruling) -> None:
    """Everybody may write in a case again."""
    if not case.is_locked:
        raise Refused(_("The case is not locked."))
    entry_id = clock.follow(case, cause=ruling.draft("case.unlocked"))
    case.is_locked = False
    statements.take_back(last_about(case.number, None, ("lock",)))
    ruling.issue(entry_id, "unlock", case.author_id, case_number=case.number)


def take_out_rating(case: Case, *, rating: Rating, ruling: Ruling) -> None:
    """Remove the sentence beside a rating for good; the number stays, for it breaks no rule."""
    if not rating.sentence:
        raise Refused(_("Beside this rating there is no sentence any more."))
    entry_id = ruling.draft("case.rating_taken_out").record(case.number)
    outcome_erasure.take_out(case.number, rating.sentence)
    ruling.issue(entry_id, "rating", case.author_id, case_number=case.number)


def held_by_rule(reason: str, language: str) -> Ruling:
    """What a rule says to somebody whose changed post waits again, in their language."""
    with force_locale(language):
        ground, sentence = {
            "links": ("advertising", _("Your change brings in three or more links.")),
            "personal_data": ("personal_data", _("Your change may hold personal data.")),
            "limited": ("repeated", _("At present all that you write is looked at first.")),
        }.get(reason, ("no_breach", _("Your change is looked at before it becomes public.")))
    return Ruling(None, ground, sentence, "rule")
