"""The fairness report says what was counted, to everybody, and names no case."""

import json
import re
from html import unescape

import pytest

from tests.harness.statements import count_statements
from tests.pages.fairness.conftest import MONTH

ADDRESSES = ("/fairness", "/fairness/figures.csv", "/fairness/figures.json", "/fairness/order.csv")
FORGED = {
    "month=2026-13": 422,
    "month=x": 422,
    "month=2026-10-01": 422,
    "month=٢٠٢٦-١٠": 422,
    "month=2026-10%00": 422,
    "lane=nowhere": 404,
    "lane=%27%20or%201=1": 404,
    "lane=%00": 404,
    "rule=<script>": 422,
    "rule=none": 422,
    "month=9999-12&lane=mobile&lane=x": 200,
}


def table(page: str, name: str) -> dict[str, list[str]]:
    """The cells of a table of the page by the name of their row."""
    part = re.search(rf'<caption id="{name}">.*?</table>', page, re.DOTALL)[0]
    found = re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', part, re.DOTALL)
    cells = re.compile(r"<td[^>]*>(.*?)</td>", re.DOTALL)
    return {unescape(head): [unescape(one) for one in cells.findall(row)] for head, row in found}


def told(rows: list[dict]) -> dict[str, str]:
    return {row["figure"]: row["value"] for row in rows}


def test_an_empty_forum_has_nothing_to_report(browse):
    page = browse().get("/fairness")
    assert page.status_code == 200 and "There is nothing to report yet" in page.text
    for address in ADDRESSES[1:]:
        assert browse().get(address).status_code == 404
    months = browse().get("/fairness/months.csv")
    assert months.status_code == 200 and months.text.count("\n") == 1  # the heads alone
    assert "nothing to count again yet" in browse().get("/fairness/what-if").text


def test_the_first_sentence_is_that_about_the_order(town, october, browse):
    page = unescape(browse().get(f"/fairness?month={MONTH}").text)
    headline = town.report().headline
    assert headline.pairs_by_rule and headline.pairs_by_hand and not headline.pairs_unexplained
    share = f"{100 * headline.pairs_in_order / headline.pairs:.1f}%"
    assert f"In October 2026, {share} of all pairs that waited together were served" in page
    assert "and 0 are unexplained" in page
    assert "Half of the cases had their first answer within" in page


def test_the_page_says_what_was_counted(town, october, browse):
    page = browse().get(f"/fairness?month={MONTH}").text
    report = town.report()
    headline = report.headline
    pairs = {name: int(cells[0]) for name, cells in table(page, "pairs-table").items()}
    assert pairs == {
        "served in order of arrival": headline.pairs_in_order,
        "reordered by a published rule": headline.pairs_by_rule,
        "reordered by hand, or out of turn": headline.pairs_by_hand,
        "unexplained": 0,
        "all pairs": headline.pairs,
    }
    ahead = table(page, "ahead-rules")
    assert ahead["R2: Total outage"][0] == "1" and ahead["served out of turn"][0] == "1"
    assert table(page, "overtaken-table")["Cases overtaken"] == [str(headline.overtaken)]
    assert table(page, "overtaken-table")["Cap of the rulebook"] == ["2 days"]
    spread = table(page, "answer-spread").values()
    assert sum(int(one[0]) for one in spread) == headline.answered == 5
    assert headline.solved == 1 and table(page, "solution-waits")
    assert f"As of entry {report.size} of the record" in page
    assert 'href="/log/verify"' in page


def test_the_picture_has_a_mark_for_each_service(town, october, browse):
    page = browse().get(f"/fairness?month={MONTH}").text
    drawing = re.search(r'<svg class="chart chart-order-chart".*?</svg>', page, re.DOTALL)[0]
    marks = re.findall(r'class="mark-(\w+)"', drawing)
    assert len(marks) == len(town.report().served) == 5
    assert marks.count("rule") == 1 and marks.count("hand") == 1


def test_the_file_holds_every_headline_figure(town, october, rows):
    found = rows(f"/fairness/figures.csv?month={MONTH}")
    report, values = town.report(), told(found)
    for name, value in report.headline.as_dict().items():
        if isinstance(value, dict):
            assert {values[f"{name}.{code}"] for code in value} == {str(n) for n in value.values()}
        else:
            assert values[name] == ("" if value is None else str(value)), name
    assert {row["as_of_entries"] for row in found} == {str(report.size)}
    assert {row["licence"] for row in found} == {"CC0-1.0"}
    assert all(row["definition"] for row in found)
    assert len(values) == len(found), "a figure stands twice"


def test_json_says_the_same_as_csv(october, browse, rows):
    told_json = browse().get(f"/fairness/figures.json?month={MONTH}&lane=mobile").get_json()
    values = told(rows(f"/fairness/figures.csv?month={MONTH}&lane=mobile"))
    named = {one["figure"]: one["value"] for one in told_json["figures"]}
    assert named.keys() == values.keys()
    for name, value in named.items():
        if isinstance(value, bool) or value is None:
            assert values[name] == {None: "", True: "yes", False: "no"}[value]
        else:
            assert float(values[name]) == value, name
    assert (told_json["month"], told_json["lane"]) == (MONTH, "mobile")
    assert len(told_json["order"]) == 5 and told_json["licence"] == "CC0-1.0"


def test_a_lane_alone_has_its_own_figures(town, october, browse, rows):
    values = told(rows(f"/fairness/figures.csv?month={MONTH}&lane=contracts"))
    assert values["cases"] == "1" and values["services"] == "0" and values["answer_median"] == ""
    page = browse().get(f"/fairness?month={MONTH}&lane=contracts").text
    assert "no case of this month has an answer yet" in page.lower()
    assert "Nobody was served in this month." in page
    empty = browse().get("/fairness?month=2026-09")
    assert empty.status_code == 200 and "Nothing was counted for this choice" in empty.text


def test_a_rule_alone_stands_beside_those_without(october, browse):
    page = browse().get(f"/fairness?month={MONTH}&rule=R2").text
    assert set(table(page, "ahead-rules")) == {"R2: Total outage", "without a head start"}
    other = browse().get(f"/fairness?month={MONTH}&rule=R1").text
    assert "In this month nobody was ahead in this way: R1: Emergency calls impossible." in other


def test_the_newest_month_comes_first(town, october, browse, rows):
    town.open("In November")
    town.count()
    page = browse().get("/fairness").text
    assert "<title>Fairness report: November 2026" in page and "This month is not over" in page
    months = rows("/fairness/months.csv")
    assert [one["month"] for one in months] == [MONTH, "2026-11"]
    assert months[0]["pairs"] == str(town.report().headline.pairs)
    assert "Wait for the first answer, month by month" in page
    assert page.count("chart chart-reordered-chart") == 1


def test_a_forged_choice_is_told_so(browse):
    visitor = browse()
    for query, status in FORGED.items():
        for address in ADDRESSES:
            answer = visitor.get(f"{address}?{query}")
            expected = 404 if status == 200 and address != "/fairness" else status
            assert answer.status_code == expected, f"{address}?{query}"
            assert "<script>" not in answer.text


def test_no_case_is_named_and_no_text_is_told(town, october, browse):
    told_all = "".join(browse().get(f"{one}?month={MONTH}").text for one in ADDRESSES)
    assert "/cases/" not in re.sub(r'/cases"|/cases/new', "", told_all)
    for words in ("Matter", "All dead", "The bill", "hospital", "Repaired", "olga", "ben"):
        assert not re.search(rf"\b{words}\b", told_all), words


@pytest.mark.slow
def test_it_costs_the_same_however_much_was_served(town, october, browse):
    def cost() -> int:
        with count_statements() as statements:
            assert browse().get(f"/fairness?month={MONTH}").status_code == 200
        return statements.number

    first = cost()
    town.clock.set(town.clock.now.replace(month=10, day=20))
    for number in town.several(5):
        town.answer(number)
    town.count()
    assert 0 < cost() <= first + 1


def test_pages_lead_to_the_report(october, browse):
    for address in ("/queue", "/log", "/rules", "/"):
        assert 'href="/fairness"' in browse().get(address).text


def test_german_numbers_are_written_in_german(town, october, browse):
    page = unescape(browse().get(f"/fairness?month={MONTH}&lang=de").text)
    headline = town.report().headline
    share = f"{100 * headline.pairs_in_order / headline.pairs:.1f}".replace(".", ",")
    assert f"{share}\xa0%" in page and "Oktober 2026" in page
    assert json.loads(browse().get(f"/fairness/figures.json?month={MONTH}&lang=de").text)
