"""The simulated lane on every small day: it serves by the order, and the order keeps its word."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.queue import simulation
from forum.queue.lines import AccumulatingLine
from forum.queue.overtaking import largest_gap, times_overtaken
from forum.queue.traffic import Impossible, Traffic
from tests.queue.histories import (
    NEVER_MORE_THAN,
    days,
    none_or_endless,
    overtakings,
    served_tick_by_tick,
)

HUNDREDS = settings(max_examples=200)


@pytest.mark.slow
@HUNDREDS
@given(days())
def test_a_lane_is_served_as_looking_at_every_tick_would_serve_it(day):
    assert day.served()[0] == served_tick_by_tick(day)


@pytest.mark.slow
@HUNDREDS
@given(days(head_starts=st.just(0)))
def test_without_head_starts_the_served_order_is_first_come_first_served(day):
    served, _ = day.served()
    assert served == list(range(len(day.since)))
    assert largest_gap(served, day.since) is None
    assert times_overtaken(served) == [0] * len(served)


@pytest.mark.slow
@HUNDREDS
@given(days(head_starts=none_or_endless))
def test_claims_that_grow_alike_are_first_come_first_served_too(day):
    line = AccumulatingLine(day.since, [ahead > 0 for ahead in day.head_starts], ratio=1)
    served, _ = simulation.serve(day.since, day.service, line, day.servers)
    assert served == list(range(len(day.since)))


@pytest.mark.slow
@HUNDREDS
@given(days())
def test_no_gap_on_any_path_is_larger_than_the_head_start(day):
    served, _ = day.served()
    for earlier, later in overtakings(day, served):
        gap = day.since[later] - day.since[earlier]
        assert gap <= day.head_starts[later] - day.head_starts[earlier] <= NEVER_MORE_THAN


@pytest.mark.slow
@HUNDREDS
@given(days(head_starts=none_or_endless))
def test_an_endless_head_start_is_before_all_who_wait_and_keeps_order_among_its_own(day):
    served, starts = day.served()
    began = dict(zip(served, starts, strict=True))
    for earlier, later in overtakings(day, served):
        assert math.isinf(day.head_starts[later]) and day.head_starts[earlier] == 0
    for prio in (case for case in served if day.head_starts[case]):
        for case in served[: served.index(prio)]:
            assert day.head_starts[case] or began[case] < day.since[prio]


@pytest.mark.slow
@HUNDREDS
@given(days())
def test_no_server_rests_while_somebody_waits_and_none_serves_two(day):
    served, starts = day.served()
    assert sorted(served) == list(range(len(day.since)))
    assert all(start >= day.since[case] for case, start in zip(served, starts, strict=True))
    ends = [start + lasting for start, lasting in zip(starts, day.service, strict=True)]
    for case, start in zip(served, starts, strict=True):
        busy = sum(began <= start < end for began, end in zip(starts, ends, strict=True))
        assert busy <= day.servers
        if start > day.since[case]:
            before = sum(began < start <= end for began, end in zip(starts, ends, strict=True))
            assert before == day.servers, "it waited although somebody was free"


@pytest.mark.slow
@HUNDREDS
@given(days())
def test_overtakings_are_counted_as_looking_at_all_pairs_counts_them(day):
    served, _ = day.served()
    pairs = overtakings(day, served)
    by_hand = [sum(case == earlier for earlier, _ in pairs) for case in range(len(served))]
    assert times_overtaken(served) == by_hand
    gaps = [day.since[later] - day.since[earlier] for earlier, later in pairs]
    assert largest_gap(served, day.since) == max(gaps, default=None)


@given(st.permutations(range(9)))
def test_any_order_of_service_is_counted_right_even_one_that_we_never_make(served):
    by_hand = [
        sum(later > case for later in served[: served.index(case)]) for case in range(len(served))
    ]
    assert times_overtaken(served) == by_hand


def plan(head_start: float, *, seed: int = 5, servers: int = 2) -> simulation.Plan:
    traffic = Traffic(servers, 0.5, 1.1, 1.0)
    return simulation.Plan(traffic, simulation.head_start_choice(head_start), 4, 2_000, (seed, 1))


def test_the_same_seed_gives_the_same_result_and_another_another():
    assert simulation.run(plan(3)) == simulation.run(plan(3))
    assert simulation.run(plan(3)).wait_normal != simulation.run(plan(3, seed=6)).wait_normal


def test_generated_arrivals_keep_the_bound_and_nearly_reach_it():
    result = simulation.run(plan(3))
    assert 0.9 * simulation.in_ticks(3) < result.gap_ticks <= simulation.in_ticks(3)


def test_generated_arrivals_without_head_start_overtake_nobody():
    result = simulation.run(plan(0))
    assert result.gap_ticks == 0 and result.overtakes == (0, 0)


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ({"servers": 0}, "Servers"),
        ({"rate_prio": -1}, "Rates"),
        ({"rate_normal": math.nan}, "Rates"),
        ({"service_rate": math.inf}, "Rates"),
        ({"rate_normal": 2.0}, "never comes to rest"),
        ({"law": "uniform"}, "law"),
    ],
)
def test_figures_that_make_no_queue_are_refused_with_a_sentence(figures, said):
    good = {"servers": 1, "rate_prio": 0.2, "rate_normal": 0.6, "service_rate": 1.0}
    with pytest.raises(Impossible, match=said):
        Traffic(**good | figures)
