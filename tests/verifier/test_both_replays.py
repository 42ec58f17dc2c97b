"""verify.py and the forum's own replay tell the same of random histories by the real verbs.

Two implementations that share no line: what one of them overlooks, the other one says.
"""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from forum.verifier import verify
from tests.queue.house import House
from tests.queue.test_promises_hold import Histories
from tests.verifier.second_opinion import (
    differing,
    headlines_of_the_forum,
    services_of,
    services_of_the_forum,
    told_again,
)


class ToldTwice(Histories):
    """The same random histories; at the end of each, both replays are asked."""

    @invariant()
    def the_promises_hold(self):
        """Tested elsewhere."""
        self.house.go_on()

    def teardown(self):
        queue = told_again()
        assert queue.doubts == []
        assert services_of(queue) == services_of_the_forum()
        assert differing(verify.figures(queue), headlines_of_the_forum()) == {}
        super().teardown()


@pytest.fixture
def house(app, cast, clock):
    """Twelve cases in three lanes, in all states; every history begins there."""
    with app.app_context():
        house = House(cast, clock)
        yield house
        house.end()


def play(house: House, *, histories: int, steps: int) -> None:
    chosen = settings(
        max_examples=histories,
        stateful_step_count=steps,
        database=None,
        report_multiple_bugs=False,
        phases=(Phase.generate,),
        suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large),
    )
    run_state_machine_as_test(lambda: ToldTwice(house), settings=chosen)


@pytest.mark.slow
def test_both_replays_tell_the_same(house):
    play(house, histories=8, steps=20)


@pytest.mark.slow
@pytest.mark.only_long
@pytest.mark.only_on("sqlite", "what is read is the record, whatever kept it")
def test_both_replays_tell_the_same_of_many_histories(house):
    play(house, histories=40, steps=20)
