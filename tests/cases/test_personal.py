"""Personal data is never public first: the author chooses; then it is masked, aside, or held."""

import re
import time

import pytest

from forum.core.personal.finder import MASK
from tests.cases.conftest import TEXTS
from tests.harness.forms import choose_form, read_forms

NUMBER = "4711 1234"
BODY = f"Nothing works. Kd.-Nr. {NUMBER}, please help."


@pytest.fixture
def asked(browse, cast):
    """`asked("anna", "/cases/new", body=…)`: sends the form; returns how to press a choice."""

    def asked(person: str, url: str, form: str, **fields):
        client = browse(cast[person])
        button, forged = ("draw", {"seen": "1"}) if url == "/cases/new" else (None, {})
        answer = client.submit(url, fields, button, form=form, forged=forged)
        assert answer.status_code == 422, answer.text
        shown = choose_form(read_forms(answer.text), set(), form)

        def press(choice: str, data: dict | None = None):
            return client.send(shown, url, data, button, forged={"personal": choice})

        return answer.text, press

    return asked


@pytest.fixture
def written(app):
    """`written(number)`: (visibility, why held, text) of each post of a case."""

    def written(number: int):
        from sqlalchemy import select

        from forum.cases.models import Post
        from forum.core.db import db

        columns = (Post.visibility, Post.held_because, Post.body)
        with app.app_context():
            rows = select(*columns).where(Post.case_number == number).order_by(Post.position)
            return [tuple(row) for row in db.session.execute(rows)]

    return written


@pytest.fixture
def approve(app, browse, cast):
    """`approve(number, position)`: mara lets a held post into the public."""

    def approve(number: int, position: int) -> None:
        from sqlalchemy import select

        from forum.cases.models import Post
        from forum.core.db import db

        where = (Post.case_number == number, Post.position == position)
        with app.app_context():
            post_id = db.session.scalar(select(Post.id).where(*where))
        answer = browse(cast.mara).submit(f"/moderation/posts/{post_id}", form="/approve")
        assert answer.status_code == 303

    return approve


def private_texts(app, number: int) -> list[str]:
    from sqlalchemy import select

    from forum.cases.annex.models import AnnexMessage
    from forum.core.db import db

    where = AnnexMessage.case_number == number
    with app.app_context():
        return list(db.session.scalars(select(AnnexMessage.body).where(where)))


def count_of_cases(app) -> int:
    from sqlalchemy import func, select

    from forum.cases.models import Case
    from forum.core.db import db

    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Case))


def number_of(answer) -> int:
    assert answer.status_code == 303, answer.text
    return int(re.search(r"/cases/(\d+)", answer.location)[1])


def test_a_new_case_is_not_written_before_its_author_has_chosen(app, asked):
    before = count_of_cases(app)
    page, _press = asked("anna", "/cases/new", "/cases/new", **{**TEXTS, "body": BODY})
    assert f"Kd.-Nr. <mark>{NUMBER}</mark>, please help." in page
    assert "customer or account number" in page and "Nothing has been published yet" in page
    assert all(f'name="personal" value="{one}"' in page for one in ("aside", "mask"))
    assert BODY in page.partition("<textarea")[2]
    assert count_of_cases(app) == before


def test_masked_it_is_published_without_the_number(asked, browse, app):
    _page, press = asked("anna", "/cases/new", "/cases/new", **{**TEXTS, "body": BODY})
    number = number_of(press("mask"))
    page = browse().get(f"/cases/{number}").text
    assert MASK in page and NUMBER not in page
    assert private_texts(app, number) == []


def test_put_aside_only_the_private_part_has_it(asked, browse, cast, app):
    fields = {**TEXTS, "title": f"Kundennummer {NUMBER}", "body": BODY}
    _page, press = asked("anna", "/cases/new", "/cases/new", **fields)
    number = number_of(press("aside"))
    for person in (None, cast.ben):
        assert NUMBER not in browse(person).get(f"/cases/{number}").text
    assert NUMBER in browse(cast.olga).get(f"/cases/{number}/private").text
    [text] = private_texts(app, number)
    assert text.count(NUMBER) == 1


@pytest.mark.slow
def test_not_personal_waits_for_a_moderator(asked, browse, written, approve):
    _page, press = asked("anna", "/cases/new", "/cases/new", **{**TEXTS, "body": BODY})
    number = number_of(press("not_personal"))
    assert written(number) == [("pending", "personal_data", BODY)]
    assert browse().get(f"/cases/{number}").status_code == 404
    approve(number, 1)
    assert NUMBER in browse().get(f"/cases/{number}").text


def test_a_title_alone_is_asked_about(asked, browse):
    fields = {**TEXTS, "title": "Call me: 0171 1234567"}
    page, press = asked("anna", "/cases/new", "/cases/new", **fields)
    assert "Title, telephone number" in page
    number = number_of(press("mask"))
    assert "1234567" not in browse().get(f"/cases/{number}").text


@pytest.mark.parametrize("choice", ["", "publish", "ASIDE", "mask mask", "1"])
def test_a_forged_choice_is_no_choice(asked, app, choice):
    _page, press = asked("anna", "/cases/new", "/cases/new", **{**TEXTS, "body": BODY})
    before = count_of_cases(app)
    assert press(choice).status_code == 422
    assert count_of_cases(app) == before


@pytest.mark.parametrize("choice", ["aside", "mask", "not_personal"])
def test_what_the_author_has_not_seen_is_asked_again(asked, app, choice):
    _page, press = asked("anna", "/cases/new", "/cases/new", **{**TEXTS, "body": BODY})
    before = count_of_cases(app)
    answer = press(choice, {"body": f"{BODY} And 0171 1234567."})
    assert answer.status_code == 422 and "<mark>0171 1234567</mark>" in answer.text
    assert count_of_cases(app) == before


def test_what_was_taken_out_after_the_question_is_just_published(asked, browse):
    _page, press = asked("anna", "/cases/new", "/cases/new", **{**TEXTS, "body": BODY})
    number = number_of(press("", {"body": "Nothing works, please help."}))
    assert "Nothing works, please help." in browse().get(f"/cases/{number}").text


def test_pressed_twice_it_is_one_case(asked, app):
    _page, press = asked("anna", "/cases/new", "/cases/new", **{**TEXTS, "body": BODY})
    before = count_of_cases(app)
    assert press("aside").location == press("aside").location
    assert count_of_cases(app) == before + 1


def test_who_answers_the_case_of_another_has_no_private_part(open_case, asked, written, app):
    number = open_case()
    page, press = asked("ben", f"/cases/{number}", f"/cases/{number}/posts", body=BODY)
    assert 'value="aside"' not in page and 'value="mask"' in page
    assert press("aside").status_code == 422
    assert len(written(number)) == 1 and private_texts(app, number) == []
    assert press("mask").status_code == 303
    assert written(number)[1] == ("public", None, BODY.replace(NUMBER, MASK))


@pytest.mark.slow
def test_an_answer_of_staff_is_held_until_looked_at_and_then_serves(
    open_case, asked, written, approve, case_row
):
    number = open_case()
    url = f"/cases/{number}"
    _page, press = asked("olga", url, f"{url}/posts", body="Write to hotline@example.org.")
    assert press("not_personal").status_code == 303
    assert written(number)[1][:2] == ("pending", "personal_data")
    assert case_row(number).status == "new"
    approve(number, 2)
    assert written(number)[1][0] == "public"
    assert case_row(number).status == "waiting_for_customer"


@pytest.mark.slow
@pytest.mark.parametrize("then", ["work", "solve"])
def test_what_staff_do_beside_answering_does_not_wait(
    open_case, asked, written, case_row, clock, then
):
    number = open_case()
    fields = {"body": BODY, "then": then}
    if then == "work":
        fields["next_word_by"] = "2026-03-03T12:00"
    page, press = asked("olga", f"/cases/{number}", f"/cases/{number}/posts", **fields)
    assert 'value="not_personal"' not in page
    assert press("not_personal").status_code == 422 and case_row(number).status == "new"
    assert press("mask").status_code == 303
    assert NUMBER not in written(number)[1][2]


def test_an_edit_that_is_not_personal_hides_the_post_first(
    open_case, reply, asked, written, browse
):
    number = open_case()
    reply("ben", number, "Same here.")
    url = f"/cases/{number}/posts/2/edit"
    _page, press = asked("ben", url, url, body=BODY)
    assert written(number)[1] == ("public", None, "Same here.")
    assert press("not_personal").status_code == 303
    assert written(number)[1] == ("pending", "personal_data", BODY)
    assert NUMBER not in browse().get(f"/cases/{number}").text


def test_the_first_post_of_a_case_stays_public_by_an_edit(open_case, asked, written, browse):
    number = open_case()
    url = f"/cases/{number}/posts/1/edit"
    page, press = asked("anna", url, url, body=BODY)
    assert 'value="not_personal"' not in page
    assert press("not_personal").status_code == 422
    assert press("aside").status_code == 303
    assert written(number)[0] == ("public", None, BODY.replace(NUMBER, MASK))
    assert NUMBER not in browse().get(f"/cases/{number}/posts/1/history").text


@pytest.mark.slow
def test_what_was_decided_about_is_not_asked_again(
    open_case, asked, approve, browse, cast, written
):
    number = open_case()
    url = f"/cases/{number}"
    _page, press = asked("ben", url, f"{url}/posts", body=BODY)
    press("not_personal")
    approve(number, 2)
    answer = browse(cast.ben).submit(f"{url}/posts/2/edit", {"body": f"{BODY} Thanks."})
    assert answer.status_code == 303 and written(number)[1][0] == "public"


def test_a_public_reason_with_a_number_in_it_is_refused(open_case, browse, cast, case_row):
    number = open_case()
    url = f"/cases/{number}/decline"
    answer = browse(cast.olga).submit(url, {"reason": f"Not ours, customer no. {NUMBER}."})
    assert answer.status_code == 422 and "Please leave out: 4711 1234" in answer.text
    assert case_row(number).status == "new"


def test_a_name_with_a_number_in_it_is_refused(browse):
    fields = {
        "name": "Anna 0171 1234567",
        "email": "new@example.org",
        "password": "one two three four",
    }
    answer = browse().submit("/account/new", fields)
    assert answer.status_code == 422 and "A name is public" in answer.text


@pytest.mark.slow
@pytest.mark.parametrize(
    "body", ["0171 1234567 " * 1_500, "1 " * 9_900, "a@" * 9_900, "kundennummer " * 1_500]
)
def test_a_hostile_text_is_answered_soon(browse, cast, body):
    began = time.perf_counter()
    fields = {**TEXTS, "body": body}
    answer = browse(cast.anna).submit("/cases/new", fields, "draw", forged={"seen": "1"})
    assert answer.status_code in (303, 422)
    assert len(answer.text) < 300_000 and time.perf_counter() - began < 5


def test_the_api_says_where_and_takes_the_choice(api, cast, browse, app):
    program = api(cast.anna)
    body = {"title": "No signal", "body": BODY, "category": "mobile", "kind": "fault"}
    before = count_of_cases(app)
    answer = program.post("/api/v1/cases", json=body)
    problem = answer.get_json()
    assert answer.status_code == 422 and problem["choices"] == ["aside", "mask", "not_personal"]
    [found] = problem["findings"]
    assert BODY[found["start"] : found["end"]] == NUMBER and NUMBER not in answer.text
    assert count_of_cases(app) == before
    assert program.post("/api/v1/cases", json={**body, "personal": "yes"}).status_code == 422
    number = program.post("/api/v1/cases", json={**body, "personal": "mask"}).get_json()["number"]
    assert NUMBER not in browse().get(f"/cases/{number}").text
    answer = program.post(f"/api/v1/cases/{number}/posts", json={"body": BODY})
    assert answer.status_code == 422 and answer.get_json()["field"] == "body"
    sent = {"body": BODY, "personal": "not_personal"}
    assert program.post(f"/api/v1/cases/{number}/posts", json=sent).status_code == 201
    assert NUMBER not in browse().get(f"/cases/{number}").text
