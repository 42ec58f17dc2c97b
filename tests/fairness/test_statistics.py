"""The arithmetic of comparing groups, against worked examples and slow ways of counting."""

from collections import defaultdict
from itertools import combinations
from math import comb, erfc, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.fairness.ranking import median, p95, percentile
from forum.fairness.statistics import compare, corrected

cases = st.lists(
    st.tuples(st.integers(0, 9), st.booleans(), st.sampled_from("abc")), min_size=1, max_size=40
)


@pytest.mark.parametrize(
    ("values", "middle", "high"),
    [
        ([], None, None),
        ([7], 7, 7),
        ([1, 2], 1, 2),
        ([1, 2, 3, 4], 2, 4),
        (list(range(1, 101)), 50, 95),
        (list(range(1, 22)), 11, 20),
    ],
)
def test_percentiles_are_values_that_occurred(values, middle, high):
    assert (median(values), p95(values)) == (middle, high)


@given(st.lists(st.integers(), min_size=1), st.integers(1, 100))
def test_a_percentile_is_the_smallest_value_that_so_many_do_not_exceed(values, per_cent):
    ordered = sorted(values)
    found = percentile(ordered, per_cent)
    assert 100 * sum(one <= found for one in ordered) >= per_cent * len(ordered)
    assert 100 * sum(one < found for one in ordered) < per_cent * len(ordered)


@pytest.mark.slow
@given(cases)
def test_delta_is_what_pairs_of_the_same_stratum_say(drawn):
    values, inside, strata = zip(*drawn, strict=True)
    pairs = [
        (one > other) - (one < other)
        for one, is_in, stratum in drawn
        for other, other_is_in, other_stratum in drawn
        if is_in and not other_is_in and stratum == other_stratum
    ]
    found = compare(values, inside, strata)
    assert found.compared == len(pairs)
    assert found.delta == pytest.approx(sum(pairs) / len(pairs) if pairs else 0)
    assert 0 <= found.p <= 1


@pytest.mark.slow
@given(cases)
def test_the_variance_is_that_of_all_ways_to_deal_the_groups(drawn):
    """In one stratum small enough: every choice of a group is as likely as every other."""
    drawn = [(value, is_in) for value, is_in, _stratum in drawn][:9]
    values, inside = [one for one, _ in drawn], [one for _, one in drawn]
    chosen = sum(inside)
    found = compare(values, inside, ["one"] * len(values))
    if not found.compared or len(set(values)) == 1:
        assert found.p == 1
        return
    ranks = [_middle_rank(values, one) for one in values]
    sums = [sum(ranks[i] for i in dealt) for dealt in combinations(range(len(values)), chosen)]
    mean = sum(sums) / comb(len(values), chosen)
    variance = sum((one - mean) ** 2 for one in sums) / len(sums)
    own = sum(rank for rank, is_in in zip(ranks, inside, strict=True) if is_in)
    assert found.p == pytest.approx(erfc(abs(own - mean) / sqrt(variance) / sqrt(2)))


def _middle_rank(values, one) -> float:
    below, equal = sum(other < one for other in values), values.count(one)
    return below + (equal + 1) / 2


def test_a_worked_example_of_the_rank_sum_test():
    """Two groups of four without ties: ranks 1 2 3 5 and 4 6 7 8; z = (11 - 18) / sqrt(12)."""
    values, inside = [1, 2, 3, 5, 4, 6, 7, 8], [True] * 4 + [False] * 4
    found = compare(values, inside, ["day"] * 8)
    assert found.delta == pytest.approx(-14 / 16)
    assert found.p == pytest.approx(0.0433081, abs=1e-6)


def test_strata_that_have_one_group_alone_say_nothing():
    values, inside = [1, 2, 3, 4, 500, 600], [True, False, True, False, True, True]
    strata = ["a", "a", "a", "a", "b", "b"]
    assert compare(values, inside, strata) == compare(values[:4], inside[:4], strata[:4])


def test_holms_worked_example():
    """0.01 x 4, 0.013 x 3, 0.014 x 2, 0.19 x 1; none smaller than the one before it."""
    found = corrected([0.014, 0.01, 0.19, 0.013])
    assert found == pytest.approx([0.04, 0.04, 0.19, 0.04])
    assert corrected([]) == []
    assert corrected([0.7, 0.9]) == [1.0, 1.0]


@given(st.lists(st.floats(0, 1), max_size=12))
def test_correction_keeps_the_order_and_makes_nothing_surer(ps):
    found = corrected(ps)
    by_p: dict = defaultdict(set)
    for p, one in zip(ps, found, strict=True):
        assert p <= one <= 1
        by_p[p].add(one)
    assert all(len(same) == 1 for same in by_p.values())
    assert [max(by_p[p]) for p in sorted(by_p)] == sorted(max(by_p[p]) for p in by_p)
