"""Rules by plain values: what they give, and what cannot be published, with its sentence."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.rulebook import changes, content
from forum.rulebook.facts import CHOICE, FACTS, FLAG
from forum.rulebook.rules import (
    Condition,
    Rule,
    Rulebook,
    grants,
    objections,
    rule_objections,
)

CAP = 48 * 60
TEXTS = {"title_de": "Ausfall", "title_en": "Outage", "reason_de": "Weil.", "reason_en": "Because."}
QUIET = {
    "category": "internet",
    "kind": "fault",
    "total_outage": False,
    "emergency_call_impossible": False,
    "health_dependent": False,
    "affected_count": 0,
    "reopened_count": 0,
    "promise_broken": False,
    "contract_class": "private",
}


def rule(*conditions, minutes=60, code="R1", **more) -> Rule:
    return Rule(code=code, conditions=conditions, minutes=minutes, **TEXTS, **more)


def condition(fact="total_outage", operator="is", value=True) -> Condition:
    return Condition(fact, operator, value)


def book(*rules, cap=CAP) -> Rulebook:
    return Rulebook(1, cap, rules)


conditions = st.sampled_from(list(FACTS.values())).flatmap(
    lambda fact: st.builds(
        Condition,
        st.just(fact.name),
        st.just("is")
        if fact.sort == FLAG
        else st.sampled_from(("is", "is_not") if fact.sort == CHOICE else ("at_least", "at_most")),
        st.booleans()
        if fact.sort == FLAG
        else (
            st.sampled_from(fact.values or ("internet", "mobile"))
            if fact.sort == CHOICE
            else st.integers(0, 12)
        ),
    )
)
facts = st.fixed_dictionaries(
    {
        fact.name: st.booleans()
        if fact.sort == FLAG
        else st.sampled_from(fact.values or ("internet", "mobile", "other"))
        if fact.sort == CHOICE
        else st.integers(0, 12)
        for fact in FACTS.values()
    }
)


def test_a_rule_gives_its_minutes_and_says_what_it_looked_at():
    outage = rule(condition(), minutes=1440)
    assert grants(book(outage), QUIET) == []
    [given] = grants(book(outage), QUIET | {"total_outage": True})
    assert (given.rule, given.minutes, given.facts) == ("R1", 1440, {"total_outage": True})


def test_all_or_any_of_the_conditions():
    pair = (condition(), condition("affected_count", "at_least", 10))
    some = QUIET | {"affected_count": 12}
    assert not grants(book(rule(*pair)), some)
    assert grants(book(rule(*pair, match="any")), some)
    assert grants(book(rule(*pair)), some | {"total_outage": True})


def test_a_rule_that_is_not_in_force_stands_there_and_gives_nothing():
    assert not grants(book(rule(condition(), is_in_force=False)), QUIET | {"total_outage": True})


def test_of_a_fact_that_is_not_known_nothing_holds():
    assert not grants(book(rule(condition("contract_class", "is_not", "business"))), {})


@pytest.mark.slow
@given(st.lists(conditions, min_size=1, max_size=4), st.sampled_from(["all", "any"]), facts)
def test_the_same_facts_always_give_the_same(chosen, match, known):
    rulebook = book(rule(*chosen, match=match))
    assert grants(rulebook, known) == grants(rulebook, dict(reversed(known.items())))
    read_again = content.from_text(content.to_text(rulebook), 1)
    assert read_again == rulebook and grants(read_again, known) == grants(rulebook, known)


@pytest.mark.slow
@given(st.lists(conditions, min_size=1, max_size=4), st.sampled_from(["all", "any"]), facts)
def test_a_contradiction_is_one_for_every_case_and_none_is_called_so_that_can_hold(
    chosen, match, known
):
    written = rule(*chosen, match=match)
    matters = {one.matter for one in rule_objections(written, cap=CAP)}
    if "never_holds" in matters:
        assert not written.holds(known)
    if "always_holds" in matters:
        assert written.holds(known)


BAD_RULES = {
    "unknown_fact": rule(condition("follower_count", "at_least", 10_000)),
    "unknown_operator": rule(condition("total_outage", "at_least", True)),
    "wrong_value": rule(condition("affected_count", "at_least", -1)),
    "never_holds": rule(condition("kind", "is", "outage"), condition("kind", "is", "idea")),
    "always_holds": rule(condition("affected_count", "at_least", 0)),
    "above_cap": rule(condition(), minutes=CAP + 1),
    "no_head_start": rule(condition(), minutes=0),
    "no_condition": rule(),
    "no_title_de": dataclasses.replace(rule(condition()), title_de=" "),
    "no_title_en": dataclasses.replace(rule(condition()), title_en=""),
    "no_reason_de": dataclasses.replace(rule(condition()), reason_de="\u200b"),
    "no_reason_en": dataclasses.replace(rule(condition()), reason_en=""),
}


@pytest.mark.parametrize("matter", BAD_RULES)
def test_what_cannot_be_published_is_named(matter):
    assert matter in {one.matter for one in objections(book(BAD_RULES[matter]))}


@pytest.mark.parametrize("value", ["yes", 1, None, 0.5])
def test_a_flag_is_yes_or_no_and_nothing_like_it(value):
    found = rule_objections(rule(condition(value=value)), cap=CAP)
    assert [one.matter for one in found] == ["wrong_value"]


def test_a_range_that_is_empty_never_holds():
    both = (
        condition("affected_count", "at_least", 10),
        condition("affected_count", "at_most", 5),
    )
    assert {one.matter for one in rule_objections(rule(*both), cap=CAP)} == {"never_holds"}
    apart = rule_objections(rule(*both, match="any"), cap=CAP)
    assert not apart, "ten or more, or five and fewer, leaves out six to nine"


def test_the_cap_and_the_codes_are_looked_at_too():
    twice = book(rule(condition()), rule(condition("promise_broken")))
    assert {one.matter for one in objections(twice)} == {"code_twice"}
    assert {one.matter for one in objections(book(cap=0))} == {"cap_out_of_range"}
    assert {one.matter for one in objections(book(cap=15 * 24 * 60))} == {"cap_out_of_range"}
    assert not objections(book(rule(condition())))


def test_a_comparison_names_what_was_added_removed_and_changed():
    kept, gone = rule(condition(), code="R1"), rule(condition(), code="R2")
    changed = dataclasses.replace(kept, minutes=90)
    found = changes.between(book(kept, gone), book(changed, rule(condition(), code="R10"), cap=60))
    assert [(one.code, one.sort) for one in found.rules] == [
        ("R1", "changed"),
        ("R2", "removed"),
        ("R10", "added"),
    ]
    assert found.number == 4, "three rules and the cap"
    assert found.rules[0].differs("minutes") and not found.rules[0].differs("title_de")
