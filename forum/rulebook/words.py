"""The words for facts, conditions, head starts and objections; refuses decisions."""

from collections.abc import Mapping

from forum.core.i18n import _, _n, _p
from forum.rulebook.facts import FACTS, FLAG
from forum.rulebook.rules import CAP_AT_MOST, Condition, Objection, Rule


def fact_words() -> dict[str, str]:
    """fact → its name, of the whole closed list in its order."""
    words = {
        "category": _p("fact", "Category"),
        "kind": _p("fact", "Kind of case"),
        "total_outage": _p("fact", "Total outage of the service"),
        "emergency_call_impossible": _p("fact", "Emergency calls impossible"),
        "health_dependent": _p("fact", "Health or an assistive device depends on it"),
        "affected_count": _p("fact", "Others affected"),
        "reopened_count": _p("fact", "Times reopened"),
        "promise_broken": _p("fact", "A promised time was broken"),
        "contract_class": _p("fact", "Kind of contract"),
    }
    return {name: words[name] for name in FACTS}


def never_facts() -> list[str]:
    """What no rule can see, since there is no fact for it."""
    return [
        _p("never", "who the author is, and how well known"),
        _p("never", "how many people follow or read the author"),
        _p("never", "how the text is worded: its length, capitals, exclamation marks or threats"),
        _p("never", "how often somebody writes: a reminder moves nothing"),
        _p("never", "through which channel the case came"),
        _p("never", "what standing or history the author has in this forum"),
    ]


def value_words() -> dict[tuple[str, str], str]:
    """(fact, value) → word, for the facts whose values are in the closed list."""
    return {
        ("kind", "outage"): _p("kind of case", "outage"),
        ("kind", "fault"): _p("kind of case", "fault"),
        ("kind", "billing"): _p("kind of case", "billing"),
        ("kind", "contract"): _p("kind of case", "contract"),
        ("kind", "question"): _p("kind of case", "question"),
        ("kind", "idea"): _p("kind of case", "idea"),
        ("contract_class", "private"): _p("kind of contract", "private customer"),
        ("contract_class", "business"): _p("kind of contract", "business customer"),
    }


def condition(one: Condition, names: Mapping[str, str]) -> str:
    """A condition as a reader understands it; `names` are those of the categories by slug."""
    fact = fact_words().get(one.fact, one.fact)
    if FACTS[one.fact].sort == FLAG:
        answer = _p("fact", "yes") if one.value else _p("fact", "no")
        return _p("condition", "%(fact)s: %(answer)s") % {"fact": fact, "answer": answer}
    value = one.value
    if isinstance(value, str):
        value = value_words().get((one.fact, value), names.get(value, value))
    values = {"fact": fact, "value": value}
    pattern = {
        "is": _p("condition", "%(fact)s: %(value)s"),
        "is_not": _p("condition", "%(fact)s: anything but %(value)s"),
        "at_least": _p("condition", "%(fact)s: at least %(value)s"),
        "at_most": _p("condition", "%(fact)s: at most %(value)s"),
    }[one.operator]
    return pattern % values


def conditions(rule: Rule, names: Mapping[str, str]) -> list[str]:
    """All conditions of a rule in words."""
    return [condition(one, names) for one in rule.conditions]


def span(minutes: int) -> str:
    """A head start in hours, as rules have it: `24 h`, `6 h 30 min`."""
    values = {"hours": minutes // 60, "minutes": minutes % 60}
    if minutes < 60:
        return _p("span", "%(minutes)s min") % values
    if minutes % 60:
        return _p("span", "%(hours)s h %(minutes)s min") % values
    return _p("span", "%(hours)s h") % values


def objection(one: Objection) -> str:
    """Why something cannot be published, and what to do."""
    sentences = {
        "cap_out_of_range": _n(
            "The cap is more than nothing and at most %(num)s hour.",
            "The cap is more than nothing and at most %(num)s hours.",
            CAP_AT_MOST // 60,
        ),
        "too_many_rules": _("There are too many rules."),
        "code_twice": _("Two rules have the same number."),
        "no_title_de": _("The German title is missing."),
        "no_title_en": _("The English title is missing."),
        "no_reason_de": _("The German reason is missing."),
        "no_reason_en": _("The English reason is missing."),
        "no_head_start": _("A head start is more than nothing."),
        "above_cap": _("The head start is above the cap of this rulebook."),
        "no_condition": _("A rule needs at least one condition."),
        "unknown_fact": _("A rule cannot see “%(fact)s”: it is not in the closed list of facts."),
        "unknown_operator": _("“%(fact)s” cannot be compared in this way."),
        "wrong_value": _("“%(fact)s” does not have this value."),
        "never_holds": _("These conditions contradict each other: the rule would never hold."),
        "always_holds": _("This would hold for every case, so that nobody would be ahead."),
    }
    sentence = sentences[one.matter]
    if one.fact:
        sentence = sentence % {"fact": fact_words().get(one.fact, one.fact)}
    return f"{one.rule}: {sentence}" if one.rule else sentence
