"""A month under another rulebook: who would have waited longer; drafts are for moderators alone."""

import re

import pytest

from tests.harness.rulings import ruling
from tests.pages.fairness.conftest import MONTH
from tests.pages.fairness.test_report import table

ROOT = "/moderation/rulebook"
PAGE = "/fairness/what-if"


@pytest.fixture
def draft(browse, cast):
    """Mara's draft without the rule about outages; its number."""
    mara = browse(cast.mara)
    answer = mara.submit(ROOT, form=f"{ROOT}/drafts")
    address = re.search(r"/moderation\S+$", answer.location)[0]
    assert mara.submit(address, form=f"{address}/rules/R2/remove").status_code == 303
    return int(address.rsplit("/", 1)[1])


def test_under_the_same_rules_nothing_changes(october, browse):
    page = browse().get(f"{PAGE}?month={MONTH}&rulebook=1").text
    assert "October 2026: Rulebook 1" in page
    assert "5 cases were served." in page
    assert "None would have been served sooner or later." in page


def test_without_its_rule_a_case_is_served_later(town, october, browse, cast, draft):
    from forum.fairness import what_if
    from forum.rulebook.access import draft_for_reading
    from forum.rulebook.queries import content_of

    page = browse(cast.mona).get(f"{PAGE}?month={MONTH}&rulebook=draft-{draft}").text
    with town.app.app_context():
        content = content_of(draft_for_reading(cast.mona.row(), draft))
        result = what_if.compare(MONTH, content)
    [mobile] = [one for one in result.lanes if one.lane == "mobile"]
    assert mobile.later == 1 and mobile.sooner >= 1
    assert f"{mobile.sooner} would have been served sooner, 1 later." in page
    cells = next(row for name, row in table(page, "lanes-table").items() if "obile" in name)
    assert cells[:2] == ["5", str(mobile.sooner)] and cells[4] == "1"
    assert table(page, "rules-table")["R2: Total outage"] == ["1", "0"]
    assert f'href="/cases/{october[4]}"' in page and 'class="chart chart-change"' in page


def test_without_any_rule_only_what_was_given_by_hand_is_left(october, browse):
    page = browse().get(f"{PAGE}?month={MONTH}&rulebook=none").text
    assert "October 2026: No rules at all" in page
    assert {cells[1] for cells in table(page, "rules-table").values()} == {"0"}
    assert "1 later" in page


def test_drafts_are_shown_to_moderators_alone(october, browse, cast, draft):
    address = f"{PAGE}?month={MONTH}&rulebook=draft-{draft}"
    assert "/account/sign-in" in browse().get(address).location
    for person in (cast.ben, cast.olga):
        assert browse(person).get(address).status_code == 403
        assert f"draft-{draft}" not in browse(person).get(PAGE).text
    assert f'value="draft-{draft}"' in browse(cast.mona).get(PAGE).text


def test_a_case_that_is_not_public_is_not_named(town, october, browse, cast, draft):
    address = f"{PAGE}?month={MONTH}&rulebook=draft-{draft}"
    assert f"/cases/{october[4]}" in browse(cast.mara).get(address).text
    hide(town.app, cast, october[4])
    page = browse(cast.mara).get(address).text
    assert f"/cases/{october[4]}" not in page and "All dead" not in page
    assert "1 later" in page  # it is counted all the same


def hide(app, cast, number: int) -> None:
    from forum.cases.models import Case, Post
    from forum.cases.visibility_actions import hide_post
    from forum.core.db import db, writing

    with app.app_context(), writing():
        case = db.session.get(Case, number)
        first = db.session.query(Post).filter_by(case_number=number, position=1).one()
        hide_post(case, post=first, ruling=ruling(cast.mara.row(), "An address stands in it."))


def test_an_impossible_choice_is_told_so(october, browse, cast):
    forged = {
        "rulebook=999": 404,
        "rulebook=0": 404,
        "rulebook=999999999999": 422,
        "rulebook=-1": 422,
        "rulebook=<script>": 422,
        "rulebook=٣": 422,
        "month=2026-13&rulebook=1": 422,
        "month=2024-01&rulebook=1": 422,
        f"month={MONTH}&rulebook=draft-999": 404,
    }
    moderator = browse(cast.mara)
    for query, status in forged.items():
        answer = moderator.get(f"{PAGE}?{query}")
        assert answer.status_code == status, query
        assert "<script>" not in answer.text
