"""Opening a case: the three steps, what is kept on an error, what is sent twice, who waits."""

import pytest

from tests.cases.conftest import TEXTS


def test_a_complaint_draws_a_number_and_anybody_can_read_it(open_by_form, browse, entries):
    number = open_by_form()
    page = browse().get(f"/cases/{number}").text
    assert "Data cap reached after three days" in page
    assert "The meter counts what I never used." in page
    kinds = [kind for kind, _fields in entries(number)]
    assert kinds == ["case.opened"]


def test_a_visitor_may_write_first_and_sign_in_afterwards(browse, cast):
    visitor = browse()
    answer = visitor.submit("/cases/new", TEXTS, "draw")
    assert answer.status_code == 303 and "/account/sign-in" in answer.location
    # The same browser signs in and finds what it typed.
    visitor.submit(answer.location, {"email": cast.anna.email, "password": cast.anna.password})
    page = visitor.get("/cases/new").text
    assert TEXTS["title"] in page and TEXTS["body"] in page


def test_an_expired_session_loses_nothing(browse, cast):
    anna = browse(cast.anna)
    form = anna.forms("/cases/new")[-1]
    anna.delete_cookie("wartemarke")
    answer = anna.send(form, "/cases/new", TEXTS, "draw")
    assert answer.status_code in (303, 400)
    assert TEXTS["body"] in anna.get("/cases/new").text


def test_one_browsers_draft_is_not_anothers(browse):
    browse().submit("/cases/new", TEXTS, "draw")
    assert TEXTS["body"] not in browse().get("/cases/new").text


def test_bad_input_is_shown_again_with_what_was_typed(browse, cast):
    long = {**TEXTS, "title": "x" * 151}
    answer = browse(cast.anna).submit("/cases/new", long, "draw")
    assert answer.status_code == 422
    assert "1 characters too long" in answer.text and TEXTS["body"] in answer.text
    blank = {**TEXTS, "title": " \u200b ", "body": "  \n "}
    answer = browse(cast.anna).submit("/cases/new", blank, "draw")
    assert answer.status_code == 422 and "Give your case a title." in answer.text
    assert "Please describe your case." in answer.text


def test_forged_choices_are_refused(browse, cast, app):
    for forged in ({"category": "nonsense"}, {"kind": "vip"}, {"contract_class": "gold"}):
        answer = browse(cast.anna).submit("/cases/new", TEXTS, "draw", forged=forged)
        assert answer.status_code == 422, forged


def test_a_double_click_makes_one_case(browse, cast):
    anna = browse(cast.anna)
    form = next(one for one in anna.forms("/cases/new") if "title" in one.offered)
    first = anna.send(form, "/cases/new", TEXTS, "draw")
    second = anna.send(form, "/cases/new", TEXTS, "draw")
    assert first.location == second.location
    assert browse().get("/cases").text.count("case-row-title") == 1


@pytest.mark.slow
def test_similar_cases_are_shown_once_before_a_number_is_drawn(
    browse, cast, open_by_form, worker, case_row
):
    first = open_by_form("ben", title="Data cap reached much too early")
    worker()
    anna = browse(cast.anna)
    answer = anna.submit("/cases/new", TEXTS, "draw")
    assert answer.status_code == 200 and "Data cap reached much too early" in answer.text
    assert f'formaction="/cases/{first}/affected"' in answer.text
    from tests.harness.forms import read_forms

    form = next(one for one in read_forms(answer.text) if "title" in one.offered)
    assert dict(form.filled)["title"] == TEXTS["title"]
    assert anna.send(form, "/cases/new", {}, "draw").status_code == 303


def test_looking_for_similar_cases_needs_no_javascript(browse, cast, open_by_form, worker):
    open_by_form("ben", title="Data cap reached much too early")
    worker()
    answer = browse(cast.anna).submit("/cases/new", {"title": TEXTS["title"]}, "look")
    assert answer.status_code == 200 and "much too early" in answer.text
    assert TEXTS["title"] in answer.text


@pytest.mark.slow
def test_the_first_case_of_a_new_account_waits_for_a_moderator(
    open_by_form, browse, cast, worker, entries
):
    number = open_by_form("nora", title="Canarytitle of a newcomer")
    worker()
    for person in (None, cast.ben, cast.olga):
        assert browse(person).get(f"/cases/{number}").status_code == 404
        assert "Canarytitle" not in browse(person).get("/cases").text
        assert "Canarytitle" not in browse(person).get("/search?q=newcomer").text
    assert "Canarytitle" in browse(cast.nora).get(f"/cases/{number}").text
    assert "Canarytitle" in browse(cast.mara).get(f"/cases/{number}").text


def test_the_facts_are_stored_from_the_start(open_by_form, case_row, entries):
    number = open_by_form(is_total_outage=True, contract_class="business", kind="outage")
    case = case_row(number)
    assert case.is_total_outage and case.contract_class == "business"
    assert not case.is_emergency_call_impossible
    _kind, fields = entries(number)[0]
    assert fields["fact_total_outage"] is True and fields["fact_category"] == "mobile"
    assert "title" not in fields and "anna" not in str(fields)


def test_the_language_is_detected_and_can_be_corrected_by_its_author(
    open_by_form, press, case_row, entries
):
    number = open_by_form(
        title="Seit Montag kein Internet mehr", body="Der Router blinkt nur noch."
    )
    assert case_row(number).language == "de"
    assert press("ben", number, "language", language="en").status_code == 403
    assert press("anna", number, "language", language="xx").status_code == 422
    assert press("anna", number, "language", language="en").status_code == 303
    assert case_row(number).language == "en"
    assert ("case.language_corrected", {"language": "en"}) in entries(number)


def test_a_visitor_without_javascript_sees_similar_cases(browse, open_by_form, worker):
    open_by_form("ben", title="Data cap reached much too early")
    worker()
    answer = browse().submit("/cases/new", {"title": TEXTS["title"]}, "look")
    assert answer.status_code == 200 and "much too early" in answer.text


def test_a_link_of_ours_names_the_category(browse, cast):
    chosen = browse(cast.anna).get("/cases/new?category=billing").text
    assert 'selected value="billing"' in chosen
    assert browse().get("/cases/new?category=nothing").status_code == 200
