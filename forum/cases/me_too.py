"""What somebody who says "me too" is told about what follows; refuses to count them."""

from forum.cases.models import Case
from forum.core.i18n import _, _n
from forum.rulebook.queries import rulebook_in_force
from forum.rulebook.rules import Rule
from forum.rulebook.words import span


def what_follows(case: Case) -> str:
    """They are counted, they hear what becomes of it, and from how many on a rule applies."""
    told = _(
        "You are counted as affected. You are told on your page and by mail when the company "
        "answers and when the case ends; you need no case of your own."
    )
    rule, least = _rule_about_many()
    return f"{told} {_about(rule, least, case.affected_count)}" if rule else told


def _about(rule: Rule, least: int, affected: int) -> str:
    values = {"rule": rule.code, "ahead": span(rule.minutes), "least": least}
    if affected >= least:
        return _n(
            "With %(num)s other affected rule %(rule)s applies: the case counts as if it had come "
            "%(ahead)s earlier.",
            "With %(num)s others affected rule %(rule)s applies: the case counts as if it had come "
            "%(ahead)s earlier.",
            affected,
            **values,
        )
    return _n(
        "There is %(num)s other affected; from %(least)s on rule %(rule)s applies, and the case "
        "counts as if it had come %(ahead)s earlier.",
        "There are %(num)s others affected; from %(least)s on rule %(rule)s applies, and the case "
        "counts as if it had come %(ahead)s earlier.",
        affected,
        **values,
    )


def _rule_about_many() -> tuple[Rule | None, int]:
    """The rule in force that many affected people fulfil by their number alone, or None."""
    for rule in rulebook_in_force().rules:
        if not rule.is_in_force or (rule.match == "all" and len(rule.conditions) != 1):
            continue
        for one in rule.conditions:
            if one.fact == "affected_count" and one.operator == "at_least":
                return rule, int(one.value)
    return None, 0
