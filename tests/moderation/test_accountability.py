"""The public report about moderation counts what the public record holds."""

import csv
import io
import re
from collections import Counter
from datetime import UTC, datetime

import pytest

from tests.cases.duplicates import merge
from tests.cases.test_split import split
from tests.moderation.scene import decide

# What an entry of the record is called where decisions are counted.
MEASURES = {
    "post.approved": "approve",
    "post.held": "hold",
    "post.hidden": "hide",
    "post.shown": "restore",
    "post.redacted": "redact",
    "report.kept": "keep",
    "case.moved": "move",
    "case.locked": "lock",
    "case.unlocked": "unlock",
    "case.merged": "merge",
    "case.unmerged": "restore",
    "case.split_off": "split",
    "person.warned": "warn",
    "person.limited": "limit",
    "person.suspended": "suspend",
    "person.restored": "restore",
}
LINKS = " ".join(f"https://{one}.example" for one in "abc")


def rows(browse, query="") -> list[dict]:
    answer = browse().get(f"/moderation/report.csv{query}")
    assert answer.status_code == 200 and answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == "attachment; filename=moderation.csv"
    return list(csv.DictReader(io.StringIO(answer.text)))


def counted(found: list[dict]) -> Counter:
    decisions = Counter()
    for row in found:
        if row["ground"]:
            decisions[row["what"], row["ground"]] += int(row["number"])
    return decisions


def added(found: list[dict]) -> dict[str, str]:
    """The other figures, of the latest month."""
    return {row["what"]: row["number"] for row in found if not row["ground"]}


def cells(page: str, head: str) -> list[int]:
    """The numbers in the first row of the page that begins with this head."""
    row = re.search(rf'<th scope="row">(?:<a [^>]*>)?{head}(?:</a>)?</th>(.*?)</tr>', page)
    return [int(one) for one in re.findall(r"<td>([0-9]+)", row[1])]


@pytest.fixture
def busy(scene, cast, browse, number):
    """Every sort of decision once or more, through the pages."""
    mara, mona = browse(cast.mara), browse(cast.mona)
    about_posts(scene, cast, mara, mona, number)
    about_cases(scene, cast, mara, number)
    page = f"/moderation/people/{cast.ben.id}"
    for measure in ("warn", "limit", "suspend"):
        mara.submit(page, {"measure": measure, "ground": "insult", "reason": "Again."})
    assert mara.submit(page, {"reason": "Enough."}, form="/end").status_code == 303
    return number


def about_posts(scene, cast, mara, mona, number):
    first, second = (scene.write(number, one) for one in cast.others(2, known=False))
    decide(mara, first, "approve")
    decide(mara, second, "hide", {"ground": "advertising", "reason": "A shop."})
    decide(mona, second, "show-again", {"reason": "No shop after all."})
    rude = scene.write(number, cast.ben, "You fools of the Birkenweg17b.")
    scene.report(rude, cast.anna)
    decide(mara, rude, "keep")
    told = {"ground": "personal_data", "passage": "Birkenweg17b", "reason": "An address."}
    decide(mara, rude, "redact", told)
    decide(mara, rude, "move", {"category": "billing", "reason": "The invoice."})
    scene.edit(scene.write(number, cast.ben, "Look here."), cast.ben, LINKS)  # held by a rule


def about_cases(scene, cast, mara, number):
    for _turn in range(2):
        page = f"/cases/{number}/lock"
        mara.submit(page, {"reason": "A quarrel."} | _ground(mara, page))
    other = scene.open_case(cast.otto, title="The meter again")
    scene.write(other, cast.ben, "My invoice is wrong.")
    assert split(mara, other, ["2"]).status_code == 303
    assert merge(mara, other, number).status_code == 303
    page = f"/cases/{other}/merge/undo"
    assert mara.submit(page, {"reason": "Two meters."} | _ground(mara, page)).status_code == 303


def _ground(client, page: str) -> dict:
    offered = {name for form in client.forms(page) for name in form.offered}
    return {"ground": "insult"} if "ground" in offered else {}


@pytest.fixture
def decisions(scene):
    """`decisions()`: the entries of the public record that are decisions, as it says itself."""

    def decisions() -> list:
        from forum.ledger.queries import plain_entries

        with scene.app.app_context():
            return [one for one in plain_entries() if "automated" in one.fields]

    return decisions


def test_its_sums_are_those_of_the_record(browse, busy, decisions):
    entries = decisions()
    assert {one.kind for one in entries} == set(MEASURES)
    record = Counter((MEASURES[one.kind], one.fields["ground"]) for one in entries)
    found = rows(browse)
    assert counted(found) == record
    automated = sum(one.fields["automated"] for one in entries)
    assert automated == 1 and added(found)["automated"] == str(automated)


def test_a_statement_is_of_the_same_moment_as_its_entry(scene, busy, decisions):
    """Or a decision at the turn of a month would stand here in one and there in the other."""
    from sqlalchemy import select

    from forum.core.db import db
    from forum.statements.models import Statement

    with scene.app.app_context():
        stated = dict(db.session.execute(select(Statement.entry_id, Statement.at)).all())
    assert stated == {one.id: one.at for one in decisions()}


def test_the_page_says_the_same_as_the_file(browse, busy):
    found = rows(browse)
    month = found[-1]["month"]
    page = browse().get(f"/moderation/report?month={month}").text
    total = sum(counted(found).values())
    assert f"{month}: {total}." in page  # the words of the picture
    assert cells(page, month)[0] == total == sum(cells(page, month)[1:5])
    assert cells(page, "All twelve")[0] == total
    assert page.count('<rect class="bar bar-') == 4 + 4  # of the only month, and of the key
    assert "Passage removed for good" in page and "Personal data of somebody" in page
    assert rows(browse, f"?month={month}") == [row for row in found if row["month"] == month]


@pytest.mark.slow
def test_reports_and_objections_are_counted(scene, cast, browse, number):
    rude = scene.write(number, cast.ben, "You fools.")
    scene.report(rude, cast.anna)
    scene.report(rude, cast.olga)
    decide(browse(cast.mara), rude, "hide", {"reason": "An insult."})
    ben, mona = browse(cast.ben), browse(cast.mona)
    ben.submit("/statements/1", {"text": "It was a joke."})
    mona.submit("/moderation/objections/1", {"outcome": "upheld", "reason": "A joke it was."})
    numbers = added(rows(browse))
    assert (numbers["reports"], numbers["reports_upheld"]) == ("2", "2")
    assert (numbers["appeals"], numbers["appeals_upheld"]) == ("1", "1")
    assert numbers["taken_back"] == "1" and numbers["automated"] == "0"
    [answered] = scene.entries(number, "appeal.decided")
    assert answered.fields["outcome"] == "upheld"


@pytest.mark.slow
def test_what_was_kept_or_rejected_is_not_counted_as_right(scene, cast, browse, number):
    rude = scene.write(number, cast.ben, "You fools.")
    scene.report(rude, cast.anna)
    decide(browse(cast.mara), rude, "keep")
    decide(browse(cast.mara), rude, "hide", {"reason": "An insult."})
    browse(cast.ben).submit("/statements/2", {"text": "It was a joke."})
    mona = browse(cast.mona)
    mona.submit("/moderation/objections/1", {"outcome": "rejected", "reason": "None."})
    numbers = added(rows(browse))
    assert (numbers["reports_decided"], numbers["reports_upheld"]) == ("1", "0")
    assert (numbers["appeals_upheld"], numbers["appeals_rejected"]) == ("0", "1")


def test_a_rule_alone_is_counted_as_such(scene, cast, browse, number):
    scene.edit(scene.write(number, cast.ben, "Look here."), cast.ben, LINKS)
    assert counted(rows(browse)) == {("hold", "advertising"): 1}
    assert added(rows(browse))["automated"] == "1"
    assert "1 (100%)" in browse().get("/moderation/report").text


@pytest.mark.slow
def test_the_time_to_decide_is_that_from_the_report(clock, scene, cast, browse, number):
    """Three matters of one, two and nine hours: two, whatever the longest is."""
    mara = browse(cast.mara)
    for hours in (9, 1, 2):
        rude = scene.write(number, cast.ben, f"You {hours} fools.")
        clock.move(days=1)
        scene.report(rude, cast.anna)
        clock.move(hours=hours)
        decide(mara, rude, "keep")
    unprompted = scene.write(number, cast.ben, "You fools again.")
    clock.move(days=9)
    decide(mara, unprompted, "hide", {"reason": "An insult."})
    assert added(rows(browse))["median_hours"] == "2.0"
    assert browse().get("/moderation/report").text.count("<td>2 hours</td>") == 2


@pytest.mark.slow
def test_it_costs_the_same_however_much_was_decided(scene, cast, browse, busy, statements):
    def cost(visitor) -> int:
        with statements() as counted:
            assert visitor.get("/moderation/report").status_code == 200
        return counted.number

    first = cost(browse())
    for person in cast.others(5, known=False):
        decide(browse(cast.mara), scene.write(busy, person), "approve")
    assert 6 <= cost(browse()) == first <= 10


@pytest.mark.slow
def test_months_are_those_of_the_house(clock, scene, cast, browse, number):
    """Half an hour before midnight in UTC, it is the next month already in Berlin."""
    clock.set(datetime(2026, 3, 31, 22, 30, tzinfo=UTC))
    decide(browse(cast.mara), scene.write(number, cast.fred), "approve")
    clock.set(datetime(2026, 4, 2, 12, 0, tzinfo=UTC))
    months = {row["month"] for row in rows(browse) if row["ground"]}
    assert months == {"2026-04"}


@pytest.mark.parametrize("month", ["2026-13", "x", "0000-01", "9999-12", "2026-1", "2026-11-01"])
def test_a_forged_month_is_told_so(browse, month):
    for path in ("/moderation/report", "/moderation/report.csv"):
        assert browse().get(f"{path}?month={month}").status_code == 422


def test_it_names_nobody(browse, cast, busy):
    page = browse().get("/moderation/report").text
    for person in (cast.ben, cast.otto, cast.mara, cast.mona):
        assert person.name not in page
