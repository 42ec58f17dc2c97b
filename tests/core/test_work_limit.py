"""Work that grows too large is stopped, in any thread, and nothing stays behind."""

import gc
import sys
import threading
import time
import weakref
from contextlib import suppress

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


class Thing:
    """Something that a weak reference may point to."""


def heavy_callback(_reference) -> None:
    count_to(200)


def stops_again(work) -> None:
    """`work` is done over and over: if the end was swallowed once, it must come once more."""
    began = time.monotonic()
    with pytest.raises(TooMuchWork), work_limit(steps=500, seconds=0.2):
        while time.monotonic() - began < 5:
            work()
    assert sys.getprofile() is None and sys.gettrace() is None


def drop_with_callback() -> None:
    """All the counted work is done in the callback: the limit strikes there and nowhere else."""
    thing = Thing()
    reference = weakref.ref(thing, heavy_callback)
    del thing
    assert reference() is None


def drop_in_a_cycle() -> None:
    thing = Thing()
    thing.itself = thing
    reference = weakref.ref(thing, heavy_callback)
    del thing
    gc.collect()
    assert reference() is None


def drop_out_of_a_weak_set() -> None:
    things = [Thing() for _ in range(200)]
    kept = weakref.WeakSet(things)
    del things
    assert not kept


class Dying:
    """Works on while it is thrown away."""

    def __del__(self):
        count_to(200)


def closed_generator():
    try:
        yield
    finally:
        count_to(200)


def throw_a_generator_away() -> None:
    next(closed_generator())


DROPS = (drop_with_callback, drop_in_a_cycle, drop_out_of_a_weak_set, Dying, throw_a_generator_away)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("drop", DROPS)
def test_the_end_is_not_lost_where_the_interpreter_swallows_it(drop):
    stops_again(drop)


@pytest.mark.slow
def test_it_is_not_even_raised_in_what_the_interpreter_calls(monkeypatch):
    ignored = []
    monkeypatch.setattr(sys, "unraisablehook", ignored.append)
    for drop in DROPS[:4]:
        stops_again(drop)
    assert ignored == []


def test_the_end_is_not_lost_to_a_library_that_catches_everything():
    caught = []

    def stubborn():
        try:
            count_to(1_000)
        except BaseException as error:
            caught.append(error)

    stops_again(stubborn)
    assert isinstance(caught[0], TooMuchWork)


def test_after_a_swallowed_end_a_loop_without_calls_of_its_own_is_stopped_too():
    with pytest.raises(TooMuchWork), work_limit(steps=500, seconds=0.2):
        with suppress(TooMuchWork):
            count_to(1_000)
        for _ in range(10**7):
            abs(1)


def test_whoever_cleans_up_behind_the_end_is_left_alone():
    cleaned = []
    with pytest.raises(TooMuchWork), work_limit(steps=500, seconds=60):
        try:
            count_to(1_000)
        finally:
            cleaned.append(count_to(1_000))
    assert cleaned == [499_500]
    assert sys.getprofile() is None and sys.gettrace() is None


def test_a_block_that_ends_at_the_very_limit_leaves_nothing_behind():
    for steps in range(1, 60):
        with suppress(TooMuchWork), work_limit(steps=steps, seconds=60):
            count_to(10)
        assert sys.getprofile() is None and sys.gettrace() is None, steps
