"""The ticket names the moment by which an answer was promised, and says if it was kept."""

import re
from datetime import UTC, datetime

import pytest

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def facts(browse):
    """`facts(number)`: what the ticket says, name → words."""

    def facts(number: int) -> dict[str, str]:
        page = browse().get(f"/cases/{number}").text
        ticket = page.partition('<dl class="ticket-facts">')[2].partition("</dl>")[0]
        pairs = re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", ticket, re.S)
        said = {name: re.sub(r'<span class="given">.*?</span>', "", words) for name, words in pairs}
        return {name: " ".join(re.sub(r"<[^>]+>", " ", it).split()) for name, it in said.items()}

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
    missed = "answered on 3 March 2026, 12:00 instead of by 2 March 2026, 18:00"
    assert words == f"promise broken: {missed}"
    assert is_marked()
    press("anna", number, "solution")
    assert facts(number)["Promised first answer"] == words
    assert not is_marked()


@pytest.mark.slow
def test_the_clock_of_the_solution_stands_while_it_is_the_customers_turn(
    open_case, reply, press, clock, facts
):
    clock.set(MONDAY)
    number = open_case()
    clock.move(hours=2)
    reply("olga", number, "Which model is it?")
    clock.move(days=9)
    words = facts(number)["Promised solution"]
    assert words == "paused with 2 days 22 hours left, because the customer was asked"
    reply("anna", number, "The grey one.")
    assert facts(number)["Promised solution"] == "by 14 March 2026, 10:00"
    clock.move(hours=1)
    press("anna", number, "solution")
    words = facts(number)["Promised solution"]
    assert words == "promise kept: solved after 3 hours of the company’s time"


@pytest.mark.slow
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
    missed = "solved on 6 March 2026, 11:00 instead of by 5 March 2026, 10:00"
    assert words == f"promise broken: {missed}"


def test_a_declined_case_has_no_solution_that_was_promised(open_case, browse, cast, clock, facts):
    clock.set(MONDAY)
    number = open_case()
    clock.move(days=2)
    browse(cast.olga).submit(f"/cases/{number}/decline", {"reason": "Not our network."})
    assert "Promised solution" not in facts(number)
    assert "promise broken: answered on 4 March" in facts(number)["Promised first answer"]


def test_a_category_without_a_promise_shows_none(open_case, facts):
    assert "Promised solution" not in facts(open_case(category="other"))


@pytest.mark.slow
def test_others_affected_are_the_same_number_on_ticket_and_list(open_case, press, browse, facts):
    number = open_case()
    press("ben", number, "affected")
    assert facts(number)["Others affected"] == "1"
    assert "1 other affected" in browse().get("/cases").text
    press("nora", number, "affected")
    assert facts(number)["Others affected"] == "2"
    assert "2 others affected" in browse().get("/cases").text


def test_the_list_can_be_read_by_whose_promise_breaks_next(open_case, reply, clock, browse):
    clock.set(MONDAY)
    later = open_case(category="billing")
    clock.move(hours=1)
    sooner = open_case()
    clock.move(minutes=5)
    last = open_case(category="other")
    page = browse().get("/cases?order=due").text
    order = re.findall(r'class="case-row-number"[^>]*>(\d+)<', page)
    assert order == [str(sooner), str(later), str(last)]
    reply("olga", sooner)
    page = browse().get("/cases?order=due").text
    assert f'href="/cases/{sooner}"' not in page, "while the customer was asked nothing breaks"


def test_working_on_it_does_not_stop_the_time_for_a_solution(open_case, reply, clock, facts):
    clock.set(MONDAY)
    number = open_case()
    clock.move(hours=1)
    reply("olga", number, "We look.", then="work", next_word_by="2026-03-04T12:00")
    assert facts(number)["Promised solution"] == "by 5 March 2026, 10:00"
