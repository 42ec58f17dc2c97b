"""Expected waits against what other ways of finding them say; no simulation."""

import math

import pytest

from forum.queue import theory
from forum.queue.estimates import estimate, students_t
from forum.queue.traffic import Traffic

TABLE_OF_STUDENTS_T = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 9: 2.262, 19: 2.093, 30: 2.042}


@pytest.mark.parametrize(("degrees", "expected"), TABLE_OF_STUDENTS_T.items())
def test_students_t_is_that_of_the_tables(degrees, expected):
    assert students_t(degrees) == pytest.approx(expected, abs=5e-4)


def test_an_interval_is_that_of_a_worked_example():
    found = estimate([4.0, 6.0, 5.0])
    assert found.mean == 5 and found.half_width == pytest.approx(4.303 / math.sqrt(3), abs=1e-3)
    assert found.meets(7.4, times=1) and not found.meets(7.6, times=1)
    with pytest.raises(ValueError, match="at least 2"):
        estimate([4.0])


def test_one_server_waits_as_the_textbook_says():
    assert theory.wait_of_all(Traffic(1, 0.2, 0.6, 1.0)) == pytest.approx(4)
    assert theory.wait_of_all(Traffic(1, 0.2, 0.6, 1.0, "deterministic")) == pytest.approx(2)
    assert theory.wait_of_all(Traffic(3, 0.2, 0.6, 1.0, "deterministic")) is None


@pytest.mark.parametrize("law", ["exponential", "deterministic"])
def test_a_growing_head_start_goes_from_first_come_to_absolute_priority(law):
    traffic = Traffic(1, 0.3, 0.5, 1.0, law)
    tiny, huge, endless = (theory.with_head_start(traffic, u) for u in (1e-6, 500, math.inf))
    assert tiny.wait_prio == pytest.approx(theory.wait_of_all(traffic), abs=1e-5)
    assert huge == pytest.approx(endless, abs=1e-4)
    waits = [theory.with_head_start(traffic, u).wait_normal for u in (0, 1, 3, 9, 27, math.inf)]
    assert waits == sorted(waits)


@pytest.mark.parametrize("head_start", [0, 0.7, 5, math.inf])
def test_a_head_start_takes_from_some_exactly_what_it_gives_to_others(head_start):
    traffic = Traffic(4, 0.9, 2.1, 1.0)
    found = theory.with_head_start(traffic, head_start)
    total = traffic.rate_prio * found.wait_prio + traffic.rate_normal * found.wait_normal
    assert total == pytest.approx(traffic.rate * theory.wait_of_all(traffic))


@pytest.mark.parametrize("head_start", [0.5, 4, 40])
def test_nobody_pays_more_than_the_prioritised_load_times_the_head_start(head_start):
    traffic = Traffic(1, 0.4, 0.5, 1.0)
    cost = theory.with_head_start(traffic, head_start).wait_normal - theory.wait_of_all(traffic)
    assert 0 < cost < traffic.rate_prio / traffic.capacity * head_start
