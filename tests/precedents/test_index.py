"""Goodwill in public: found by words and category, paged, as a feed and for programs."""

from xml.etree import ElementTree

import pytest

from tests.precedents.scene import OFFER, ONCE

ATOM = "{http://www.w3.org/2005/Atom}"


def offer(**changed):
    return {**OFFER, **changed}


def shown(browse, query="") -> list[str]:
    page = browse().get(f"/precedents?{query}")
    assert page.status_code == 200
    return [part.split("<")[0] for part in page.text.split('class="precedent-number">')[1:]]


@pytest.fixture
def four(goodwill) -> list[str]:
    """Of two categories; the third cannot be repeated, the fourth has ended."""
    offers = (
        (offer(what="Überweisung erlassen"), "billing"),
        (offer(what="2 GB more", terms="Whoever pays 100% in advance."), "mobile"),
        (ONCE, "mobile"),
        (offer(what="A free router"), "billing"),
    )
    found = [goodwill.granted(one, category=category) for one, category in offers]
    goodwill.browse("olga").submit(
        f"/precedents/{found[3]}/change", {"change": "end", "reason": "Sold out."}, form="/change"
    )
    return [f"P-{one}" for one in found]


def test_by_words_category_and_what_is_valid(four, browse):
    first, second, third, fourth = four
    assert shown(browse) == [fourth, third, second, first]
    assert shown(browse, "category=billing") == [fourth, first]
    assert shown(browse, "valid=1") == [second, first]
    assert shown(browse, "q=ÜBERWEISUNG") == [first]
    assert shown(browse, "q=router+free") == [fourth]
    assert shown(browse, "q=100%25") == [second]
    assert shown(browse, "q=_") == []
    assert shown(browse, "category=nowhere") == []
    assert "No goodwill here" in browse().get("/precedents?q=nothing+at+all").text


@pytest.mark.parametrize("query", ["q=%00%FF", "q=" + "x" * 5000, "cursor=WzFd", "valid=x", "q=''"])
def test_odd_questions_are_no_failure(four, browse, query):
    assert browse().get(f"/precedents?{query}").status_code in (200, 422)
    assert browse().get(f"/precedents/feed?{query}").status_code == 200


@pytest.mark.slow
def test_every_one_is_on_exactly_one_page(goodwill, browse):
    numbers = [f"P-{goodwill.granted()}" for _ in range(23)]
    page = browse().get("/precedents").text
    following = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    found = shown(browse) + shown(browse, following.partition("?")[2])
    assert found == numbers[::-1]
    assert browse().get("/precedents?cursor=forged").status_code == 422


def test_the_feed_is_valid_atom(four, browse):
    answer = browse().get("/precedents/feed?lang=en")
    assert answer.mimetype == "application/atom+xml" and answer.headers["ETag"]
    feed = ElementTree.fromstring(answer.data)
    assert feed.tag == f"{ATOM}feed"
    for name in ("title", "id", "updated", "author"):
        assert len(feed.findall(ATOM + name)) == 1, name
    links = {one.get("rel"): one.get("href") for one in feed.findall(f"{ATOM}link")}
    assert links["self"].endswith("/precedents/feed") and "alternate" in links
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 4
    ids = [one.findtext(f"{ATOM}id") for one in entries]
    assert len(set(ids)) == 4 and all(one.startswith("http://") for one in ids)
    for entry in entries:
        for name in ("title", "id", "updated", "published", "summary"):
            assert len(entry.findall(ATOM + name)) == 1, name
        assert entry.findtext(f"{ATOM}updated").endswith("+00:00")
    assert entries[-1].findtext(f"{ATOM}title").endswith("Überweisung erlassen")
    narrow = ElementTree.fromstring(browse().get("/precedents/feed?category=mobile").data)
    assert len(narrow.findall(f"{ATOM}entry")) == 2


def test_the_feed_stays_xml_whatever_is_written(goodwill, browse):
    odd = "A ]]> & <b> \x0b \uffff \U0001f600 end"
    goodwill.granted(offer(what=odd, why=odd, terms=odd))
    feed = ElementTree.fromstring(browse().get("/precedents/feed").data)
    assert "\U0001f600 end" in feed.find(f"{ATOM}entry").findtext(f"{ATOM}summary")


def test_programs_read_the_list(four, api, goodwill):
    goodwill.claimed(2)
    program = api()
    page = program.get("/api/v1/precedents?limit=3").json
    assert [one["number"] for one in page["items"]] == [4, 3, 2] and page["next"]
    assert page["items"][0]["ended_because"] == "Sold out."
    assert [one["can_be_claimed"] for one in page["items"]] == [False, False, True]
    assert page["items"][2]["claims"] == 1 and page["items"][2]["valid_until"] == "2026-03-31"
    rest = program.get(f"/api/v1/precedents?limit=3&cursor={page['next']}").json
    assert [one["number"] for one in rest["items"]] == [1] and rest["next"] is None
    for query, numbers in (("valid=true", [2, 1]), ("category=billing", [4, 1]), ("q=free", [4])):
        found = program.get(f"/api/v1/precedents?{query}").json["items"]
        assert [one["number"] for one in found] == numbers, query
    assert program.get("/api/v1/precedents?valid=perhaps").status_code == 422
