"""A long thread comes in pages; every post is found on the page that holds it."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from forum.core import fragments

LIMIT = 150_000  # bytes of the first page of a thread with its styles and scripts
SENTENCE = "The meter counted what I never used, and the hotline knew nothing of it. "


@pytest.fixture
def prolong(app, cast, clock):
    """`prolong(number, to=120)`: posts up to this position, by fifty people, a minute apart."""

    def prolong(number: int, to: int, body: str = "Here too.", **values) -> None:
        from forum.cases.models import Case, Post
        from forum.core.db import db, writing
        from forum.core.markdown import render

        people, html = cast.others(50), render(body).html
        with app.app_context(), writing():
            case = db.session.get(Case, number)
            first = db.session.scalar(select(Post).where(Post.case_number == number))
            plain = {"author_role": "customer", "renderer": first.renderer, "is_solution": False}
            plain |= {"visibility": "public", "case_number": number, "body": body, "html": html}
            rows = []
            for position in range(case.last_position + 1, to + 1):
                at = case.opened_at + timedelta(minutes=position)
                author = people[position % 50].id
                times = {"created_at": at, "published_at": at}
                rows.append({**plain, **times, "position": position, "author_id": author, **values})
            db.session.execute(insert(Post), rows)
            case.last_position = to
            case.post_count += len(rows) if "visibility" not in values else 0
        clock.move(minutes=to + 1)

    return prolong


def positions(page: str) -> list[int]:
    return [int(found) for found in re.findall(r'<article class="post[^"]*" id="post-(\d+)"', page)]


def links(page: str) -> dict[str, str]:
    """The links of the pagers by their words."""
    navigation = "".join(re.findall(r'<nav class="pager".*?</nav>', page, re.S))
    found = re.findall(r'<a class="button" href="([^"]*)"[^>]*>([^<]*)</a>', navigation)
    return {words.strip(): address for address, words in found}


@pytest.mark.slow
def test_a_long_thread_is_read_page_by_page_without_a_gap(open_case, prolong, browse):
    number = open_case()
    prolong(number, to=120)
    page = browse().get(f"/cases/{number}").text
    assert positions(page) == list(range(1, 51))
    assert links(page) == {
        "Later posts": f"/cases/{number}?after=50",
        "Latest posts": f"/cases/{number}?after=100#post-120",
    }
    page = browse().get(links(page)["Later posts"]).text
    assert positions(page) == list(range(51, 101))
    assert set(links(page)) == {"First posts", "Later posts"}
    page = browse().get(links(page)["Later posts"]).text
    assert positions(page) == list(range(101, 121))
    assert links(page) == {
        "First posts": f"/cases/{number}",
        "Earlier posts": f"/cases/{number}?after=50",
    }


@pytest.mark.slow
def test_a_thread_of_fifty_posts_has_one_page(open_case, prolong, browse):
    number = open_case()
    prolong(number, to=50)
    page = browse().get(f"/cases/{number}").text
    assert len(positions(page)) == 50 and links(page) == {}


@pytest.mark.slow
def test_posts_stay_in_order_when_a_clock_was_set_back(open_case, prolong, browse, clock):
    number = open_case()
    prolong(number, to=20, created_at=clock.now - timedelta(hours=1))
    assert positions(browse().get(f"/cases/{number}").text) == list(range(1, 21))


@pytest.mark.slow
def test_an_old_link_to_a_post_finds_it(open_case, prolong, browse):
    number = open_case()
    prolong(number, to=120)
    for position, page in ((1, ""), (50, ""), (51, "?after=50"), (120, "?after=100")):
        answer = browse().get(f"/cases/{number}/posts/{position}")
        assert answer.status_code == 302
        assert answer.location == f"/cases/{number}{page}#post-{position}"
        assert position in positions(browse().get(answer.location).text)
    for position in (0, 121, 2**40):
        assert browse().get(f"/cases/{number}/posts/{position}").status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize("wish", ["120", "x", "-50", "²", "1" * 30, "0050"])
def test_a_page_that_is_not_there_is_not_found(open_case, prolong, browse, wish):
    number = open_case()
    prolong(number, to=120)
    answer = browse().get(f"/cases/{number}?after={wish}")
    assert answer.status_code == 404 and "begins at its first post" in answer.text


@pytest.mark.slow
def test_who_answers_from_a_later_page_comes_back_to_the_new_post(open_case, prolong, browse, cast):
    number = open_case()
    prolong(number, to=100)
    client = browse(cast.ben)
    url = f"/cases/{number}?after=50&reply_to=7"
    answer = client.submit(url, {"body": "Yours too?"}, form=f"/cases/{number}/posts?after=50")
    assert answer.location == f"/cases/{number}?after=100#post-101"
    page = client.get(answer.location).text
    assert positions(page) == [101]
    assert f'href="/cases/{number}#post-7"' in page and "in reply to" in page
    refused = client.submit(url, {"body": " "}, form=f"/cases/{number}/posts?after=50")
    assert refused.status_code == 422 and positions(refused.text) == list(range(51, 101))


@pytest.mark.slow
def test_news_lead_to_the_post_on_whatever_page(open_case, prolong, browse, cast, reply, mailbox):
    number = open_case()
    prolong(number, to=100)
    reply("olga", number, "We look into it.")
    assert f"/cases/{number}/posts/101" in mailbox.text_to(cast.anna)
    news = browse(cast.anna).get("/account/notifications").text
    assert f'href="/cases/{number}/posts/101"' in news


@pytest.mark.slow
def test_a_solution_on_a_later_page_is_named_at_the_head(open_case, prolong, browse, press):
    number = open_case()
    prolong(number, to=70)
    press("anna", number, "solution", post="64")
    page = browse().get(f"/cases/{number}").text
    assert f'<a href="/cases/{number}?after=50#post-64">post #64</a>' in page
    assert "post #64" not in browse().get(f"/cases/{open_case()}").text


@pytest.mark.slow
def test_a_decision_stands_below_the_post_it_follows_and_on_one_page_alone(
    open_case, prolong, browse, reply, press, clock
):
    number = open_case()
    prolong(number, to=49)
    clock.move(minutes=5)
    reply("olga", number, "Please restart the router.")  # post 50
    clock.move(minutes=5)
    reply("anna", number, "Still dead.")  # post 51
    clock.move(minutes=5)
    press("anna", number, "solution", post="50")
    first, second = (browse().get(f"/cases/{number}{page}").text for page in ("", "?after=50"))
    answered, replied = "now it is the customer", "the case waits again"
    marked = "Post 50 marked as the solution by the author"
    assert answered in first and answered not in second
    assert replied in second and replied not in first
    assert marked in second and marked not in first


@pytest.mark.slow
def test_decisions_after_posts_that_wait_are_seen_all_the_same(
    open_case, prolong, browse, press, clock
):
    number = open_case()
    prolong(number, to=50)
    prolong(number, to=55, visibility="pending", published_at=None)
    clock.move(hours=3)
    press("anna", number, "solution")
    visitor = browse().get(f"/cases/{number}").text
    assert links(visitor) == {}, "that five posts wait is nobody's business"
    assert "The author says that the problem is solved" in visitor
    moderator = browse("mara").get(f"/cases/{number}").text
    assert "Later posts" in links(moderator)


@pytest.mark.slow
@pytest.mark.parametrize("person", [None, "ben", "mara"])
def test_a_thousand_posts_make_no_page_heavier_than_promised(
    open_case, prolong, browse, cast, statements, app, person
):
    def cost(number: int, page: str = "") -> int:
        client = browse(cast[person] if person else None)
        app.wsgi_app.pages.clear()
        fragments.start(app, app.extensions["stamp"])
        with statements() as counted:
            assert client.get(f"/cases/{number}{page}").status_code == 200
        return counted.number

    long, short = open_case(), open_case(title="Another matter")
    prolong(long, to=1000, body=SENTENCE * 5, reply_to=1)
    prolong(short, to=60, reply_to=1)
    client = browse(cast[person] if person else None)
    html = client.get(f"/cases/{long}").text
    files = re.findall(r'(?:<link rel="stylesheet"|<script)[^>]*(?:href|src)="([^"]+)"', html)
    weight = sum(len(client.get(file).data) for file in files)
    assert len(files) > 5 and len(html.encode()) + weight < LIMIT
    assert html.count("<li><bdi>person") <= 30 and "and 2" in html
    assert cost(long) == cost(short)
    assert cost(long, "?after=500") == cost(short, "?after=50")


@pytest.mark.slow
@pytest.mark.long
def test_a_chain_of_three_hundred_answers_can_be_read(open_case, browse, cast, app, much):
    from forum.cases import actions
    from forum.cases.models import Case
    from forum.core.db import db, writing

    number = open_case()
    with app.app_context(), writing():
        case, author = db.session.get(Case, number), cast.ben.row()
        for position in range(1, much(300, 120) + 1):
            actions.add_post(case, author=author, body="And then?", reply_to=position)
    for page in ("", "?after=50"):
        text = browse().get(f"/cases/{number}{page}").text
        tree = text.partition('<details class="conversation">')[2].partition("</details>")[0]
        depth = deepest = 0
        for tag in re.findall(r"</?ul>", tree):
            depth += 1 if tag == "<ul>" else -1
            deepest = max(deepest, depth)
        lines = tree.count('class="conversation-line"')
        assert lines == 50 and deepest == 9
