"""All that the public reads of a private part: one line a day with a number."""

import re

import pytest


def lines(browse, number, person=None) -> list[str]:
    page = browse(person).get(f"/cases/{number}").text
    return re.findall(r"A private exchange: [^<]*", page)


@pytest.mark.slow
def test_one_line_for_a_day(open_case, send, clock, browse, cast):
    number = open_case()
    send("anna", number)
    send("olga", number, "Thank you.")
    day = f"{clock.now.day} {clock.now:%B %Y}"
    expected = [f"A private exchange: 2 messages, {day}"]
    for person in (None, cast.ben, cast.anna, cast.olga, cast.mara):
        assert lines(browse, number, person) == expected


@pytest.mark.slow
def test_each_day_has_its_own(open_case, send, reply, clock, browse):
    number = open_case()
    send("anna", number)
    clock.move(hours=1)
    reply("olga", number, "In public.")
    clock.move(hours=1)
    send("anna", number, "More.")
    clock.move(days=1)
    send("olga", number, "Thank you.")
    found = lines(browse, number)
    assert [one.split(",")[0] for one in found] == [
        "A private exchange: 2 messages",
        "A private exchange: 1 message",
    ]
    page = browse().get(f"/cases/{number}").text
    assert page.index("2 messages,") < page.index("In public.") < page.index("1 message,")


def test_it_says_nothing_of_who_or_what(open_case, send, ask, browse):
    number = open_case()
    ask("olga", number, "Your PIN, please.")
    page = browse().get(f"/cases/{number}").text
    [line] = re.findall(r"<p><strong>A private exchange[^\n]*", page)
    assert "S-01" not in line and "Staff" not in line and "PIN" not in page


def test_the_record_and_programs_read_no_more(open_case, send, browse, api):
    number = open_case()
    send("anna", number, "My customer number is 4711.")
    assert "A private exchange: 1 message" in browse().get("/log").text
    case = api().get(f"/api/v1/cases/{number}").json
    [entry] = [one for one in case["timeline"] if one["kind"].startswith("private.")]
    assert entry["sentence"] == "A private exchange: 1 message"
    assert "4711" not in browse().get("/log").text and "4711" not in str(case)
