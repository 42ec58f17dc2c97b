"""Verbs of the facts a rule may see: one has changed, a declared one is corrected.

The head start of the case follows the rules in force, and the record says what changed.
"""

from forum.accounts.models import User
from forum.cases import news
from forum.cases.facts import facts_of
from forum.cases.models import Case
from forum.core.errors import Invalid, Refused
from forum.core.i18n import _
from forum.ledger.ledger import Actor, Draft
from forum.queue import actions as queue

DECLARED = (  # by whoever opened the case; their columns
    "kind",
    "is_total_outage",
    "is_emergency_call_impossible",
    "is_health_dependent",
    "contract_class",
)


def change_facts(case: Case, cause: Draft) -> None:
    """A fact of the case has changed: recorded, and its head start follows the rules."""
    queue.change_facts(case.number, facts=facts_of(case), cause=cause)


def correct_facts(case: Case, *, facts: dict, moderator: User, reason: str) -> None:
    """Correct what was declared about a case; the reason is public. `facts` by column.

    Raises Invalid without a reason, Refused where nothing would change.
    """
    if not reason.strip():
        raise Invalid(_("Correcting the facts needs a public reason."), "reason")
    changed = {name: facts[name] for name in DECLARED if facts[name] != getattr(case, name)}
    if not changed:
        raise Refused(_("These are the facts that the case has already."))
    for name, value in changed.items():
        setattr(case, name, value)
    cause = Draft("case.facts_corrected", Actor.of(moderator), texts={"reason": reason})
    change_facts(case, cause)
    news.tell_author(case, "case.facts_corrected", reason=reason)
