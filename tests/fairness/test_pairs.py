"""Every pair that waited together is counted once and rightly, whatever happened meanwhile."""

import random
from collections import Counter
from datetime import timedelta

import pytest

from forum.fairness.pairs import Taking, count, overtaken
from forum.fairness.past import Past, month_of
from forum.fairness.served import overtaken_spells, services_of
from forum.queue.journal import Stand
from tests.fairness.random_history import RULEBOOK, History, first_come_first_served

SORTS = ("in_order", "by_rule", "by_hand", "unexplained")


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(10))
def test_a_thousand_random_histories_are_counted_as_by_looking_at_every_pair(batch):
    seen: Counter = Counter()
    for seed in range(100 * batch, 100 * batch + 100):
        history = History(seed, steps=random.Random(seed).randrange(5, 90))
        past = Past({1: RULEBOOK}).take(history.entries)
        found = {one.spell.joining: one for one in services_of(past).values()}
        told = {one.spell: one for one in history.services}
        assert found.keys() == told.keys(), seed
        first = first_come_first_served(history.services)
        for spell, one in told.items():
            counted = {name: getattr(found[spell], name) for name in SORTS}
            assert counted == {name: one.sorts[name] for name in SORTS}, (seed, one)
            assert found[spell].others == one.sorts.total(), (seed, one)
            assert max(found[spell].gap, timedelta(0)) == one.gap, (seed, one)
            assert found[spell].fcfs_at == first[spell], (seed, one)
            seen.update(one.sorts)
        assert _overtaken(past, found.values()) == _overtaken_by_looking(history), seed
    assert min(seen[name] for name in SORTS) > 15, f"the histories show too little: {seen}"


def _overtaken(past, services) -> dict:
    found = overtaken_spells(past.journal.stands, list(services))
    return {key: number for key, number in found.items() if number}


def _overtaken_by_looking(history: History) -> dict:
    spells: dict = {}
    for one in history.services:
        if one.overtook:
            spells.setdefault((month_of(one.at), one.lane), set()).update(one.overtook)
    return {key: len(found) for key, found in spells.items()}


def test_who_stands_in_line_twice_is_overtaken_once():
    stands = [
        Stand("fixed", 1, 0, entered=1, left=4, arrival=10, by_rule=10, place=10),
        Stand("fixed", 1, 0, entered=5, left=8, arrival=10, by_rule=9, place=9),
        Stand("fixed", 2, 1, entered=2, left=3, arrival=20, by_rule=0, place=0),
        Stand("fixed", 3, 2, entered=6, left=7, arrival=30, by_rule=0, place=0),
    ]
    second = Taking("fixed", 2, 3, 20, 0, 0, is_out_of_turn=False, is_explained=True)
    third = Taking("fixed", 3, 7, 30, 0, 0, is_out_of_turn=False, is_explained=True)
    assert overtaken(stands, {"2026-01": [second, third]}) == {"2026-01": 1}
    assert overtaken(stands, {"2026-01": [second], "2026-02": [third]}) == {
        "2026-01": 1,
        "2026-02": 1,
    }


def test_nobody_waited_and_nothing_is_counted():
    pairs = count([], [])
    assert (pairs.others.tolist(), pairs.in_order.tolist()) == ([], [])
    assert overtaken([], {}) == {}


@pytest.mark.only_long
@pytest.mark.slow
def test_a_hundred_thousand_cases_taken_in_any_order_are_counted():
    """All wait together, half of them are taken without a word; each pair is in one sort."""
    number = 100_000
    chance = random.Random(1)
    order = list(range(number))
    chance.shuffle(order)
    keys = [(10 * one, 10 * one - chance.choice((0, 0, 70, 5000))) for one in range(number)]
    stands, takings = [], []
    for place, one in enumerate(order):
        arrival, by_rule = keys[one]
        tick = number + place + 1
        stands.append(Stand("fixed", one, one, one, tick, arrival, by_rule, by_rule - one % 3))
        is_explained = chance.random() < 0.5
        takings.append(
            Taking("fixed", one, tick, arrival, by_rule, by_rule - one % 3, False, is_explained)
        )
    pairs = count(stands, takings)
    sorts = pairs.in_order + pairs.by_rule + pairs.by_hand + pairs.unexplained
    assert pairs.others.sum() == number * (number - 1) // 2
    assert (sorts == pairs.others).all()
    for place in (0, 1, 777, number // 2, number - 2):
        assert _by_looking(takings[place:]) == tuple(
            int(getattr(pairs, name)[place]) for name in SORTS
        )
    assert overtaken(stands, {"2026-01": takings})["2026-01"] > 0.99 * number


def _by_looking(takings: list[Taking]) -> tuple[int, ...]:
    """The first of these among those who are taken after it."""
    one, others = takings[0], takings[1:]
    found: Counter = Counter()
    for other in others:
        earlier = other.arrival < one.arrival
        if not one.is_explained and (earlier or other.place < one.place):
            found["unexplained"] += 1
        elif not earlier:
            found["in_order"] += 1
        else:
            found["by_rule" if one.by_rule < other.by_rule else "by_hand"] += 1
    return tuple(found[name] for name in SORTS)
