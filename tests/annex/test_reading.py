"""Who may read a private part, and that everybody but the author leaves a trace in doing so."""

import pytest

from tests.annex.conftest import NUMBER
from tests.harness.rulings import ruling


@pytest.fixture
def number(open_case, send):
    number = open_case("anna")
    assert send("anna", number).status_code == 303
    return number


@pytest.mark.parametrize("person", ["anna", "olga", "otto", "mara", "ada"])
def test_author_staff_and_moderators_read_it(number, private, person):
    assert NUMBER in private(person, number)


@pytest.mark.parametrize("person", ["ben", "fred"])
def test_nobody_else_does(number, browse, cast, person):
    client = browse(cast[person])
    for path in ("", "?cursor=x", "/files/1"):
        answer = client.get(f"/cases/{number}/private{path}")
        assert answer.status_code == 403 and NUMBER not in answer.text
        assert "no-store" in answer.headers["Cache-Control"]


def test_a_visitor_is_asked_in(number, browse):
    answer = browse().get(f"/cases/{number}/private")
    assert answer.status_code in (302, 303) and "/account/sign-in" in answer.location


def test_a_moderator_who_is_only_a_moderator_cannot_write(number, browse, cast, private, rows):
    assert 'name="body"' not in private("mara", number)
    client = browse(cast.mara)
    token = client.token(f"/cases/{number}")
    answer = client.post(f"/cases/{number}/private", data={"csrf_token": token, "body": "Hm."})
    assert answer.status_code == 403 and len(rows("AnnexMessage")) == 1


def test_the_page_is_kept_nowhere(number, browse, cast):
    answer = browse(cast.anna).get(f"/cases/{number}/private")
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_each_reading_is_noted_and_the_author_sees_it(number, private, clock, rows):
    assert "Nobody but you" in private("anna", number)
    private("mara", number)
    clock.move(hours=1)
    private("mara", number)
    private("olga", number)
    page = private("anna", number)
    assert page.count("</span> M-01 ·") == 2 and page.count("</span> S-01 ·") == 1
    assert [row["reader_role"] for row in rows("AnnexReading")] == [
        "moderator",
        "moderator",
        "staff",
    ]


def test_the_page_of_readings_is_bounded(number, private, app, cast):
    from forum.cases import annex_access as access
    from forum.cases import annex_actions as actions
    from forum.core.db import writing

    with app.app_context(), writing():
        mara = cast.mara.row()
        case = access.annex_for_reading(mara, number)
        for _time in range(25):
            actions.open_annex(case, reader=mara)
    page = private("anna", number)
    assert page.count("</span> M-01 ·") == 20 and "and 5 earlier times" in page


def test_a_held_case_is_hidden_from_staff_but_not_from_its_author(open_case, send, browse, cast):
    number = open_case("fred")
    assert browse(cast.fred).get(f"/cases/{number}/private").status_code == 200
    assert browse(cast.olga).get(f"/cases/{number}/private").status_code == 404
    assert browse(cast.ben).get(f"/cases/{number}/private").status_code == 404
    assert browse(cast.mara).get(f"/cases/{number}/private").status_code == 200


def test_a_hidden_case_keeps_its_private_part_from_staff(number, app, cast, browse, private):
    from forum.cases import access
    from forum.cases.visibility_actions import hide_post
    from forum.core.db import writing

    with app.app_context(), writing():
        mara = cast.mara.row()
        case = access.case_for_moderating(mara, number)
        hide_post(case, post=access.post_in(case, position=1), ruling=ruling(mara, "A name."))
    assert browse(cast.olga).get(f"/cases/{number}/private").status_code == 403
    assert NUMBER in private("anna", number)


def test_a_held_case_says_why_nobody_writes_yet(open_case, browse, cast):
    number = open_case("fred")
    client = browse(cast.fred)
    page = client.get(f"/cases/{number}/private").text
    assert "A moderator looks at this case first" in page and "private-message" not in page
    data = {"csrf_token": client.token(f"/cases/{number}/private"), "body": "Kept words."}
    answer = client.post(f"/cases/{number}/private", data=data)
    assert answer.status_code == 403 and "Kept words." in answer.text


def test_what_does_not_exist_is_not_there(number, browse, cast):
    for path in ("999999/private", "0/private", f"{'9' * 30}/private", f"{number}/private/files/0"):
        assert browse(cast.olga).get(f"/cases/{path}").status_code == 404, path


def test_the_case_says_what_belongs_there_to_those_who_may_read_it(number, browse, cast):
    page = browse(cast.anna).get(f"/cases/{number}").text
    assert "Private part (1 message)" in page and "a customer number" in page
    page = browse(cast.mara).get(f"/cases/{number}").text
    assert "Private part (1 message)" in page and "Opening it is noted" in page
    for person in (None, "ben"):
        page = browse(person and cast[person]).get(f"/cases/{number}").text
        assert "Private part" not in page and "/private" not in page


@pytest.mark.slow
def test_a_long_exchange_comes_in_pages(number, app, cast, private, browse):
    from forum.cases import access
    from forum.cases import annex_actions as actions
    from forum.core.db import writing

    with app.app_context(), writing():
        anna = cast.anna.row()
        case = access.case_for_replying(anna, number)
        for place in range(60):
            actions.write_message(case, author=anna, text=f"Page {place} of the bill.")
    page = private("anna", number)
    assert "Page 59 of" in page and "Page 10 of" in page and "Page 9 of" not in page
    earlier = page.split('href="')
    [link] = [one.split('"')[0] for one in earlier if one.startswith(f"/cases/{number}/private?c")]
    older = browse(cast.anna).get(link).text
    assert NUMBER in older and "Page 9 of" in older and "Page 10 of" not in older
    assert browse(cast.anna).get(f"/cases/{number}/private?cursor=x").status_code == 422


@pytest.mark.slow
@pytest.mark.parametrize("person", ["anna", "olga", "mara"])
def test_the_cost_of_the_page_does_not_grow(number, app, cast, ask, browse, statements, person):
    from forum.cases import access
    from forum.cases import annex_actions as actions
    from forum.core.db import writing

    ask("olga", number)
    client = browse(cast[person])
    client.get(f"/cases/{number}/private")
    with statements() as before:
        client.get(f"/cases/{number}/private")
    others = cast.others(10, "staff")
    with app.app_context(), writing():
        case = access.case_for_replying(cast.anna.row(), number)
        for other in others:
            staff = other.row()
            actions.ask_for_data(case, staff=staff, what="A number.")
            actions.open_annex(case, reader=staff)
    with statements() as after:
        client.get(f"/cases/{number}/private")
    assert after.number == before.number, f"{before}\n{after}"
