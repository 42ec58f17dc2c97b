"""What another rulebook would have changed in a month; reads stored services, changes nothing."""

from forum.fairness.values import WhatIf
from forum.rulebook.rules import Rulebook


def compare(month: str, rulebook: Rulebook) -> WhatIf:
    """The month's services under this rulebook: same moments, hand-given head starts kept."""
    raise NotImplementedError
