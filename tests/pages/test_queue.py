"""The queue in public: every lane in its order, filter, paging and feed; nothing that is hidden."""

import re
from xml.etree import ElementTree

import pytest

from tests.desk.scene import Line, listed
from tests.harness.rulings import ruling

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def line(app, clock, cast):
    return Line(app, cast, clock)


def test_each_lane_stands_in_the_order_of_service_with_its_reasons(line, browse):
    first, second = line.several(2)
    outage = line.open("All dead", is_total_outage=True)
    bill = line.open("The bill", category="billing")
    page = browse().get("/queue").text
    assert listed(page) == [outage, first, second, bill]
    assert "24 h ahead (rule R2)" in page and "3 cases wait" in page
    assert listed(browse().get("/queue?lane=contracts").text) == [bill]
    german = browse().get("/queue?lang=de").text
    assert "24 h Vorsprung (Regel R2)" in german


@pytest.mark.slow
def test_a_long_lane_is_paged_by_key_and_counts_on(line, browse):
    numbers = line.several(60)
    visitor, url, found, places = browse(), "/queue?lane=mobile", [], []
    while url:
        page = visitor.get(url).text
        found += listed(page)
        places += [int(one) for one in re.findall(r"Place </span>(\d+)", page)]
        following = re.search(r'rel="next" href="([^"]+)"', page)
        url = following[1].replace("&amp;", "&") if following else None
    assert found == numbers and places == list(range(1, 61))


def test_what_is_being_answered_stands_above_its_line(line, browse, cast):
    first, second = line.several(2)
    browse(cast.olga).submit("/desk", {"lane": "mobile"})
    page = browse().get("/queue?lane=mobile").text
    assert listed(page) == [second]
    assert "S-01 answers it, until" in page and f"/cases/{first}" in page


@pytest.mark.slow
def test_what_a_moderator_hides_leaves_the_queue(line, browse, cast):
    first, second = line.several(2)
    page = browse(cast.mara).get(f"/cases/{first}").text
    assert "Matter 0" in page
    from forum.cases.models import Case, Post
    from forum.cases.visibility_actions import hide_post
    from forum.core.db import db, writing

    with line.app.app_context(), writing():
        case = db.session.get(Case, first)
        [post] = db.session.query(Post).filter_by(case_number=first)
        hide_post(case, post=post, ruling=ruling(cast.mara.row(), "It names a neighbour."))
    for path in ("/queue", "/queue.atom", "/log", "/api/v1/queue"):
        assert "Matter 0" not in browse().get(path).text, path
    assert listed(browse().get("/queue").text) == [second]
    assert line.replays_clean()


@pytest.mark.parametrize(
    "address", ["/queue?lane=vip", "/queue?lane=mobile&cursor=x", "/log?kind=x"]
)
def test_a_forged_address_gets_a_sentence(address, browse):
    assert browse().get(address).status_code in (404, 422)


def test_the_feed_tells_what_moved_somebody(line, browse, cast):
    line.several(2)
    outage = line.open("All <b>dead</b>", is_total_outage=True)
    other = line.open("Bill", category="billing", is_total_outage=True)
    feed = ElementTree.fromstring(browse().get("/queue.atom?lane=mobile").text)
    titles = [one.findtext(f"{ATOM}title") for one in feed.findall(f"{ATOM}entry")]
    assert titles == [
        f"Case {outage}: 24 h ahead by rule R2; moved ahead of 2 other cases",
    ]
    whole = ElementTree.fromstring(browse().get("/queue.atom").text)
    assert len(whole.findall(f"{ATOM}entry")) == 2 and str(other) in ElementTree.tostring(
        whole, "unicode"
    )


def test_the_ticket_says_who_stands_before_and_why(line, browse):
    first, second = line.several(2)
    line.open("All dead", is_total_outage=True)
    place = browse().get(f"/cases/{second}/place").text
    assert "<strong>3</strong>" in place and "at the desk “Mobile network”" in place
    assert "1 came earlier." in place
    assert "1 that came later is ahead (rule R2)." in place
    assert "<html" not in place and first


@pytest.mark.slow
def test_statements_do_not_grow_with_the_line(line, browse, statements, app):
    from forum.core import fragments

    def cost() -> int:
        app.wsgi_app.pages.clear()
        fragments.start(app, app.extensions["stamp"])
        with statements() as counted:
            browse().get("/queue")
            browse().get("/queue?lane=mobile")
        return counted.number

    line.several(2)
    line.open("The bill", category="billing")
    before = cost()
    line.several(30)
    assert cost() == before
