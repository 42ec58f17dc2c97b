"""Programs fill in a field that people do not see; nothing of it is lost without a look."""

import pytest

CASE = {"title": "Cheap watches", "body": "The best.", "category": "mobile", "kind": "fault"}
FILLED = {"homepage_url": "https://watches.example"}
NEW = {"name": "Greta", "email": "greta@example.org", "password": "seven small boats"}


@pytest.fixture
def number(api, cast) -> int:
    return api(cast.anna).post("/api/v1/cases", json=CASE).get_json()["number"]


def test_a_program_that_signs_up_is_told_what_all_are_told_and_nothing_happens(
    app, browse, mailbox
):
    real = browse().submit("/account/new", {**NEW, "email": "real@example.org"}, follow=True)
    answer = browse().submit("/account/new", {**NEW, **FILLED}, follow=True)
    assert answer.request.path == "/account/new/sent"
    assert answer.text == real.text
    assert mailbox.to(NEW["email"]) == []
    assert len(mailbox.to("real@example.org")) == 1


def test_bad_input_of_a_program_is_still_told(app, browse):
    answer = browse().submit("/account/new", {**NEW, **FILLED, "password": "short"})
    assert answer.status_code == 422


@pytest.mark.slow
def test_a_post_waits_for_a_moderator_who_is_told_why(app, cast, browse, number):
    ben, mara = browse(cast.ben), browse(cast.mara)
    answer = ben.submit(f"/cases/{number}", {"body": "Buy watches.", **FILLED}, follow=True)
    assert "A moderator looks at your post" in answer.text
    assert "Buy watches." not in browse().get(f"/cases/{number}").text
    queue = mara.get("/moderation").text
    assert "Buy watches." in queue
    assert "A field that people do not see was filled in" in queue
    assert FILLED["homepage_url"] not in queue, "it is kept nowhere"
    mara.submit("/moderation", form="/approve")
    assert "Buy watches." in browse().get(f"/cases/{number}").text


def test_a_case_waits_too_and_keeps_its_time(app, clock, cast, browse):
    ben, mara = browse(cast.ben), browse(cast.mara)
    answer = ben.submit("/cases/new", {**CASE, **FILLED}, "draw=1", follow=True)
    assert "A moderator looks at it" in answer.text
    opened = clock.now
    clock.move(hours=1)
    mara.submit("/moderation", form="/approve")
    with app.app_context():
        from forum.cases.queries import cases_numbered

        (case,) = cases_numbered([1])
        assert (case.visibility, case.waiting_since) == ("public", opened)


def test_staff_are_not_held(app, cast, browse, api, number):
    olga = browse(cast.olga)
    api(cast.olga).post("/api/v1/queue/next", json={"lane": "mobile"})
    olga.submit(f"/cases/{number}", {"body": "We look into it.", **FILLED})
    assert "We look into it." in browse().get(f"/cases/{number}").text


@pytest.mark.parametrize("path", ["/account/new", "/cases/new", "/cases/1"])
def test_people_neither_see_hear_nor_reach_it(app, cast, window, axe, number, path):
    page = window.open(None if path.startswith("/account") else cast.ben)
    page.goto(path)
    trap = page.locator("[name=homepage_url]")
    assert trap.count() == 1
    box = trap.locator("xpath=..").bounding_box()
    assert box["width"] <= 1 and box["height"] <= 1
    assert page.get_by_role("textbox", name="Please leave this field empty").count() == 0
    reached = set()
    for _count in range(80):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.name || ''"))
    assert "homepage_url" not in reached
    assert reached & {"body", "email"}
    axe(page)
