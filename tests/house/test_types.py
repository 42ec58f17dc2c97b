"""What the type check of `make lint` is held to: every file of decisions, and rows with types."""

import subprocess
import sys
import tomllib

import pytest

from tests.house.source import FORUM, python_files

DECIDING = {"access", "actions", "queries", "rules", "states"}
PLANTED = """
from sqlalchemy import select

from forum.accounts.models import User
from forum.accounts.readers import Reader
from forum.cases.models import Case
from forum.core.db import db

case = db.session.get_one(Case, 1)
case.titel
case.number + case.title
case.solved_at.year
found = db.session.scalar(select(Case).where(Case.number == 1))
person: User | None = found
for number, title in db.session.execute(select(Case.number, Case.title)):
    title + number


def may_decide(reader: Reader) -> bool:
    return reader.is_moderator
"""
FOUND = {
    10: "attr-defined",  # no such column
    11: "operator",  # a number and a text
    12: "union-attr",  # it may be None
    14: "assignment",  # a case is no person
    16: "operator",  # the columns of a row
    20: "union-attr",  # a visitor has no role
}


def _settings() -> dict:
    return tomllib.loads((FORUM.parent / "pyproject.toml").read_text())["tool"]["mypy"]


def test_every_file_of_decisions_says_what_it_takes_and_gives():
    [held] = [one for one in _settings()["overrides"] if one.get("disallow_untyped_defs")]
    names = {file.stem for file in python_files(FORUM)}
    deciding = {f"forum.*.{one}" for one in names if one.split("_")[-1] in DECIDING}
    assert set(held["module"]) == deciding


def test_nothing_is_left_out_of_the_check_as_a_whole():
    settings = _settings()
    assert settings["check_untyped_defs"]
    assert not settings.get("ignore_missing_imports")
    assert not [one for one in settings["overrides"] if one.get("ignore_errors")]


@pytest.mark.slow
def test_the_check_knows_what_a_row_and_a_reader_have(tmp_path):
    planted = tmp_path / "planted.py"
    planted.write_text(PLANTED)
    ran = subprocess.run(
        [sys.executable, "-m", "mypy", "--no-error-summary", planted],
        cwd=FORUM.parent,
        capture_output=True,
        text=True,
    )
    told = [line for line in ran.stdout.splitlines() if ": error: " in line]
    found = {int(line.split(":")[1]): line.rsplit("[", 1)[1].rstrip("]") for line in told}
    assert found == FOUND, ran.stdout + ran.stderr
