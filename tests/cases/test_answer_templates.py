"""Answer templates: written at the desk, filled in beside a case, counted by what they led to."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.core import fragments
from forum.knowledge.template_rules import FIELD, fields_in, filled

ROUTER = {
    "title": "Restart the router",
    "text": "Hello [[name]],\n\nplease restart the router on [[date]]. Case [[case]]: [[title]].",
    "category": "mobile",
    "language": "en",
}


@pytest.fixture
def write(browse, cast):
    """`write(title=…)`: olga writes a template through the form; returns its number."""

    def write(**fields) -> int:
        olga = browse(cast.olga)
        data = {**ROUTER, **fields}
        answer = olga.submit("/desk/templates/new", data, form="/desk/templates")
        assert answer.status_code == 303, answer.text
        return int(re.search(r"/desk/templates/(\d+)", answer.location).group(1))

    return write


@pytest.fixture
def answer(browse, cast):
    """`answer(number, template, body=…)`: olga answers with a template; returns the answer."""

    def answer(number: int, template: int, **data):
        olga = browse(cast.olga)
        url = f"/cases/{number}?template={template}"
        return olga.submit(url, data, form=f"/cases/{number}/posts")

    return answer


def shown(client, number: int, template: int) -> str:
    """What stands in the box for an answer."""
    forms = client.forms(f"/cases/{number}?template={template}")
    [form] = [one for one in forms if one.action.startswith(f"/cases/{number}/posts")]
    return dict(form.filled)["body"]


def test_a_template_fills_what_the_case_knows_and_marks_the_rest(write, open_case, browse, cast):
    template, number = write(), open_case()
    olga = browse(cast.olga)
    assert f"template={template}" in olga.get(f"/cases/{number}").text
    text = shown(olga, number, template)
    assert "Hello anna," in text and f"Case {number}: Data cap reached" in text
    assert "[[date]]" in text and "[[name]]" not in text
    assert "Still to be filled in" in olga.get(f"/cases/{number}?template={template}").text


def test_a_field_left_open_is_refused_and_the_text_stays(
    write, open_case, answer, case_row, entries
):
    template, number = write(), open_case()
    before = entries(number)
    refused = answer(number, template, body="Restart it on [[date]] or [[ day ]].")
    assert refused.status_code == 422
    assert "Fill in first: [[date]], [[day]]" in refused.text
    assert "Restart it on [[date]] or [[ day ]]." in refused.text
    assert f'name="template" value="{template}"' in refused.text
    assert entries(number) == before and case_row(number).status == "new"


def test_programs_of_staff_cannot_leave_one_open_either(open_case, api, cast):
    number = open_case()
    sent = {"body": "Restart it on [[date]]."}
    refused = api(cast.olga).post(f"/api/v1/cases/{number}/posts", json=sent)
    assert refused.status_code == 422 and refused.json["field"] == "body"


def test_customers_write_what_they_like(open_case, reply):
    number = open_case()
    assert reply("ben", number, "My display says [[date]].").status_code == 303


@pytest.mark.slow
def test_what_a_version_led_to_is_counted_once_a_case(
    write, open_case, answer, press, reply, browse, cast
):
    template = write()
    first, second = open_case(), open_case("ben", title="Another cap")
    assert answer(first, template, body="Restart it tonight.").status_code == 303
    assert answer(first, template, body="Restart it again.").status_code == 303
    assert answer(second, template, body="Restart it tonight.").status_code == 303
    press("anna", first, "solution", post=2)
    desk = browse(cast.olga)
    record = "used 3 times, 1 case solved by the author’s word"
    assert record in desk.get(f"/desk/templates/{template}").text
    assert record in desk.get("/desk/templates").text
    press("anna", first, "reopening")
    assert "0 cases solved" in desk.get(f"/desk/templates/{template}").text


def test_silence_and_the_word_of_staff_do_not_count(
    write, open_case, answer, clock, browse, cast, app
):
    from forum.worker import keep_up

    template, number = write(), open_case()
    answer(number, template, body="Restart it tonight.", then="solve")
    clock.move(days=15)
    with app.app_context():
        keep_up()
    desk = browse(cast.olga)
    assert "used 1 time, 0 cases solved" in desk.get(f"/desk/templates/{template}").text


def test_the_link_of_the_mail_counts(write, open_case, answer, mailbox, cast, browse):
    template, number = write(), open_case()
    answer(number, template, body="Restart it tonight.", then="solve")
    path = "/" + mailbox.link_to(cast.anna, "/solved/").split("/", 3)[3]
    visitor = browse()
    [form] = [one for one in visitor.forms(path) if one.action == path]
    visitor.send(form, path)
    assert "1 case solved" in browse(cast.olga).get(f"/desk/templates/{template}").text


@pytest.mark.slow
def test_versions_stay_and_the_post_remembers_its_own(write, open_case, answer, browse, cast, app):
    template, number = write(), open_case()
    answer(number, template, body="Restart it tonight.")
    olga, url = browse(cast.olga), f"/desk/templates/{template}"
    assert olga.submit(url, {"text": "Replace it on [[date]]."}, form=url).status_code == 303
    page = olga.get(url).text
    assert "Version 2" in page and "please restart the router on [[date]]" in page
    second, first = re.findall(r"Version \d,.*?</summary>", page, re.S)
    assert "not used yet" in second and "used 1 time" in first
    olga.submit(url, {"category": ""}, form=url)  # where it is offered is no new text
    assert "Version 3" not in olga.get(url).text
    assert shown(olga, open_case("ben", title="Other"), template) == "Replace it on [[date]]."


def test_two_who_change_it_at_once_lose_nothing(write, browse, cast):
    template = write()
    url = f"/desk/templates/{template}"
    olga, otto = browse(cast.olga), browse(cast.otto)
    [form] = [one for one in otto.forms(url) if one.action == url]
    olga.submit(url, {"text": "Replace it."}, form=url)
    late = otto.send(form, url, {"text": "Leave it alone."})
    assert late.status_code == 409 and "Leave it alone." in late.text
    assert "Somebody else has changed" in late.text and "Replace it." in late.text


def test_a_retired_template_is_offered_no_more_and_can_come_back(write, open_case, browse, cast):
    template, number = write(), open_case()
    olga, url = browse(cast.olga), f"/desk/templates/{template}"
    olga.submit(url, form=f"{url}/retirement")
    assert f"template={template}" not in olga.get(f"/cases/{number}").text
    assert shown(olga, number, template) == ""
    assert ROUTER["title"] not in olga.get("/desk/templates").text
    assert ROUTER["title"] in olga.get("/desk/templates?retired=1").text
    olga.submit(url, form=f"{url}/retirement")
    assert ROUTER["title"] in olga.get("/desk/templates").text


@pytest.mark.slow
def test_search_by_words_category_and_language(write, open_case, browse, cast):
    write()
    write(title="Straße gestört", text="Grüße aus der ÄUSSEREN Straße", language="de", category="")
    write(title="Your bill", text="It is 100% right_now.", category="billing")
    olga = browse(cast.olga)

    def found(**asked) -> list[str]:
        page = olga.get("/desk/templates", query_string=asked).text
        return [one for one in ("Restart", "gestört", "Your bill") if one in page]

    assert found() == ["Restart", "gestört", "Your bill"]
    assert found(q="ROUTER please") == ["Restart"]
    assert found(q="äusseren") == found(q="ÄUSSEREN strasse") == ["gestört"]
    assert found(q="100%") == ["Your bill"] and found(q="%") == ["Your bill"]
    assert found(q="right_now") == ["Your bill"] and found(q="rightxnow") == []
    assert found(category="mobile") == ["Restart", "gestört"]
    assert found(language="de") == ["gestört"]
    assert found(category="nonsense", language="xx") == found()
    number = open_case()
    offered = olga.get(f"/cases/{number}").text
    assert "Restart the router" in offered and "Your bill" not in offered
    assert "No template fits" in olga.get(f"/cases/{number}?templates=unicorn").text


def test_lists_are_paged_by_key(app, cast, browse):
    from forum.core.db import writing
    from forum.knowledge.template_actions import write_template

    with app.app_context(), writing():
        for number in range(65):
            said = {"title": f"Template {number:02}", "text": "x", "category": None}
            write_template(**said, language="en", author=cast.olga.row())
    olga, url, seen = browse(cast.olga), "/desk/templates", []
    while url:
        page = olga.get(url).text
        seen += re.findall(r"<bdi>(Template \d\d)</bdi>", page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        url = following and following.group(1).replace("&amp;", "&")
    assert seen == [f"Template {number:02}" for number in range(65)]
    assert olga.get("/desk/templates?cursor=forged").status_code == 422


@pytest.mark.parametrize("person", ["anna", "ben", "mara"])
def test_only_staff_see_templates(person, write, open_case, browse, cast):
    template, number = write(), open_case()
    client = browse(cast[person])
    assert client.get("/desk/templates").status_code == 403
    assert client.get(f"/desk/templates/{template}").status_code == 403
    page = client.get(f"/cases/{number}?template={template}").text
    assert "please restart the router" not in page and "Answer with a template" not in page
    sent = {"body": "Mine too.", "template": template, "template_version": 1}
    token = client.token(f"/cases/{number}")
    client.post(f"/cases/{number}/posts", data={"csrf_token": token, **sent})
    assert "not used yet" in browse(cast.olga).get(f"/desk/templates/{template}").text


@pytest.mark.parametrize("forged", ["0", "-1", "x", "999999999999999999999", "7", "1.5", ""])
def test_a_forged_template_fills_nothing_and_breaks_nothing(forged, open_case, browse, cast, write):
    write()
    number = open_case()
    olga = browse(cast.olga)
    assert olga.get(f"/cases/{number}?template={forged}").status_code == 200
    token = olga.token(f"/cases/{number}")
    sent = {"body": "Restart it.", "template": forged, "template_version": forged}
    answer = olga.post(f"/cases/{number}/posts", data={"csrf_token": token, **sent})
    assert answer.status_code in (303, 422)


@pytest.mark.parametrize("missing", ["title", "text", "language"])
def test_bad_input_is_shown_again(missing, browse, cast):
    olga = browse(cast.olga)
    data = {**ROUTER, missing: " " if missing != "language" else "xx"}
    token = olga.token("/desk/templates/new")
    answer = olga.post("/desk/templates", data={"csrf_token": token, **data})
    assert answer.status_code == 422
    kept = "please restart the router" if missing != "text" else ROUTER["title"]
    assert kept in answer.text


@pytest.mark.slow
def test_a_case_page_costs_the_same_with_many_templates(
    app, cast, browse, open_case, statements, write
):
    number, olga = open_case(), browse(cast.olga)

    def cost() -> int:
        app.wsgi_app.pages.clear()
        fragments.start(app, app.extensions["stamp"])
        with statements() as counted:
            assert olga.get(f"/cases/{number}").status_code == 200
        return counted.number

    write()
    before = cost()
    for count in range(12):
        write(title=f"Another {count}")
    assert cost() == before


def test_fields_are_found_and_filled():
    text = "[[date]] [[ Ort ]] [[date]] [[ -f x ]] [[1]] [a][[b]] [[Straße 2]] [[]]"
    assert fields_in(text) == ["date", "Ort", "b", "Straße 2"]
    assert filled("[[Case]] [[x]]", {"case": "12"}) == "12 [[x]]"
    assert fields_in(filled("[[title]]", {"title": "I see [[date]]"})) == []


@pytest.mark.slow
@given(st.text(alphabet="[]a 1ä\n", max_size=60))
def test_filling_in_everything_leaves_no_field(text):
    known = {name.lower(): "[[x]]" for name in fields_in(text)}
    assert FIELD.search(filled(text, known)) is None
