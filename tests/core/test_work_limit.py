"""Work that grows too large is stopped, in any thread, and nothing stays behind."""

import sys
import threading
import time

import pytest

from forum.core.work_limit import TooMuchWork, work_limit


def count_to(number: int) -> int:
    return sum(abs(step) for step in range(number))


def test_short_work_is_left_alone():
    with work_limit(steps=10_000, seconds=1):
        assert count_to(100) == 4_950
    assert sys.getprofile() is None


def test_too_many_steps_are_stopped_at_the_same_place_every_time():
    reached = []
    for _ in range(3):
        done = []
        with pytest.raises(TooMuchWork), work_limit(steps=500, seconds=60):
            while True:
                done.append(len(done))
        reached.append(len(done))
    assert reached[0] > 10 and len(set(reached)) == 1
    assert sys.getprofile() is None


def test_too_long_work_is_stopped_even_with_few_steps():
    began = time.thread_time()
    with pytest.raises(TooMuchWork), work_limit(steps=10**12, seconds=0.05):
        while True:
            max(0, 1)
    assert 0.05 <= time.thread_time() - began < 0.5


def test_it_works_outside_the_main_thread_and_stops_no_other():
    ended = []

    def endless():
        try:
            with work_limit(steps=1_000, seconds=1):
                while True:
                    abs(1)
        except TooMuchWork:
            ended.append("stopped")

    thread = threading.Thread(target=endless)
    thread.start()
    count_to(100_000)
    thread.join(5)
    assert ended == ["stopped"]


def test_a_generator_does_not_swallow_the_end():
    with pytest.raises(TooMuchWork), work_limit(steps=2_000, seconds=1):
        while True:
            any(step for step in (0, 1, 2))


def test_a_profiler_at_work_keeps_its_place():
    def measuring(*_):
        return None

    sys.setprofile(measuring)
    try:
        with work_limit(steps=10, seconds=1):
            count_to(1_000)
        assert sys.getprofile() is measuring
    finally:
        sys.setprofile(None)
