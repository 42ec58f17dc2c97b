"""A second run adds nothing, and a bad line is told while the good ones go in."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.intake.conftest import message


def test_a_second_run_adds_nothing(import_threads, thread, count):
    rows = [thread("17"), thread("18")]
    import_threads(*rows)
    before = count()
    again = import_threads(*rows)
    assert again.exit_code == 0
    assert "0 cases with 0 posts were brought in; 2 were here already." in again.output
    assert count() == before == (2, 2)


def test_two_systems_may_have_the_same_ticket_numbers(import_threads, thread, count):
    import_threads(thread("17"))
    import_threads(thread("17"), options=["--source", "old-tracker"])
    assert count()[0] == 2


def test_files_of_two_systems_are_told_apart_by_their_names(
    import_threads, import_table, thread, count
):
    assert "Source: cases, after the file" in import_threads(thread("17")).output
    result = import_table("Ticket,Date,Title\n17,2015-04-08,Another one\n")
    assert "Source: tickets, after the file" in result.output
    assert "1 cases with 1 posts were brought in; 0 were here already." in result.output
    assert count() == (2, 2)


def test_any_name_of_a_file_can_be_a_source(run, thread, tmp_path, count):
    file = tmp_path / f"Beschwerden für März {'x' * 60}.jsonl"
    file.write_text(json.dumps(thread()), "utf-8")
    result = run("import", "cases", file)
    assert result.exit_code == 0 and "Source: Beschwerden-f-r-M-rz-xxx" in result.output
    assert count() == (1, 1)


def test_a_ticket_twice_in_one_file_is_told_and_the_first_one_counts(
    import_threads, thread, case_of
):
    result = import_threads(thread("17", title="First"), thread("17", title="Second"))
    assert result.exit_code == 1
    assert "line 2: not brought in, because ticket 17 stands in the file before" in result.output
    assert case_of("17")[0].title == "First"


BAD_LINES = {
    "not json": "it is not JSON",
    '["a list"]': "it is not a JSON object",
    '{"title": "x"}': "it has no ticket number",
}


def test_bad_lines_are_listed_and_the_good_ones_go_in(import_threads, thread, count):
    result = import_threads(thread("17"), *BAD_LINES, "", thread("18"))
    assert result.exit_code == 1
    for line, reason in enumerate(BAD_LINES.values(), 2):
        assert f"line {line}: not brought in, because {reason}" in result.output
    assert "3 lines were not brought in" in result.output
    assert count() == (2, 2)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"ticket": "x" * 81}, "longer than 80 characters"),
        ({"ticket": None}, "no ticket number"),
        ({"title": 5}, "should be a text"),
        ({"title": " "}, "neither a title nor a text"),
        ({"status": "sleeping"}, "status 'sleeping' is not known"),
        ({"opened_at": "yesterday"}, "'yesterday' is no time"),
        ({"opened_at": None}, "no opened_at"),
        ({"messages": []}, "no messages"),
        ({"messages": "none"}, "not a list"),
        ({"messages": [message("Consumer", "2015-04-07T00:00:00", "x")]}, "not from the moment"),
        ({"messages": [message("Consumer", "2015-04-08T10:22:56", "x" * 20_001)]}, "20001 char"),
        ({"messages": [message("Consumer", "2015-04-08T10:22:56", None)]}, "no text"),
        ({"messages": [message("x" * 41, "2015-04-08T10:22:56", "x")]}, "name of an office"),
    ],
)
def test_every_reason_is_a_sentence(import_threads, thread, count, fields, reason):
    result = import_threads(thread(**fields), thread("18"))
    assert result.exit_code == 1, result.output
    assert "line 1: not brought in" in result.output and reason in result.output
    assert count() == (1, 1)


def test_a_date_in_the_future_is_refused(import_threads, thread, clock):
    at_the_time = "2044-01-01T00:00:00"
    row = thread(opened_at=at_the_time, messages=[message("Consumer", at_the_time, "x")])
    result = import_threads(row)
    assert result.exit_code == 1 and "a date in the future" in result.output


def test_what_no_database_takes_is_taken_out_before(import_threads, thread, count):
    odd = "a\x00b \ud800 c"
    row = thread(title=odd, messages=[message("Consumer", "2015-04-08T10:22:56", odd)])
    assert import_threads(row).exit_code == 0
    assert count() == (1, 1)


def test_a_thread_that_fails_half_way_leaves_nothing_behind(app, thread, count):
    """The savepoint of each thread takes back its case, its posts and its people."""
    from forum.commands.import_run import Import
    from forum.intake.threads_file import read_threads

    lines = [json.dumps(thread(key)).encode() for key in ("17", "18")]
    good, bad = read_threads(lines, UTC)
    bad = replace(bad, messages=(*bad.messages, replace(bad.messages[0], at=None)))
    with app.app_context():
        tally = Import(source="test", category="internet", kind="fault").bring_in(
            [bad, good], on_step=lambda lines: None
        )
    assert (tally.cases, len(tally.bad)) == (1, 1)
    assert count() == (1, 1)


def test_an_office_whose_name_nobody_may_have_stops_no_other_case(import_threads, thread, count):
    """Its С is Cyrillic: a name that imitates another is refused here as at sign-up."""
    office = message("Сomcast", "2015-04-09T10:00:00", "We look.")
    row = thread("17")
    result = import_threads({**row, "messages": [*row["messages"], office]}, thread("18"))
    assert result.exit_code == 1
    assert "line 1: not brought in, because it breaks a rule of the forum" in result.output
    assert count() == (1, 1)


@pytest.mark.parametrize("moment", ["0001-01-01T00:00", "1899-12-31T23:59:59"])
def test_a_date_of_long_ago_is_refused_and_stops_no_other_case(
    import_threads, thread, count, moment
):
    row = thread("17", opened_at=moment)
    result = import_threads(row, thread("18"))
    assert result.exit_code == 1
    assert "line 1: not brought in, because it has a date before the year 1900" in result.output
    assert count() == (1, 1)


def test_what_no_database_holds_stops_no_other_case(app, thread, count):
    """A reader of another format may forget to look at a date: the savepoint takes it back."""
    from forum.commands.import_run import Import
    from forum.intake.threads_file import read_threads

    lines = [json.dumps(thread(key)).encode() for key in ("17", "18")]
    bad, good = read_threads(lines, ZoneInfo("Europe/Berlin"))
    first = datetime(1, 1, 1, tzinfo=ZoneInfo("Europe/Berlin"))  # before the year 1 in UTC
    bad = replace(bad, messages=(replace(bad.messages[0], at=first),))
    with app.app_context():
        tally = Import(source="test", category="internet", kind="fault").bring_in(
            [bad, good], on_step=lambda lines: None
        )
    assert (tally.cases, [one.line for one in tally.bad]) == (1, [1])
    assert count() == (1, 1)


def test_a_missing_file_and_an_unknown_category_end_the_command(run, import_threads, thread, count):
    assert run("import", "cases", "/nowhere.jsonl").exit_code == 2
    result = import_threads(thread(), options=["--category", "weather"])
    assert result.exit_code == 1
    assert "choose with --category one of: mobile, internet" in result.output
    assert count() == (0, 0)
