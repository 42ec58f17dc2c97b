"""Rules, rulebooks and the head starts they give: pure decisions over the closed list of facts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from forum.core.text import says_something
from forum.rulebook.facts import CHOICE, FACTS, FLAG, LARGEST_COUNT, NUMBER, OPERATORS

Value = bool | int | str

CAP_AT_MOST = 14 * 24 * 60  # minutes; more would be a second queue, not a head start
RULES_AT_MOST = 30
TEXT_FIELDS = ("title_de", "title_en", "reason_de", "reason_en")
TITLE_LIMIT, REASON_LIMIT = 80, 300  # characters


@dataclass(frozen=True)
class Condition:
    """One fact compared with one value."""

    fact: str
    operator: str
    value: Value

    def holds(self, facts: Mapping[str, Value]) -> bool:
        """Whether the case is so; of a fact that is not known nothing holds."""
        known = facts.get(self.fact)
        if known is None:
            return False
        if self.operator in OPERATORS[NUMBER]:
            assert isinstance(known, int) and isinstance(self.value, int)  # as _wrong_with asks
            return known >= self.value if self.operator == "at_least" else known <= self.value
        return (known == self.value) == (self.operator == "is")


@dataclass(frozen=True)
class Rule:
    """A published condition that gives a head start; `match` is `all` or `any` conditions."""

    code: str
    title_de: str
    title_en: str
    reason_de: str
    reason_en: str
    conditions: tuple[Condition, ...]
    minutes: int
    match: str = "all"
    is_in_force: bool = True

    def holds(self, facts: Mapping[str, Value]) -> bool:
        """Whether the rule applies to a case with these facts."""
        held = [one.holds(facts) for one in self.conditions]
        return bool(held) and (any(held) if self.match == "any" else all(held))

    def title(self, language: str) -> str:
        """Its title, `de` or `en`."""
        return self.title_de if language == "de" else self.title_en

    def reason(self, language: str) -> str:
        """Why there is this rule, `de` or `en`."""
        return self.reason_de if language == "de" else self.reason_en


@dataclass(frozen=True)
class Rulebook:
    """A numbered set of rules; `version` is None while it is a draft, `cap` is in minutes."""

    version: int | None
    cap: int
    rules: tuple[Rule, ...]

    def rule(self, code: str) -> Rule | None:
        """The rule with this code."""
        return next((one for one in self.rules if one.code == code), None)


@dataclass(frozen=True)
class RuleGrant:
    """What one rule gives one case, in minutes, and the facts that it looked at."""

    rule: str
    minutes: int
    facts: dict[str, Value] = field(hash=False)


def grants(rulebook: Rulebook, facts: Mapping[str, Value]) -> list[RuleGrant]:
    """The head starts of a case with these facts: the same input always gives the same output."""
    return [
        RuleGrant(rule.code, rule.minutes, _looked_at(rule, facts))
        for rule in rulebook.rules
        if rule.is_in_force and rule.holds(facts)
    ]


@dataclass(frozen=True)
class Objection:
    """Why something cannot be published: of which rule (None: the whole), which field, what."""

    rule: str | None
    field: str
    matter: str  # a name in forum/rulebook/words.py, which has the sentence
    fact: str = ""


def objections(rulebook: Rulebook) -> list[Objection]:
    """All that speaks against publishing; an empty list lets it pass."""
    found = []
    if not 0 < rulebook.cap <= CAP_AT_MOST:
        found.append(Objection(None, "cap", "cap_out_of_range"))
    if len(rulebook.rules) > RULES_AT_MOST:
        found.append(Objection(None, "rules", "too_many_rules"))
    codes = [one.code for one in rulebook.rules]
    if len(set(codes)) < len(codes):
        found.append(Objection(None, "rules", "code_twice"))
    for rule in rulebook.rules:
        found += rule_objections(rule, cap=rulebook.cap)
    return found


def rule_objections(rule: Rule, *, cap: int) -> list[Objection]:
    """All that speaks against one rule under this cap."""
    found = [
        Objection(rule.code, name, f"no_{name}")
        for name in TEXT_FIELDS
        if not says_something(getattr(rule, name))
    ]
    if rule.minutes <= 0:
        found.append(Objection(rule.code, "minutes", "no_head_start"))
    elif rule.minutes > cap:
        found.append(Objection(rule.code, "minutes", "above_cap"))
    if not rule.conditions:
        return [*found, Objection(rule.code, "conditions", "no_condition")]
    broken = [one for one in map(_condition_objection, rule.conditions) if one]
    found += [Objection(rule.code, "conditions", matter, fact) for matter, fact in broken]
    if not broken:
        found += [Objection(rule.code, "conditions", matter) for matter in _reach(rule)]
    return found


def _looked_at(rule: Rule, facts: Mapping[str, Value]) -> dict[str, Value]:
    return {one.fact: facts[one.fact] for one in rule.conditions if one.fact in facts}


def _condition_objection(condition: Condition) -> tuple[str, str] | None:
    fact = FACTS.get(condition.fact)
    if fact is None:
        return "unknown_fact", condition.fact
    if condition.operator not in OPERATORS[fact.sort]:
        return "unknown_operator", fact.name
    is_right = {
        FLAG: isinstance(condition.value, bool),
        NUMBER: type(condition.value) is int and 0 <= condition.value <= LARGEST_COUNT,
        CHOICE: isinstance(condition.value, str)
        and (condition.value in fact.values if fact.values else bool(condition.value)),
    }
    return None if is_right[fact.sort] else ("wrong_value", fact.name)


def _reach(rule: Rule) -> list[str]:
    """Whether it can never hold, or holds for everybody: tried on every value that matters.

    The facts do not depend on each other, so each can be looked at alone.
    """
    by_fact: dict[str, list[Condition]] = {}
    for one in rule.conditions:
        by_fact.setdefault(one.fact, []).append(one)
    combine, others = (any, all) if rule.match == "any" else (all, any)
    outcomes = []
    for fact, conditions in by_fact.items():
        values = _values_that_matter(fact, conditions)
        outcomes.append(
            {combine(one.holds({fact: value}) for one in conditions) for value in values}
        )
    if others(True not in held for held in outcomes):
        return ["never_holds"]
    if combine(False not in held for held in outcomes):
        return ["always_holds"]
    return []


def _values_that_matter(fact: str, conditions: Iterable[Condition]) -> set[Value]:
    sort, named = FACTS[fact].sort, {one.value for one in conditions}
    if sort == FLAG:
        return {True, False}
    if sort == NUMBER:
        numbers = {one for one in named if isinstance(one, int)}
        return {0, *numbers, *(one + 1 for one in numbers), *(one - 1 for one in numbers if one)}
    return {*named, *(FACTS[fact].values or ("?",))}
