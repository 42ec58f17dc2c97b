"""The ticket names the moment by which an answer was promised, and says if it was kept."""

import re
from datetime import UTC, datetime, timedelta

import pytest

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def facts(browse):
    """`facts(number)`: what the ticket says, name → words."""

    def facts(number: int) -> dict[str, str]:
        page = browse().get(f"/cases/{number}").text
        ticket = page.partition('<dl class="ticket-facts">')[2].partition("</dl>")[0]
        pairs = re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", ticket, re.S)
        return {name: " ".join(re.sub(r"<[^>]+>", " ", words).split()) for name, words in pairs}

    return facts


@pytest.fixture
def is_marked(browse):
    """Whether the list says of the only case that its promise was broken."""
    return lambda: "promise broken" in browse().get("/cases").text


# The category promises a first answer within 8 hours and a solution within 3 days; the house's
# time is one hour ahead of UTC in winter.
def test_a_new_case_shows_both_deadlines(open_case, clock, facts, is_marked):
    clock.set(MONDAY)
    number = open_case()
    assert facts(number)["Promised first answer"] == "by 2 March 2026, 18:00"
    assert facts(number)["Promised solution"] == "by 5 March 2026, 10:00"
    assert not is_marked()


def test_a_deadline_that_has_passed_is_said(open_case, clock, facts, is_marked):
    clock.set(MONDAY)
    number = open_case()
    clock.move(hours=8)
    assert not is_marked()
    clock.move(minutes=1)
    words = facts(number)["Promised first answer"]
    assert words == "promise broken: not answered by 2 March 2026, 18:00"
    assert is_marked()


def test_an_answer_in_time_keeps_the_promise(open_case, reply, clock, facts, is_marked):
    clock.set(MONDAY)
    number = open_case()
    clock.move(hours=3, minutes=20)
    reply("olga", number)
    clock.move(days=30)
    words = facts(number)["Promised first answer"]
    assert words == "promise kept: answered after 3 hours 20 minutes"
    assert not is_marked(), "while it is the customer's turn no clock runs"


def test_a_late_answer_stays_marked_while_the_case_is_open(
    open_case, reply, press, clock, facts, is_marked
):
    clock.set(MONDAY)
    number = open_case()
    clock.move(hours=26)
    reply("olga", number)
    words = facts(number)["Promised first answer"]
    assert words == "promise broken: answered after 1 day 2 hours instead of 8 hours"
    assert is_marked()
    press("anna", number, "solution")
    assert facts(number)["Promised first answer"] == words
    assert not is_marked()


def test_the_clock_of_the_solution_stands_while_it_is_the_customers_turn(
    open_case, reply, press, clock, facts
):
    clock.set(MONDAY)
    number = open_case()
    clock.move(hours=2)
    reply("olga", number, "Which model is it?")
    clock.move(days=9)
    assert facts(number)["Promised solution"] == "the clock stands with 2 days 22 hours left"
    reply("anna", number, "The grey one.")
    assert facts(number)["Promised solution"] == "by 14 March 2026, 10:00"
    clock.move(hours=1)
    press("anna", number, "solution")
    words = facts(number)["Promised solution"]
    assert words == "promise kept: solved after 3 hours of waiting"


def test_a_late_solution_is_said_whoever_called_it_solved(
    open_case, reply, press, clock, facts, is_marked
):
    clock.set(MONDAY)
    number = open_case()
    clock.move(hours=1)
    reply("olga", number)
    reply("anna", number, "Still broken.")
    clock.move(days=4)
    words = facts(number)["Promised solution"]
    assert words == "promise broken: not solved by 5 March 2026, 10:00"
    assert is_marked()
    press("olga", number, "solution", post="2")
    words = facts(number)["Promised solution"]
    assert words == "promise broken: solved after 4 days 1 hour of waiting, not 3 days"


def test_a_declined_case_has_no_solution_that_was_promised(open_case, browse, cast, clock, facts):
    clock.set(MONDAY)
    number = open_case()
    clock.move(days=5)
    browse(cast.olga).submit(f"/cases/{number}/decline", {"reason": "Not our network."})
    assert "Promised solution" not in facts(number)
    assert "promise broken: answered after 5 days" in facts(number)["Promised first answer"]


def test_a_category_without_a_promise_shows_none(open_case, facts):
    assert "Promised solution" not in facts(open_case(category="other"))


def test_a_case_from_another_system_was_promised_nothing_here(open_case, app, clock, facts):
    from forum.cases.models import Case
    from forum.core.db import db, writing

    number = open_case()
    with app.app_context(), writing():
        case = db.session.get(Case, number)
        case.channel, case.opened_at = "import", case.opened_at - timedelta(days=4000)
    assert not any(name.startswith("Promised") for name in facts(number))


def test_others_affected_are_the_same_number_on_ticket_and_list(open_case, press, browse, facts):
    number = open_case()
    press("ben", number, "affected")
    assert facts(number)["Others affected"] == "1"
    assert "1 other affected" in browse().get("/cases").text
    press("nora", number, "affected")
    assert facts(number)["Others affected"] == "2"
    assert "2 others affected" in browse().get("/cases").text
