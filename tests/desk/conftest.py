"""A line of cases for all tests of the desk."""

import pytest

from tests.desk.scene import Line


@pytest.fixture
def line(app, clock, cast):
    return Line(app, cast, clock)


@pytest.fixture
def keep_up(app):
    """`keep_up()`: the worker's look at what time alone brings."""

    def keep_up() -> None:
        from forum.worker import keep_up as work

        with app.app_context():
            work()

    return keep_up
