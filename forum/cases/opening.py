"""What the record is told of a case when it is opened, for the figures of fairness alone.

Plain values that no rule may see: they say whether one language, channel or age of accounts waits
longer than another. Refuses names, texts and everything by which a person could be found.
"""

from forum.cases.models import Case
from forum.cases.rules import is_new_account


def told_of(case: Case) -> dict:
    """Channel, language, and whether its author's account was new at that moment."""
    created_at = case.author.created_at
    return {
        "channel": case.channel,
        "language": case.language,
        "is_new_account": is_new_account(created_at=created_at, at=case.opened_at),
    }
