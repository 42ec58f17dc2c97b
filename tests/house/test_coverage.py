"""The table of `make coverage`: each room is counted apart, and one that is low fails."""

import json

import pytest

from tests.harness.coverage_by_room import main, rooms_in

FILES = {
    "forum/app.py": (10, 10, 2, 1),
    "forum/cases/actions.py": (60, 60, 20, 20),
    "forum/cases/annex/rules.py": (40, 30, 20, 10),
    "forum/desk/__init__.py": (0, 0, 0, 0),
}


def report(files: dict) -> dict:
    names = ("num_statements", "covered_lines", "num_branches", "covered_branches")
    return {
        "files": {
            file: {"summary": dict(zip(names, numbers, strict=True))}
            for file, numbers in files.items()
        }
    }


def test_a_room_is_all_that_lies_in_its_folder():
    rooms = rooms_in(report(FILES))
    assert list(rooms) == ["cases", "desk", "forum"]
    assert rooms["cases"]["num_statements"] == 100
    assert rooms["cases"]["covered_branches"] == 30


@pytest.mark.parametrize(("ran", "status"), [(30, 0), (29, 1)])
def test_a_room_below_ninety_percent_fails(tmp_path, capsys, ran, status):
    file = tmp_path / "report.json"
    low = {"forum/cases/annex/rules.py": (40, ran, 20, 10)}
    file.write_text(json.dumps(report(FILES | low)))
    assert main(str(file)) == status
    printed = capsys.readouterr().out
    assert f"cases{ran + 60:>17}.0{75.0:>12}{100:>12}" in printed
    assert ("Below 90 % of the lines: cases" in printed) == bool(status)


def test_nothing_measured_is_no_success(tmp_path):
    file = tmp_path / "report.json"
    file.write_text(json.dumps({"files": {}}))
    assert main(str(file)) == 1
