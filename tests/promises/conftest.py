"""The tests of promises open and answer cases as those of cases do."""

import pytest

from tests.cases.conftest import (  # noqa: F401 (fixtures)
    case_row,
    entries,
    keep_up,
    open_by_form,
    open_case,
    press,
    reply,
    take,
)


@pytest.fixture
def deadlines(app):
    """`deadlines(number)`: the clocks of a case as they are stored."""

    def deadlines(number: int):
        from forum.promises.queries import deadlines_of

        with app.app_context():
            return [row.clock for row in deadlines_of(number)]

    return deadlines


@pytest.fixture
def office_hours(app):
    """The mobile category promises eight working hours, Mon–Fri 8–18 in Bavaria."""
    from forum.cases.access import category_named
    from forum.core.db import writing

    with app.app_context(), writing():
        category = category_named("mobile")
        category.first_answer_calendar = "mo-fr:0800-1800 holidays:BY zone:Europe:Berlin"
        category.solution_calendar = category.first_answer_calendar
        category.solution_minutes = 20 * 60
