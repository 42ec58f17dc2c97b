"""A group that waits longer is seen, and chance is not taken for it, however often one looks."""

from dataclasses import replace

import pytest

from forum.fairness.groups import FEWEST, groups_of_month
from forum.fairness.statistics import LEVEL
from forum.fairness.values import ALL_LANES
from tests.fairness.simulated_month import FIRST, month

MONTHS = 100
LOOKS = 20  # at least: every dimension in every lane that has enough cases


def looked_at(answered):
    """All looks at a month: all lanes together, and each."""
    lanes = {ALL_LANES: answered}
    for one in answered:
        lanes.setdefault(one.lane, []).append(one)
    return groups_of_month(lanes)


def flagged(groups) -> set:
    return {
        (lane, row.dimension, row.group)
        for lane, rows in groups.of_lane.items()
        for row in rows
        if row.is_flagged
    }


def slower(answered, language: str, by: float):
    """That language waits so many times as long."""
    return [
        replace(one, wait=int(one.wait * by)) if one.traits["language"] == language else one
        for one in answered
    ]


@pytest.mark.slow
def test_a_language_that_waits_thirty_per_cent_longer_is_flagged():
    found = 0
    for seed in range(MONTHS):
        answered = month(seed)
        assert sum(one.traits["language"] == "en" for one in answered) == 500
        groups = looked_at(slower(answered, "en", 1.3))
        assert groups.looks >= LOOKS
        found += (ALL_LANES, "language", "en") in flagged(groups)
    assert found >= 95


@pytest.mark.slow
def test_without_bias_at_most_one_month_in_a_hundred_is_flagged():
    alarms = [seed for seed in range(MONTHS) if flagged(looked_at(month(seed)))]
    assert len(alarms) <= 1, alarms


def test_a_bad_day_that_all_had_is_no_bias():
    """Everybody of the one language happens to come on the day on which everybody waits."""
    good = [one for one in month(1) if one.opened_at.date() == FIRST.date()]
    groups = [replace(one, wait=100 + place % 7) for place, one in enumerate(good)]
    day = FIRST.replace(day=2)
    bad = [replace(one, wait=90_000 + one.wait, opened_at=day) for one in groups]
    told = [replace(one, traits={"language": "de"}) for one in groups]
    told += [replace(one, traits={"language": "en"}) for one in bad]
    rows = looked_at(told).of_lane[ALL_LANES]
    assert [row.median > 90_000 for row in rows] == [False, True]
    assert [(row.delta, row.p, row.is_flagged) for row in rows] == [(0.0, 1.0, False)] * 2


def test_of_two_groups_the_one_is_the_other_the_other_way():
    groups = looked_at(slower(month(2), "en", 2))
    de, en = (row for row in groups.of_lane["fixed"] if row.dimension == "language")
    assert (de.group, en.group) == ("de", "en")
    assert de.delta == -en.delta < 0
    assert de.p == en.p < LEVEL
    assert de.is_flagged and en.is_flagged


def test_groups_of_less_than_twenty_are_joined_and_show_no_waits():
    few = [replace(one, traits={"channel": "mail"}) for one in month(3)[: FEWEST - 1]]
    fewer = [replace(one, traits={"channel": "phone"}) for one in month(4)[:3]]
    many = [replace(one, traits={"channel": "web"}) for one in month(5)[:50]]
    web, others = looked_at(few + fewer + many).of_lane[ALL_LANES]
    assert (web.group, web.count, web.too_few) == ("web", 50, False)
    assert (others.group, others.count, others.joined) == ("others", 22, ("mail", "phone"))
    assert others.median is not None
    web, others = looked_at(few + many).of_lane[ALL_LANES]
    assert (others.count, others.median, others.p95, others.p) == (19, None, None, None)
    assert web.too_few and web.p is None and not web.is_flagged
    assert web.median is not None


def test_a_month_without_answers_has_no_groups_and_no_looks():
    groups = groups_of_month({ALL_LANES: []})
    assert (groups.of_lane, groups.looks) == ({ALL_LANES: ()}, 0)
