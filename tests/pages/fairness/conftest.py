"""A month with a history: cases that waited together, one with a rule, one out of turn, counted."""

import csv
import io
from datetime import UTC, datetime

import pytest

from tests.desk.scene import Line

BEGIN = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
MONTH = "2026-10"


class Town(Line):
    """A line of cases in October, answered by olga and counted at the end."""

    def __init__(self, app, cast, clock, browse, worker):
        super().__init__(app, cast, clock)
        self._browse, self._worker = browse, worker

    def answer(self, number: int, reason: str = "") -> None:
        """Olga takes the case, out of turn with a reason, and answers it."""
        olga = self._browse(self.cast.olga)
        if reason:
            answer = olga.submit(f"/cases/{number}/claim", {"reason": reason})
            assert answer.status_code == 303, answer.text
        page = f"/cases/{number}"
        answer = olga.submit(page, {"body": "Repaired."}, form=f"{page}/posts")
        assert answer.status_code == 303, answer.text

    def solve(self, number: int) -> None:
        """Ben says that the answer solved his case."""
        page = f"/cases/{number}"
        answer = self._browse(self.cast.ben).submit(page, form=f"{page}/solution")
        assert answer.status_code == 303, answer.text

    def count(self) -> None:
        """Seal the record and count all figures, as the worker does."""
        from forum.core.db import writing
        from forum.fairness import actions

        self._worker()
        with self.app.app_context():
            renewal = actions.count()
            with writing():
                actions.store(renewal)

    def report(self, month: str = MONTH, lane: str = ""):
        from forum.fairness import queries

        with self.app.app_context():
            return queries.report_of(month, lane)


@pytest.fixture
def town(app, clock, cast, browse, worker):
    clock.set(BEGIN)
    return Town(app, cast, clock, browse, worker)


@pytest.fixture
def october(town):
    """Six cases: in order, by a rule, and out of turn; all but the last are answered."""
    numbers = town.several(4)
    numbers.append(town.open("All dead", is_total_outage=True))
    numbers.append(town.open("The bill", "anna", category="billing"))
    town.clock.move(hours=5)
    for number in (numbers[4], numbers[0], numbers[1]):
        town.answer(number)
        town.clock.move(hours=3)
    town.answer(numbers[3], "She waits at the hospital.")
    town.clock.move(hours=1)
    town.answer(numbers[2])
    town.solve(numbers[0])
    town.clock.move(days=40)
    town.count()
    return numbers


@pytest.fixture
def rows(browse):
    """`rows("/fairness/figures.csv?month=…")`: a file of figures as dicts."""

    def rows(url: str) -> list[dict]:
        answer = browse().get(url)
        assert answer.status_code == 200 and answer.content_type == "text/csv; charset=utf-8"
        return list(csv.DictReader(io.StringIO(answer.text)))

    return rows
