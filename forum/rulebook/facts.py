"""The closed list of what a rule may see of a case; refuses authors, wording and channels.

A rule cannot name anything that does not stand here, so there is nothing by which the known or the
loud could be preferred (promise 3).
"""

from dataclasses import dataclass

FLAG, NUMBER, CHOICE = "flag", "number", "choice"


@dataclass(frozen=True)
class Fact:
    """One fact: its name in rules and ledger, what it is, and for a choice which values it has.

    The values of `category` are the operator's own and stand in no list here.
    """

    name: str
    sort: str
    values: tuple[str, ...] = ()


_LIST = (
    Fact("category", CHOICE),
    Fact("kind", CHOICE, ("outage", "fault", "billing", "contract", "question", "idea")),
    Fact("total_outage", FLAG),
    Fact("emergency_call_impossible", FLAG),
    Fact("health_dependent", FLAG),
    Fact("affected_count", NUMBER),
    Fact("reopened_count", NUMBER),
    Fact("promise_broken", FLAG),
    Fact("contract_class", CHOICE, ("private", "business")),
)
FACTS: dict[str, Fact] = {fact.name: fact for fact in _LIST}

OPERATORS = {
    FLAG: ("is",),
    NUMBER: ("at_least", "at_most"),
    CHOICE: ("is", "is_not"),
}
LARGEST_COUNT = 1_000_000  # nobody has more customers affected by one fault
