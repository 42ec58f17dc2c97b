"""A deadline as readers, staff and programs see it: given, paused, warned of, kept or broken."""

import re
from datetime import UTC, datetime, timedelta

import pytest

FRIDAY = datetime(2026, 3, 6, 15, 0, tzinfo=UTC)  # 16:00 in Berlin
RULE = {"contract_class": "business"}


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_a_deadline_in_working_hours_is_named_with_its_calendar(
    office_hours, open_case, clock, browse
):
    clock.set(FRIDAY)
    page = words(browse().get(f"/cases/{open_case()}").text)
    assert "by 9 March 2026, 14:00" in page
    hours = "Mon–Fri 8–18, without the public holidays of Bavaria"
    assert f"promised: within 8 working hours ({hours})" in page


def test_the_weekend_breaks_nothing_and_monday_does(
    office_hours, open_case, clock, keep_up, entries, case_row, browse
):
    clock.set(FRIDAY)
    number = open_case()
    clock.move(days=2)
    keep_up()
    assert not case_row(number).is_promise_broken
    clock.set(FRIDAY + timedelta(days=2, hours=22, minutes=1))  # Monday, 14:01 in Berlin
    keep_up()
    keep_up()
    broken = [fields for kind, fields in entries(number) if kind == "case.promise_broken"]
    assert len(broken) == 1
    assert broken[0]["matter"] == "answer"
    assert broken[0]["due"] == "2026-03-09T13:00:00.000000Z"
    assert broken[0]["fact_promise_broken"] is True
    assert "queue.granted" in [kind for kind, _fields in entries(number)], "R5 by rule"
    assert "promise broken: not answered by 9 March 2026, 14:00" in words(
        browse().get(f"/cases/{number}").text
    )


def test_an_answer_after_the_moment_is_a_breach_although_no_worker_looked(
    open_case, reply, clock, entries, case_row, deadlines
):
    clock.set(FRIDAY)
    number = open_case()
    clock.move(hours=8, seconds=1)
    reply("olga", number)
    assert case_row(number).is_promise_broken
    answer, solution = deadlines(number)
    assert (answer.state, solution.state) == ("broken", "paused")
    assert answer.ended_at == FRIDAY + timedelta(hours=8, seconds=1)
    kinds = [kind for kind, _fields in entries(number)]
    assert kinds.count("case.promise_broken") == 1


def test_an_answer_at_the_very_moment_is_in_time(open_case, reply, clock, deadlines, keep_up):
    clock.set(FRIDAY)
    number = open_case()
    clock.move(hours=8)
    keep_up()
    reply("olga", number)
    assert deadlines(number)[0].state == "kept"


def test_an_answer_in_private_keeps_the_promise(open_case, press, browse, cast, clock, deadlines):
    clock.set(FRIDAY)
    number = open_case()
    clock.move(hours=1)
    client = browse(cast.olga)
    sent = client.submit(f"/cases/{number}/private", {"body": "Your number?"})
    assert sent.status_code == 303, sent.text
    answer, solution = deadlines(number)
    assert (answer.state, solution.state) == ("kept", "paused")


def test_a_reopened_solution_goes_on_with_what_was_left(open_case, reply, press, clock, deadlines):
    clock.set(FRIDAY)
    number = open_case()
    clock.move(hours=2)
    press("anna", number, "solution")
    answer, solution = deadlines(number)
    assert (answer.state, solution.state) == ("void", "kept")
    assert solution.left == timedelta(days=3, hours=-2)
    clock.move(days=40)
    press("anna", number, "reopening")
    answer, solution = deadlines(number)
    assert (answer.state, solution.state) == ("running", "running")
    assert solution.due_at == FRIDAY + timedelta(days=43)


def test_broken_is_for_ever(open_case, press, clock, keep_up, deadlines):
    clock.set(FRIDAY)
    number = open_case()
    clock.move(days=4)
    keep_up()
    press("anna", number, "solution")
    press("anna", number, "reopening")
    answer, solution = deadlines(number)
    assert (answer.state, solution.state) == ("broken", "broken")
    assert solution.due_at == FRIDAY + timedelta(days=3) and solution.ended_at is None


def test_changing_a_promise_never_changes_a_deadline_that_was_given(
    office_hours, open_case, clock, deadlines, browse, cast, app
):
    clock.set(FRIDAY)
    number = open_case()
    before = deadlines(number)
    client, url = browse(cast.ada), "/desk/promises/mobile/answer"
    data = {"hours": "2", "minutes": "30", "mo": "9-17", "state": ""}
    week = dict.fromkeys(("tu", "we", "th", "fr", "sa", "su"), "")
    shown = client.submit(url, {**data, **week})
    assert shown.status_code == 200
    assert "by 9 March 2026, 11:30" in words(shown.text) and deadlines(number) == before
    seen = re.search(r'name="seen"[^>]*value="([^"]*)"', shown.text)[1]
    done = client.submit(url, {**data, **week}, forged={"seen": seen})
    assert done.status_code == 303
    assert deadlines(number) == before
    assert deadlines(open_case("ben"))[0].minutes == 150
    page = words(browse().get("/promises").text)
    assert "within 150 working minutes (Mon 9–17)" in page
    log = browse().get("/log?kind=promise.changed").text
    assert "promises other times from now on" in log


@pytest.mark.slow
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"hours": "", "minutes": ""}, "Say how much time is promised"),
        ({"hours": "4", "mo": "18-8"}, "Write hours like"),
        ({"hours": "4", "mo": "always"}, "Write hours like"),
        ({"hours": "9999"}, "at most a year"),
        ({"hours": "-3"}, "Hours are between"),
        ({"hours": "2000", "mo": "8-9"}, "In these hours that would take decades."),
    ],
)
def test_a_promise_that_cannot_be_read_is_shown_again(browse, cast, wrong, sentence):
    client, url = browse(cast.ada), "/desk/promises/mobile/answer"
    week = dict.fromkeys(("mo", "tu", "we", "th", "fr", "sa", "su"), "")
    forged = {"seen": "599940 always"}
    answer = client.submit(url, {"minutes": "", **week, **wrong}, forged=forged)
    assert answer.status_code == 422 and sentence in answer.text


@pytest.mark.parametrize("person", ["anna", "olga", "mara"])
def test_only_administrators_change_promises(browse, cast, person):
    assert browse(cast[person]).get("/desk/promises/mobile/answer").status_code == 403


def test_staff_are_told_once_before_a_promise_breaks_and_get_no_mail(
    open_case, clock, keep_up, browse, cast, mailbox
):
    clock.set(FRIDAY)
    number = open_case()
    clock.move(hours=5, minutes=59)
    keep_up()
    assert "runs out" not in browse(cast.olga).get("/account/notifications").text
    clock.move(minutes=2)  # less than two of eight hours are left
    keep_up()
    keep_up()
    page = browse(cast.olga).get("/account/notifications").text
    assert page.count(f"Less than a quarter of a promised time is left in case {number}.") == 1
    assert not mailbox.to(cast.olga)
    desk = words(browse(cast.olga).get("/desk").text)
    assert "Promises that break soon" in desk and "First answer: by 7 March 2026, 00:00" in desk
    assert "runs out" not in browse(cast.anna).get("/account/notifications").text


def test_programs_read_the_deadlines(office_hours, open_case, clock, api):
    clock.set(FRIDAY)
    whole = api().get(f"/api/v1/cases/{open_case()}").get_json()
    answer, solution = whole["deadlines"]
    assert answer["state"] == "running" and answer["minutes"] == 480
    assert answer["calendar"] == "mo-fr:0800-1800 holidays:BY zone:Europe:Berlin"
    assert answer["due_at"].startswith("2026-03-09T13:00") and solution["matter"] == "solution"
    assert whole["case"]["promise_due_at"] == answer["due_at"]


def test_the_clock_of_the_law_stands_beside_a_total_outage(open_by_form, clock, browse):
    clock.set(FRIDAY)
    number = open_by_form(kind="outage", is_total_outage="y")
    page = words(browse().get(f"/cases/{number}").text)
    assert "Informed by 7 March 2026" in page
    assert (
        "Compensation from the third day, 9 March 2026: for days 3 and 4 each 5 € or 10 %" in page
    )
    assert "Higher from the fifth day, 11 March 2026: each 10 € or 20 %" in page
    assert "tkg_2021/__58.html" in browse().get(f"/cases/{number}").text
    clock.move(days=5)
    assert "come to 20 € so far" in words(browse().get(f"/cases/{number}").text)
    assert "§ 58" not in browse().get(f"/cases/{open_by_form('ben')}").text


def test_where_business_comes_first_the_page_says_so_and_what_others_get(
    app, cast, open_case, clock, browse
):
    clock.set(FRIDAY)
    number = open_case()
    assert "Business customers come first" not in browse().get(f"/cases/{number}").text
    put_the_rule_in_force(app, cast)
    page = browse().get(f"/cases/{number}").text
    assert "Contract of this case: Private customer" in words(page)
    assert 'href="/rules#R7"' in page
    assert "nobody who came more than 48 h later passes them" in words(page)
    assert "First answer: within 8 hours (round the clock)" in words(page)


def put_the_rule_in_force(app, cast) -> None:
    from dataclasses import replace

    from forum.core.db import writing
    from forum.queue.rulebook_actions import put_in_force
    from forum.rulebook import actions
    from forum.rulebook.queries import rulebook_in_force

    with app.app_context(), writing():
        draft = actions.start_draft(proposer=cast.mara.row())
        actions.save_frame(draft, cap=48 * 60, note="Business first.")
        actions.save_rule(draft, replace(rulebook_in_force().rule("R7"), is_in_force=True))
        actions.propose(draft)
        put_in_force(draft, approver=cast.mona.row())
