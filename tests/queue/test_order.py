"""Who is next, by plain values: the order is total, nothing but the head start moves anybody."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.queue import order
from forum.queue.order import Entry

MORNING = datetime(2026, 3, 2, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
CAP = 48 * HOUR

spans = st.integers(0, 48 * 60).map(lambda minutes: timedelta(minutes=minutes))
lanes = st.lists(st.tuples(spans, spans), max_size=12).map(
    lambda cases: [Entry(n, MORNING + since, ahead) for n, (since, ahead) in enumerate(cases, 1)]
)


def waiting(number: int, hours: float = 0, ahead: float = 0) -> Entry:
    """A case that came so many hours after the morning began, with so many hours' head start."""
    return Entry(number, MORNING + hours * HOUR, ahead * HOUR)


def test_without_head_starts_the_first_to_come_is_next():
    anna, ben = waiting(1, hours=1), waiting(2, hours=2)
    assert order.in_order([ben, anna]) == [anna, ben]
    assert order.next_of([ben, anna]) == anna
    assert order.next_of([]) is None


def test_a_head_start_counts_as_having_come_earlier_by_just_that_much():
    anna, ben = waiting(1, hours=0), waiting(2, hours=6, ahead=6)
    assert order.effective_at(ben.waiting_since, ben.head_start) == anna.waiting_since
    assert order.in_order([ben, anna]) == [anna, ben], "between equals the number decides"
    ben_a_moment_earlier = ben._replace(waiting_since=ben.waiting_since - timedelta.resolution)
    assert order.next_of([ben_a_moment_earlier, anna]) == ben_a_moment_earlier


def test_the_ticket_says_the_place_and_whom_a_head_start_costs():
    anna, ben, cora, dan = (waiting(n, hours=n) for n in (1, 2, 3, 4))
    dan = dan._replace(head_start=2.5 * HOUR)
    lane = [anna, ben, cora, dan]
    assert [order.place(one, lane) for one in lane] == [1, 3, 4, 2]
    assert order.overtaken_by(dan, lane) == [ben, cora]
    assert order.overtaken_by(anna, lane) == []
    assert order.gap(ben, dan) == 2 * HOUR <= dan.head_start


def test_answering_the_last_before_its_turn_overtakes_everybody_before_it():
    lane = [waiting(n, hours=n) for n in (1, 2, 3)]
    assert order.before(lane[2], lane) == lane[:2]


def test_grants_add_up_to_the_cap_and_no_further():
    assert order.head_start([], cap=CAP) == timedelta(0)
    assert order.head_start([24 * HOUR, 8 * HOUR], cap=CAP) == 32 * HOUR
    assert order.head_start([24 * HOUR, 24 * HOUR, 8 * HOUR], cap=CAP) == CAP
    assert order.head_start([5, 6], cap=8) == 8, "ticks of a simulation as well as hours"


def test_no_grant_sets_anybody_back():
    with pytest.raises(ValueError, match="negative"):
        order.head_start([8 * HOUR, -HOUR], cap=CAP)


@given(st.lists(spans), spans)
def test_the_head_start_is_never_above_the_cap_and_does_not_ask_for_the_order(grants, cap):
    found = order.head_start(grants, cap=cap)
    assert timedelta(0) <= found <= cap
    assert found == order.head_start(reversed(grants), cap=cap)


@pytest.mark.slow
@given(lanes, st.randoms(use_true_random=False))
def test_the_order_is_total_and_always_the_same(lane, chance):
    shuffled = chance.sample(lane, len(lane))
    ordered = order.in_order(shuffled)
    assert ordered == order.in_order(lane)
    assert [order.place(one, shuffled) for one in ordered] == list(range(1, len(lane) + 1))
    assert order.next_of(shuffled) == (ordered[0] if ordered else None)


@given(lanes)
def test_nobody_is_overtaken_by_more_than_the_head_start(lane):
    """Promise 2, for every pair: the gap is within the difference of the two head starts."""
    for entry in lane:
        for earlier in order.overtaken_by(entry, lane):
            bound = entry.head_start - earlier.head_start
            assert timedelta(0) <= order.gap(earlier, entry) <= bound <= entry.head_start <= CAP


@pytest.mark.slow
@given(lanes)
def test_the_bound_is_reached_and_not_only_kept(lane):
    """A case with a head start stands before every one that came within it and has none."""
    for entry in lane:
        for other in lane:
            gap = order.gap(other, entry)
            if other.head_start == timedelta(0) and timedelta(0) < gap < entry.head_start:
                assert order.is_overtaken_by(other, entry)


@pytest.mark.slow
@given(lanes, spans)
def test_a_larger_head_start_never_costs_its_case_a_place(lane, more):
    for entry in lane:
        others = [other for other in lane if other is not entry]
        ahead = entry._replace(head_start=entry.head_start + more)
        assert order.place(ahead, others) <= order.place(entry, others)
