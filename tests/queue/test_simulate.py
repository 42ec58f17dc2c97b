"""`queue simulate` as its operator runs it: the table, the worked rows, and what it refuses."""

import json

import pytest
from click.testing import CliRunner

from forum.commands.queue import queue
from forum.commands.queue_rows import read_rows
from forum.queue import theory
from tests.data import shared_data

ROW = {
    "model": "M/M/1 head start",
    "servers": 1,
    "lam_prio": 0.2,
    "lam_norm": 0.6,
    "mu": 1.0,
    "head_start": 2,
    "W_prio": 3.19594,
    "W_norm": 4.26802,
    "mean_overtakes_per_normal_case": 0.26802,
}
SHORT = ("--replications", "8", "--cases", "4000", "--seed", "3")


@pytest.fixture
def simulate():
    """`simulate("--cases", "4000")`: runs the command; gives its result."""
    return lambda *arguments: CliRunner().invoke(queue, ["simulate", *map(str, arguments)])


@pytest.fixture
def file(tmp_path):
    """`file({"head_start": [...]})`: a file of rows; gives its path."""

    def write(lists) -> str:
        path = tmp_path / "rows.json"
        path.write_text(lists if isinstance(lists, str) else json.dumps(lists), "utf-8")
        return str(path)

    return write


def worked_rows():
    return shared_data("../queue_fixtures.json")


def test_one_row_is_simulated_and_compared_with_theory(simulate):
    result = simulate(*SHORT)
    assert result.exit_code == 0, result.output
    heading, row = result.output.splitlines()[:2]
    assert heading.startswith("lane") and row.startswith("M/M/1  0.2+0.6")
    for expected in ("(3.1959)", "(4.2680)", "(0.2680)"):
        assert expected in row
    assert row.endswith("yes") and "no gap on any path" in result.output


def test_where_theory_is_silent_the_bound_is_still_looked_at(simulate):
    result = simulate(*SHORT, "--law", "deterministic", "--servers", 3, "--rate-normal", 2)
    assert result.exit_code == 0, result.output
    row = result.output.splitlines()[1]
    assert row.startswith("M/D/3") and "(" not in row and row.endswith("yes")


@pytest.mark.slow
def test_every_worked_row_is_met_in_a_short_run(simulate):
    rows = worked_rows()
    result = simulate("--fixtures", rows, "--replications", 8, "--cases", 5000)
    assert result.exit_code == 0, result.output
    met = [line for line in result.output.splitlines() if line.endswith("  yes")]
    assert len(met) == sum(len(of_kind) for of_kind in json.loads(rows.read_text()).values()) == 32


def test_theory_gives_the_worked_rows_to_their_last_digit():
    rows = read_rows(worked_rows())
    for row in rows:
        if row.head_start is None:
            found = theory.with_accumulating_priority(row.traffic, row.ratio)
        else:
            found = theory.with_head_start(row.traffic, row.head_start)
            assert found.overtakes == pytest.approx(row.expected.overtakes, abs=6e-6)
        assert found[:2] == pytest.approx(row.expected[:2], abs=6e-6)


@pytest.mark.parametrize(
    "wrong",
    [{"W_norm": 9.0}, {"W_prio": 1.0}, {"mean_overtakes_per_normal_case": 0.5}],
)
def test_a_row_that_is_missed_is_said_and_fails(simulate, file, wrong):
    result = simulate(*SHORT, "--fixtures", file({"head_start": [ROW, ROW | wrong]}))
    assert result.exit_code == 1
    first, second = result.output.splitlines()[1:3]
    assert first.endswith("yes") and second.endswith("NO")
    assert "1 of 2 rows were missed" in result.output


@pytest.mark.parametrize(
    ("lists", "said"),
    [
        ("{", "is not JSON"),
        ([ROW], "is not an object"),
        ({"head_start": []}, "has no rows"),
        ({"head_start": 7}, "head_start is not a list"),
        ({"head_start": ["M/M/1"]}, "head_start, row 1"),
        ({"head_start": [ROW, {**ROW, "mu": None}]}, "head_start, row 2"),
        ({"head_start": [ROW | {"model": "M/G/1 head start"}]}, "M/G/1"),
        ({"head_start": [ROW | {"servers": 2}]}, "is not like 'M/M/2 head start'"),
        ({"head_start": [ROW | {"lam_norm": 0.9}]}, "never comes to rest"),
        ({"head_start": [ROW | {"head_start": -1}]}, "0 or more"),
        ({"head_start": [ROW | {"W_prio": float("nan")}]}, "W_prio"),
        ({"apq": [ROW]}, "'rate_ratio' is missing"),
        ({"apq": [ROW | {"rate_ratio": 0.5}]}, "1 or more"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_place(simulate, file, lists, said):
    result = simulate(*SHORT, "--fixtures", file(lists))
    assert result.exit_code == 1 and said in result.output, result.output


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--servers", "0"), "Servers are between"),
        (("--rate-normal", "0.8"), "never comes to rest"),
        (("--head-start", "-1"), "0 or more"),
        (("--head-start", "nan"), "0 or more"),
        (("--service-rate", "inf"), "Rates are between"),
        (("--cases", "7"), "--cases"),
        (("--replications", "1"), "--replications"),
        (("--law", "uniform"), "--law"),
        (("--rate-prio", "0.001", "--cases", "100"), "raise --cases"),
        (("--fixtures", "nowhere.json"), "does not exist"),
    ],
)
def test_what_makes_no_simulation_is_refused_with_a_sentence(simulate, options, said):
    result = simulate(*options)
    assert result.exit_code and said in result.output, result.output
    assert "Traceback" not in result.output


def test_a_file_and_a_row_together_are_refused(simulate, file):
    result = simulate("--fixtures", file({"head_start": [ROW]}), "--servers", 2)
    assert result.exit_code == 2 and "--servers describes a row" in result.output
