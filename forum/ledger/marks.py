"""Marks by which entries of a person or of a rule are found, each with every other filter; pure.

Kind and role are columns of an entry, and an index over each of their combinations finds them. A
rule stands inside the canonical form, and what one person decided is spread over all kinds: such
an entry therefore bears one mark for each combination that it can be asked for by.
"""

from itertools import product


def mark(*, rule: str = "", actor: str = "", kind: str = "", role: str = "") -> str:
    """The mark of the entries that have all of these; none of the parts can hold a `/`."""
    return "/".join((rule, actor, kind, role))


def marks_of(*, kind: str, role: str, actor: str, rule: str) -> list[str]:
    """Every mark of one entry; none at all where neither a rule nor a pseudonym is named."""
    if not (rule or actor):
        return []
    parts = [sorted({"", part}) for part in (rule, actor, kind, role)]
    return [
        mark(rule=one, actor=who, kind=what, role=which)
        for one, who, what, which in product(*parts)
        if one or who
    ]
