"""The page of the search: how far it leads, and what it says where it ends."""

import re
from html import unescape

import pytest

ENDS = "The list ends here, although more cases match."


def all_pages(client, path: str) -> list[str]:
    pages = []
    while path:
        pages.append(client.get(path).text)
        following = re.search(r'rel="next" href="([^"]+)"', pages[-1])
        path = unescape(following[1]) if following else None
    return pages


@pytest.mark.slow
def test_the_last_page_says_that_more_cases_match(app, cast, browse, worker):
    open_cases(app, cast.anna, 240)
    worker()
    *before, last = all_pages(browse(), "/search?q=router")
    assert "240 cases found" in last and ENDS in last
    assert before and not any(ENDS in page for page in before)


@pytest.mark.slow
def test_a_list_that_is_whole_ends_without_words(app, cast, browse, worker):
    open_cases(app, cast.anna, 25)
    worker()
    pages = all_pages(browse(), "/search?q=router")
    assert len(pages) == 2 and not any(ENDS in page for page in pages)


def open_cases(app, person, count: int) -> None:
    from forum.cases import actions
    from forum.core.db import writing
    from tests.house.stage import any_category

    with app.app_context(), writing():
        author = person.row()
        for number in range(count):
            actions.open_case(
                author=author,
                title=f"Router {number}",
                body="It blinks.",
                category=any_category(),
                kind="fault",
            )
