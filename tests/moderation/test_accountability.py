"""The public report about moderation counts what the public record holds."""

import csv
import io
from collections import Counter
from datetime import UTC, datetime

import pytest

from tests.cases.duplicates import merge
from tests.moderation.scene import decide

# What an entry of the record is called where decisions are counted.
MEASURES = {
    "post.approved": "approve",
    "post.hidden": "hide",
    "post.shown": "restore",
    "post.redacted": "redact",
    "report.kept": "keep",
    "case.moved": "move",
    "case.locked": "lock",
    "case.unlocked": "unlock",
    "case.merged": "merge",
    "person.warned": "warn",
    "person.limited": "limit",
    "person.suspended": "suspend",
    "person.restored": "restore",
}


def rows(browse, query="") -> list[dict]:
    answer = browse().get(f"/moderation/report.csv{query}")
    assert answer.status_code == 200 and answer.mimetype == "text/csv"
    return list(csv.DictReader(io.StringIO(answer.text)))


def counted(found: list[dict]) -> Counter:
    decisions = Counter()
    for row in found:
        if row["ground"]:
            decisions[row["what"], row["ground"]] += int(row["number"])
    return decisions


@pytest.fixture
def busy(scene, cast, browse, number):
    """Every sort of decision once or more, through the pages."""
    mara, mona = browse(cast.mara), browse(cast.mona)
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
    for _turn in range(2):
        page = f"/cases/{number}/lock"
        mara.submit(page, {"reason": "A quarrel."} | _ground(mara, page))
    page = f"/moderation/people/{cast.ben.id}"
    for measure in ("warn", "limit", "suspend"):
        mara.submit(page, {"measure": measure, "ground": "insult", "reason": "Again."})
    other = scene.open_case(cast.otto, title="The meter again")
    assert merge(mara, other, number).status_code == 303
    return number


def _ground(client, page: str) -> dict:
    offered = {name for form in client.forms(page) for name in form.offered}
    return {"ground": "insult"} if "ground" in offered else {}


def test_its_sums_are_those_of_the_record(scene, browse, busy):
    from forum.ledger.queries import plain_entries

    with scene.app.app_context():
        entries = [one for one in plain_entries() if one.kind in MEASURES]
    record = Counter((MEASURES[one.kind], one.fields["ground"]) for one in entries)
    assert len({measure for measure, _ground in record}) >= 12
    assert counted(rows(browse)) == record
    assert all(one.fields["automated"] is False for one in entries)


def test_the_page_says_the_same_as_the_file(browse, busy):
    found = rows(browse)
    month = found[-1]["month"]
    page = browse().get(f"/moderation/report?month={month}").text
    total = sum(counted(found).values())
    assert f"{month}: {total}." in page  # the words of the picture
    assert "Passage removed for good" in page and "Personal data of somebody" in page
    assert rows(browse, f"?month={month}") == [row for row in found if row["month"] == month]


def test_reports_and_objections_are_counted(scene, cast, browse, number):
    rude = scene.write(number, cast.ben, "You fools.")
    scene.report(rude, cast.anna)
    scene.report(rude, cast.olga)
    decide(browse(cast.mara), rude, "hide", {"reason": "An insult."})
    ben, mona = browse(cast.ben), browse(cast.mona)
    ben.submit("/statements/1", {"text": "It was a joke."})
    mona.submit("/moderation/objections/1", {"outcome": "upheld", "reason": "A joke it was."})
    numbers = {row["what"]: row["number"] for row in rows(browse) if not row["ground"]}
    assert (numbers["reports"], numbers["reports_upheld"]) == ("2", "2")
    assert (numbers["appeals"], numbers["appeals_upheld"]) == ("1", "1")
    assert numbers["taken_back"] == "1" and numbers["automated"] == "0"


def test_a_rule_alone_is_counted_as_such(scene, cast, browse, number):
    written = scene.write(number, cast.ben, "Look here.")
    links = " ".join(f"https://{one}.example" for one in "abc")
    scene.edit(written, cast.ben, links)
    assert counted(rows(browse)) == {("hold", "advertising"): 1}
    numbers = {row["what"]: row["number"] for row in rows(browse)}
    assert numbers["automated"] == "1"


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
