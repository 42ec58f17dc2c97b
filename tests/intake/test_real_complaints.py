"""The main real input: 1,537 complaints about a telephone company, with their conversations."""

import json
import re

import pytest

from tests.data import part_of, shared_data

CASES, POSTS = 1_537, 3_698
SURGE = "/cases?from=2015-06-24&to=2015-06-24"


@pytest.fixture
def complaints(much, tmp_path):
    """The file of all of them; in short, of those of the busiest day."""
    whole = shared_data("comcast-fcc-2015") / "cases.jsonl"
    if much(True, False):
        return whole
    return part_of(whole, tmp_path, lambda line, _place: '"opened_at": "2015-06-24' in line)


@pytest.mark.slow
@pytest.mark.long
def test_all_complaints_are_brought_in_once_browsed_and_found(
    run, count, browse, worker, complaints, much
):
    rows = [json.loads(line) for line in complaints.read_text("utf-8").splitlines()]
    cases, posts = len(rows), sum(len(row["messages"]) for row in rows)
    first = run("import", "cases", complaints)
    assert first.exit_code == 0, first.output
    assert f"{cases} cases with {posts} posts were brought in; 0 were here" in first.output
    assert count() == (cases, posts)

    second = run("import", "cases", complaints)
    assert f"0 cases with 0 posts were brought in; {cases} were here already" in second.output
    if much(True, False):
        assert (cases, posts) == (CASES, POSTS)
        table = shared_data("comcast-fcc-2015") / "Comcast_dev.csv"
        tickets = run("import", "csv", "--source", "cases", table)
        assert f"0 cases with 0 posts were brought in; {CASES} were here" in tickets.output
        assert count() == (CASES, posts)

    on_the_day = {row["title"] for row in rows if row["opened_at"].startswith("2015-06-24")}
    assert len(numbers_of_all_pages(browse(), SURGE)) == 154
    assert len(on_the_day) > 100

    worker()
    best = re.search(r'href="(/cases/\d+)', results(browse().get("/search?q=data+cap").text))
    assert re.search(r"data cap", browse().get(best[1]).text, re.IGNORECASE)


@pytest.mark.slow
@pytest.mark.only_long
def test_the_tickets_alone_come_in_with_the_dates_that_the_threads_have(run, count, app):
    folder = shared_data("comcast-fcc-2015")
    result = run("import", "csv", folder / "Comcast_dev.csv")
    assert result.exit_code == 0, result.output
    assert count() == (CASES, CASES)
    told = {}
    for line in (folder / "cases.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        told[row["ticket"]] = row["opened_at"]
    wrong = [key for key, opened_at in opened(app) if told[key] != opened_at]
    assert not wrong, f"{len(wrong)} dates differ, as in tickets {wrong[:5]}"


def numbers_of_all_pages(client, address: str) -> set[str]:
    """The numbers of the cases on a list and all pages that follow it."""
    found: set[str] = set()
    while address:
        page = client.get(address).text
        found |= set(re.findall(r'href="/cases/(\d+)"', page))
        following = re.search(r'<a[^>]+href="([^"]*cursor=[^"]+)"[^>]*rel="next"', page)
        following = following or re.search(r'rel="next"[^>]*href="([^"]+)"', page)
        address = following[1].replace("&amp;", "&") if following else ""
    return found


def results(page: str) -> str:
    """The part of the search page that holds the hits."""
    return page[page.index("<main") :]


def opened(app):
    from sqlalchemy import select

    from forum.cases.models import Case
    from forum.core.db import db
    from forum.core.house_time import HOUSE_TIME

    with app.app_context():
        rows = db.session.execute(select(Case.source_key, Case.opened_at)).all()
    for key, opened_at in rows:
        yield key, opened_at.astimezone(HOUSE_TIME).replace(tzinfo=None).isoformat()
