"""What another system promised: kept or broken by the dates of the file, told at their own time."""

import json
from datetime import UTC, datetime, timedelta

import pytest

OPENED = datetime(2015, 4, 8, 8, 22, 56, tzinfo=UTC)


@pytest.fixture
def bring_in(app, tmp_path):
    """`bring_in([("Bureau", "2015-04-10T09:00:00")], status="Open")`: the number and the output."""

    def bring_in(turns, *options, status="Open"):
        told = [("Consumer", "2015-04-08T10:22:56"), *turns]
        row = {"ticket": "17", "title": "Dead line", "opened_at": told[0][1], "status": status}
        row["messages"] = [{"by": by, "at": at, "text": "Words."} for by, at in told]
        file = tmp_path / "cases.jsonl"
        file.write_text(json.dumps(row) + "\n", "utf-8")
        return app.test_cli_runner().invoke(args=["import", "cases", str(file), *options])

    return bring_in


def test_without_the_option_nothing_was_promised(bring_in, deadlines):
    assert bring_in([]).exit_code == 0
    assert deadlines(1) == []


def test_an_answer_in_time_keeps_the_promise_of_2015(bring_in, deadlines, entries):
    bring_in([("Bureau", "2015-05-01T09:00:00")], "--answer-within", "30d")
    [answer] = deadlines(1)
    assert (answer.state, answer.given_at) == ("kept", OPENED)
    kinds = [kind for kind, _fields in entries(1)]
    assert kinds[:3] == ["case.opened", "case.answered", "case.imported"]


def test_a_late_answer_breaks_it_at_the_moment_that_was_missed(app, bring_in, deadlines, case_row):
    from forum.ledger.queries import entries_about

    bring_in([("Bureau", "2015-06-01T09:00:00")], "--answer-within", "30d")
    [answer] = deadlines(1)
    assert (answer.state, answer.due_at) == ("broken", OPENED + timedelta(days=30))
    with app.app_context():
        [told] = [one for one in entries_about(1) if one.kind == "case.promise_broken"]
    assert told.at == answer.due_at and told.fields["matter"] == "answer"
    assert case_row(1).is_promise_broken


def test_what_was_never_answered_is_broken(bring_in, deadlines):
    bring_in([], "--answer-within", "90m", "--solved-within", "8h")
    assert [one.state for one in deadlines(1)] == ["broken", "broken"]


def test_the_customers_turns_do_not_count_for_a_solution(bring_in, deadlines):
    turns = [("Bureau", "2015-04-09T10:22:56"), ("Consumer", "2015-05-09T10:22:56")]
    turns.append(("Bureau", "2015-05-10T10:22:56"))
    bring_in(turns, "--solved-within", "3d", status="Solved")
    [solution] = deadlines(1)
    assert (solution.state, solution.left) == ("kept", timedelta(days=1))


@pytest.mark.parametrize("span", ["30", "d", "0d", "9999d", "30 d", "-3d", "1w"])
def test_a_time_that_is_none_is_refused(bring_in, span):
    result = bring_in([], "--answer-within", span)
    assert result.exit_code == 2 and "write it like 30d" in result.output
