"""A month under another rulebook: the same arrivals and moments of service, other head starts."""

from datetime import UTC, datetime

import pytest

from forum.fairness.values import LaneWhatIf, RuleWhatIf
from forum.rulebook.rules import Condition, Rule, Rulebook
from tests.fairness.test_headline import MONTH, RULEBOOK, record  # noqa: F401 (a fixture)
from tests.harness.rulings import ruling

NO_RULES = Rulebook(version=2, cap=180, rules=())
BUSINESS_FIRST = Rulebook(
    version=None,
    cap=1440,
    rules=(
        Rule("R7", "", "", "", "", (Condition("contract_class", "is", "business"),), minutes=1440),
    ),
)


@pytest.fixture
def store(app):
    """`store(entries)`: the figures of a record that is told by hand."""

    def store(entries) -> None:
        from forum.core.db import writing
        from forum.fairness import actions
        from forum.fairness.past import Past
        from forum.fairness.reports import Counted

        at = datetime(2026, 4, 1, tzinfo=UTC)
        counted = Counted(Past({1: RULEBOOK}).take(entries))
        rows = list(actions._rows(counted, len(entries), at))
        with app.app_context(), writing():
            actions.store(actions.Renewal(len(entries), at, 1, rows))

    return store


@pytest.fixture
def compare(app):
    def compare(month, rulebook):
        from forum.fairness import what_if

        with app.app_context():
            return what_if.compare(month, rulebook)

    return compare


def test_without_its_rule_case_3_waits_three_hours_more(record, store, compare):  # noqa: F811
    """By its head starts: 3 1 4 2 5; without R1 it is 1 4 2 3 5, what was given by hand stays."""
    store(record)
    found = compare(MONTH, NO_RULES)
    assert (found.month, found.services, found.left_out) == (MONTH, 5, 0)
    assert found.lanes == (LaneWhatIf("fixed", 5, 3, 1, 3600, 3 * 3600, 3600, 3 * 3600),)
    assert found.rules == (RuleWhatIf("R1", then=1, other=0),)
    assert found.examples == ()  # no case of this record is there to be read


def test_under_its_own_rulebook_nothing_changes(record, store, compare):  # noqa: F811
    store(record)
    (lane,) = compare(MONTH, RULEBOOK).lanes
    assert (lane.sooner, lane.later, lane.largest_later) == (0, 0, 0)


def test_a_month_with_more_than_can_be_served_again_says_so(
    record,  # noqa: F811
    store,
    compare,
    monkeypatch,
):
    from forum.fairness import what_if

    store(record)
    monkeypatch.setattr(what_if, "MOST_SERVED_AGAIN", 4)
    found = compare(MONTH, NO_RULES)
    assert (found.services, found.left_out, found.lanes) == (0, 5, ())


def test_a_month_without_figures_has_nothing_to_compare(compare):
    found = compare("2031-01", NO_RULES)
    assert (found.services, found.lanes, found.rules, found.examples) == (0, (), (), ())


def test_public_cases_that_change_most_are_named(app, cast, serve, renew, compare):
    """Three came one after the other; under a rule for business customers the last goes first."""
    from forum.cases.models import Case, Post
    from forum.cases.visibility_actions import hide_post
    from forum.core.db import db, writing

    first, second, last = serve(3, last="business")
    renew()
    found = compare("2026-03", BUSINESS_FIRST)
    changes = {one.number: one.change for one in found.examples}
    assert changes == {first: 600, second: 600, last: -1200}
    assert found.examples[0].number == last
    assert found.rules == (RuleWhatIf("R7", then=0, other=1),)
    with app.app_context(), writing():
        post = db.session.query(Post).filter_by(case_number=first, position=1).one()
        hide_post(db.session.get(Case, first), post=post, ruling=ruling(cast.mara.row(), "Spam."))
    found = compare("2026-03", BUSINESS_FIRST)
    assert {one.number for one in found.examples} == {second, last}
