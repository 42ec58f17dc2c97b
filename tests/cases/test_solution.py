"""How a case ends and begins again: whose word it is, who may say it, what time alone does."""

import pytest


@pytest.fixture
def answered(told, answer_a_case):
    """The number of anna's case, with olga's answer as post 2."""
    return told("answered case", answer_a_case)


def test_staff_mark_a_solution_and_it_is_not_yet_confirmed(
    answered, press, browse, case_row, entries
):
    assert press("olga", answered, "solution", post=2).status_code == 303
    case = case_row(answered)
    assert (case.status, case.solved_by, case.confirmed_by) == ("solved", "staff", None)
    assert entries(answered)[-1] == ("case.solved", {"post": 2, "by": "staff", "status": "solved"})
    page = browse().get(f"/cases/{answered}").text
    assert "marked solved by staff, not yet confirmed" in page
    assert "Marked as the solution by staff, not yet confirmed by the author" in page


def test_the_author_confirms_in_one_click(answered, press, browse, cast, case_row, entries):
    press("olga", answered, "solution", post=2)
    assert "Yes, it is solved" in browse(cast.anna).get(f"/cases/{answered}").text
    assert press("anna", answered, "confirmation").status_code == 303
    assert case_row(answered).confirmed_by == "author"
    assert entries(answered)[-1][0] == "case.confirmed"
    page = browse().get(f"/cases/{answered}").text
    assert "not yet confirmed" not in page and "confirmed by the author" in page


def test_the_author_says_solved_with_and_without_naming_a_post(answered, press, case_row):
    press("anna", answered, "solution")
    case = case_row(answered)
    assert (case.status, case.solved_by, case.confirmed_by) == ("solved", "author", "author")
    press("anna", answered, "reopening")
    press("anna", answered, "solution", post=2)
    assert case_row(answered).solved_by == "author"


@pytest.mark.slow
def test_several_posts_can_be_the_solution(answered, reply, press, browse, entries):
    reply("ben", answered, "And pull the plug for a minute.")
    press("anna", answered, "solution", post=2)
    press("anna", answered, "solution", post=3)
    page = browse().get(f"/cases/{answered}").text
    assert page.count("This post solved the case") == 2
    press("anna", answered, "solution/withdrawal", post=3)
    assert browse().get(f"/cases/{answered}").text.count("This post solved the case") == 1
    assert entries(answered)[-1][0] == "solution.unmarked"


def test_staff_who_take_back_their_only_mark_open_the_case_again(answered, press, case_row):
    press("olga", answered, "solution", post=2)
    press("olga", answered, "solution/withdrawal", post=2)
    assert case_row(answered).status == "waiting_for_company"


@pytest.mark.slow
@pytest.mark.parametrize("end", ["solved", "solved by staff", "declined", "closed"])
def test_the_author_reopens_from_any_end_with_the_time_already_waited(
    end, open_case, reply, press, browse, cast, clock, case_row, entries, app
):
    number = open_case()
    clock.move(hours=7)
    reply("olga", number)
    if end == "solved":
        press("anna", number, "solution")
    elif end == "declined":
        browse(cast.olga).submit(f"/cases/{number}/decline", {"reason": "Outside our network."})
    else:
        press("olga", number, "solution", post=2)
    clock.move(days=14, hours=1)
    if end == "closed":
        keep_up(app)
        assert case_row(number).status == "closed"
    answer = press("anna", number, "reopening")
    assert answer.status_code == 303
    case = case_row(number)
    assert case.status == "waiting_for_company" and case.turn == "company"
    assert case.waiting_since == clock.now - hours(7)
    assert case.reopened_count == 1 and case.solved_by is None
    # Reopening is a fact, for which the rulebook in force gives a head start at once.
    assert [kind for kind, _fields in entries(number)][-2:] == ["case.reopened", "queue.granted"]
    assert "This post solved the case" not in browse().get(f"/cases/{number}").text


def test_fourteen_days_of_silence_confirm_and_say_so(
    answered, press, browse, clock, case_row, entries, app
):
    press("olga", answered, "solution", post=2)
    clock.move(days=13, hours=23)
    keep_up(app)
    assert case_row(answered).status == "solved"
    clock.move(hours=2)
    keep_up(app)
    case = case_row(answered)
    assert (case.status, case.confirmed_by) == ("closed", "silence")
    assert entries(answered)[-1] == ("case.closed", {"confirmed_by": "silence", "status": "closed"})
    assert "14 days" in browse().get(f"/cases/{answered}").text


def test_declining_needs_a_public_reason(answered, browse, cast, case_row, entries):
    olga = browse(cast.olga)
    answer = olga.submit(f"/cases/{answered}/decline", {"reason": "  "})
    assert answer.status_code == 422 and "A public reason is required." in answer.text
    assert case_row(answered).status == "waiting_for_customer"
    answer = olga.submit(f"/cases/{answered}/decline", {"reason": "The line is not ours."})
    assert answer.status_code == 303
    assert case_row(answered).status == "declined"
    kind, fields = entries(answered)[-1]
    assert kind == "case.declined" and set(fields) == {"reason_commitment", "status"}
    page = browse().get(f"/cases/{answered}").text
    assert "The line is not ours." in page and "declined" in page


@pytest.mark.parametrize(
    ("person", "verb", "status"),
    [
        ("ben", "solution", 403),
        ("ben", "confirmation", 403),
        ("ben", "reopening", 403),
        ("olga", "reopening", 403),
        ("olga", "confirmation", 403),
        ("mara", "solution", 403),
        ("ben", "decline", 403),
        ("anna", "decline", 403),
        ("anna", "reopening", 409),
    ],
)
def test_the_wrong_person_or_moment_is_refused(
    answered, press, case_row, entries, person, verb, status
):
    before = entries(answered)
    assert press(person, answered, verb, post=2, reason="Because.").status_code == status
    assert entries(answered) == before
    assert case_row(answered).status == "waiting_for_customer"


def test_visitors_are_asked_in(answered, browse):
    visitor = browse()
    token = visitor.token("/cases/new")
    for verb in ("solution", "confirmation", "reopening", "affected", "helped", "language"):
        answer = visitor.post(f"/cases/{answered}/{verb}", data={"csrf_token": token})
        assert answer.status_code == 303 and "/account/sign-in" in answer.location, verb


def test_a_forged_post_is_refused(answered, open_case, press, case_row):
    other = open_case("ben", title="Another matter entirely")
    for forged in ("99", "0", "-1", "x", "1e9", str(10**30)):
        assert press("olga", other, "solution", post=forged).status_code == 422, forged
    assert case_row(other).status == "new"


def test_a_post_without_token_changes_nothing(answered, browse, cast, case_row):
    answer = browse(cast.olga).post(f"/cases/{answered}/solution", data={"post": 2})
    assert answer.status_code == 400
    assert case_row(answered).status == "waiting_for_customer"


def keep_up(app):
    from forum.worker import keep_up

    with app.app_context():
        keep_up()


def hours(number: int):
    from datetime import timedelta

    return timedelta(hours=number)


@pytest.mark.slow
def test_a_mark_says_whose_word_it_is(open_case, reply, press, browse, clock):
    number = open_case()
    reply("olga", number, "Restart the router.")
    press("olga", number, "solution", post="2")
    page = browse().get(f"/cases/{number}").text
    assert "Marked as the solution by staff, not yet confirmed by the author" in page
    assert "This post solved the case" not in page
    press("anna", number, "confirmation")
    page = browse().get(f"/cases/{number}").text
    assert "This post solved the case" in page and "not yet confirmed" not in page


def test_a_mark_that_time_confirmed_says_so(open_case, reply, press, browse, clock, app):
    from forum.worker import keep_up

    number = open_case()
    reply("olga", number, "Restart the router.")
    press("olga", number, "solution", post="2")
    clock.move(days=15)
    with app.app_context():
        keep_up()
    page = browse().get(f"/cases/{number}").text
    assert "Marked as the solution by staff; 14 days passed without objection" in page
