"""The complaints of 2015: figures from the exported files alone are those of /fairness.

Once as they were imported, with nobody served here, and once let happen again through the queue.
"""

import pytest

from tests.data import part_of, shared_data
from tests.verifier import town

CASES = 1_537
BEGIN = "2015-06-24"


@pytest.fixture
def compared(app, run, tmp_path):
    """`compared()`: the figures that both give, after the record was sealed and exported."""

    def compared() -> dict:
        run("log", "seal")
        run("fairness", "renew")
        folder = tmp_path / "log"
        run("log", "export", folder)
        code, told = town.told_by_the_checker(folder)
        assert (code, told["findings"]) == (0, [])
        with app.app_context():
            published = town.told_by_the_forum()
        assert town.cells(told) == published
        return published

    return compared


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.only_on("sqlite", "the figures come from the record, which is the same on both")
def test_all_complaints_as_they_were_imported(run, compared, much, tmp_path):
    """With `make test` every sixteenth of them, so that all months are there."""
    whole = shared_data("comcast-fcc-2015") / "cases.jsonl"
    step, cases, answered = much((1, CASES, 1_000), (16, 97, 60))
    run("import", "cases", part_of(whole, tmp_path, lambda _line, place: place % step == 0))
    months = {month: one for (month, lane), one in compared().items() if not lane}
    assert sum(one["cases"] for one in months.values()) == cases
    assert sum(one["solved"] for one in months.values()) > 0
    assert sum(one["answered"] for one in months.values()) > answered
    assert {month[:4] for month in months} == {"2015"}


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.short_on("sqlite", "the figures come from the record, which is the same on both")
def test_the_surge_of_june_let_happen_again(run, compared, much):
    """With `make test` its first hours, which have every kind of pair already."""
    file = shared_data("comcast-fcc-2015") / "cases.jsonl"
    until, cases, pairs = much(("2015-06-25T11:00:00", 100, 1_000), ("2015-06-24T14:00:00", 30, 99))
    run("queue", "rehearse", file, "--from", BEGIN, "--until", until)
    june = compared()["2015-06", ""]
    assert june["cases"] > cases and june["answered"] > cases
    assert june["pairs"] > pairs and june["pairs_unexplained"] == 0
    for name in ("pairs_by_rule", "pairs_by_hand", "overtaken", "services_out_of_turn"):
        assert june[name] > 0, name
