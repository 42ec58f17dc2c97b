"""Lists of cases: filters, orders, paging by key, forged addresses, what may not be listed."""

import re

import pytest


@pytest.fixture
def many(app, cast, clock):
    """Thirty cases of ben's, an hour apart; returns their numbers, oldest first."""
    from forum.cases import actions
    from forum.core.db import writing
    from tests.house.stage import any_category

    numbers = []
    for place in range(30):
        with app.test_request_context(), writing():
            case = actions.open_case(
                author=cast.ben.row(),
                title=f"Matter number {place}",
                body="Something is wrong.",
                category=any_category(),
                kind="fault",
            )
            numbers.append(case.number)
        clock.move(hours=1)
    return numbers


def listed(page: str) -> list[int]:
    return [int(n) for n in re.findall(r'case-row-title"[^>]*><a href="/cases/(\d+)"', page)]


def all_pages(client, url: str) -> list[int]:
    found = []
    while url:
        page = client.get(url).text
        found += listed(page)
        following = re.search(r'href="([^"]*cursor=[^"]+)" rel="next"', page) or re.search(
            r'rel="next"[^>]*href="([^"]+)"', page
        )
        url = following.group(1).replace("&amp;", "&") if following else None
    return found


def test_newest_first_over_all_pages_each_once(many, browse):
    assert all_pages(browse(), "/cases") == many[::-1]


def test_longest_waiting_first_and_nothing_unanswered_drops_out(many, browse, take, reply, clock):
    take("olga", many[3])
    reply("olga", many[3])
    clock.move(days=400)
    found = all_pages(browse(), "/cases?order=waiting")
    assert found == [number for number in many if number != many[3]]


@pytest.mark.slow
def test_filters_by_status_turn_category_and_day(many, open_case, reply, browse):
    mine = open_case(category="billing")
    reply("olga", mine)
    visitor = browse()
    assert listed(visitor.get("/cases?status=waiting_for_customer").text) == [mine]
    assert listed(visitor.get("/cases?turn=customer").text) == [mine]
    assert listed(visitor.get("/cases?category=billing").text) == [mine]
    assert listed(visitor.get("/cases?category=contract").text) == []
    day = all_pages(visitor, "/cases?from=2026-03-02&to=2026-03-02")
    assert day == many[:15][::-1]  # opened from 09:00 on, an hour apart, in the house's time


@pytest.mark.parametrize(
    "query",
    [
        "status=vip",
        "turn=mine",
        "order=loudest",
        "from=yesterday",
        "to=9999-12-31",
        "from=0001-01-01",
        "cursor=AAAA",
        "cursor=WyJhIiwgMV0",
        "cursor=%00",
    ],
)
def test_forged_addresses_get_a_sentence(many, browse, query):
    answer = browse().get(f"/cases?{query}")
    assert answer.status_code == 422
    assert "<h1>" in answer.text


def test_a_category_nobody_has_is_an_empty_list(many, browse):
    assert listed(browse().get("/cases?category=%00").text) != []  # nothing was asked for
    assert listed(browse().get("/cases?category=nonsense%00").text) == []


def test_a_persons_own_list_holds_what_is_not_public_yet(open_case, browse, cast):
    number = open_case("nora", title="Waiting to be looked at")
    assert listed(browse(cast.nora).get("/cases?mine=1").text) == [number]
    assert listed(browse(cast.ben).get("/cases?mine=1").text) == []
    assert listed(browse().get("/cases?mine=1").text) == []
