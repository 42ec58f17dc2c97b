"""All pairs of cases that waited together, by what explains who was taken first; pure and exact.

Stands in lines and takings from them go in, as the journal of a replay has them. Counting n of them
costs n log² n, whatever the order in which they were taken. Definitions: docs/fairness.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from forum.fairness.dominance import below_one, below_two, ranks
from forum.queue.journal import Stand


class Taking(NamedTuple):
    """A case that was taken and then served; keys as in Stand, its `tick` after it had left."""

    lane: str
    number: int
    tick: int
    arrival: int
    by_rule: int
    place: int
    is_out_of_turn: bool
    is_explained: bool


@dataclass(frozen=True)
class Pairs:
    """For each taking, in the order in which they were given: how many pairs, and of which sort."""

    others: np.ndarray
    in_order: np.ndarray
    by_rule: np.ndarray
    by_hand: np.ndarray
    unexplained: np.ndarray


def count(stands: Sequence[Stand], takings: Sequence[Taking]) -> Pairs:
    """Count the pairs of each taking; the lines of the lanes are counted one by one."""
    columns = [np.zeros(len(takings), np.int64) for _one in range(5)]
    for lane in sorted({one.lane for one in takings}):
        places = [index for index, one in enumerate(takings) if one.lane == lane]
        here = [one for one in stands if one.lane == lane]
        for column, counted in zip(
            columns, _count_in(here, [takings[i] for i in places]), strict=True
        ):
            column[places] = counted
    return Pairs(*columns)


class _Line:
    """Everybody who enters or leaves a line (weights +1, -1) and every taking (0), by tick."""

    def __init__(self, stands: list[Stand], takings: list[Taking]):
        self.count = len(takings)
        size = 2 * len(stands) + self.count
        ticks = np.fromiter(
            [
                *(2 * one.entered for one in stands),
                *(2 * one.left for one in stands),
                *(2 * one.tick + 1 for one in takings),
            ],
            np.int64,
            size,
        )
        self.order = np.argsort(ticks, kind="stable")
        self.weights = np.zeros(size, np.int64)
        self.weights[: len(stands)], self.weights[len(stands) : 2 * len(stands)] = 1, -1
        self.stands, self.takings = stands, takings

    def key(self, name: str, of_takings: str | None = None) -> np.ndarray:
        """The ranks of one key, of takings by another; equal ones count as not below a taking."""
        stood = [(getattr(one, name), one.number) for one in self.stands]
        taken = [(getattr(one, of_takings or name), one.number) for one in self.takings]
        return ranks([*stood, *stood, *taken], first=2 * len(stood))

    def below(self, *keys: np.ndarray) -> np.ndarray:
        """Of those who stand there at each taking, how many are below it by all these keys."""
        weights = self.weights[self.order]
        sorted_keys = [key[self.order] for key in keys]
        if not keys:
            sums = np.cumsum(weights)
        else:
            sums = (below_one if len(keys) == 1 else below_two)(weights, *sorted_keys)
        found = np.empty_like(sums)
        found[self.order] = sums
        return found[len(found) - self.count :]


def _count_in(stands: list[Stand], takings: list[Taking]) -> tuple[np.ndarray, ...]:
    line = _Line(stands, takings)
    arrival = line.key("arrival")
    others, earlier = line.below(), line.below(arrival)
    is_explained = np.array([one.is_explained for one in takings], bool)
    is_out = np.array([one.is_out_of_turn for one in takings], bool)
    unexplained = np.zeros_like(others)
    if not is_explained.all():
        place = line.key("place")
        either = earlier + line.below(place) - line.below(arrival, place)
        unexplained = np.where(is_explained, 0, either)
    by_hand = np.where(is_out, earlier, 0)
    helped = [one.by_rule != one.place and not one.is_out_of_turn for one in takings]
    if any(helped):  # by rules alone, some of those who came earlier would still stand before it
        by_hand += np.where(helped, line.below(arrival, line.key("by_rule")), 0)
    by_hand = np.where(is_explained, by_hand, 0)
    by_rule = np.where(is_explained, earlier - by_hand, 0)
    return others, others - by_hand - by_rule - unexplained, by_rule, by_hand, unexplained


def overtaken(stands: Sequence[Stand], months: Mapping[str, Sequence[Taking]]) -> dict[str, int]:
    """How many spells stood in a lane's line when one that came later was taken, month by month.

    A spell that was overtaken in two months counts in both.
    """
    takings = [one for of_month in months.values() for one in of_month]
    both: list[Taking | Stand] = [*takings, *stands]
    arrivals = ranks([(one.arrival, one.number) for one in both], first=len(takings))
    ticks = np.array([one.tick for one in takings], np.int64)
    line = np.array([(one.entered, one.left, one.joining) for one in stands], np.int64)
    line = line.reshape(len(stands), 3)
    found, begin = {}, 0
    for month, of_month in months.items():
        here = slice(begin, begin + len(of_month))
        begin += len(of_month)
        order = np.argsort(ticks[here])
        found[month] = _overtaken(
            line, arrivals[len(takings) :], ticks[here][order], arrivals[here][order]
        )
    return found


def _overtaken(line: np.ndarray, stood: np.ndarray, ticks: np.ndarray, taken: np.ndarray) -> int:
    """By takings in the order of ticks; `stood` and `taken` are ranks of arrival."""
    there = np.flatnonzero((line[:, 0] <= ticks[-1]) & (line[:, 1] > ticks[0]))
    first, behind = (np.searchsorted(ticks, line[there, edge]) for edge in (0, 1))
    met = first < behind
    there, first, behind = there[met], first[met], behind[met]
    is_overtaken = _largest_within(taken, first, behind) > stood[there]
    return len(np.unique(line[there[is_overtaken], 2]))


def _largest_within(values: np.ndarray, first: np.ndarray, behind: np.ndarray) -> np.ndarray:
    """The largest of values[first:behind] for many ranges at once, none of them empty."""
    tables = [values]
    while 2 ** len(tables) <= len(values):
        last, half = tables[-1], 2 ** (len(tables) - 1)
        tables.append(np.maximum(last[:-half], last[half:]))
    level = np.frexp(behind - first)[1] - 1  # two ranges of 2**level cover it
    found = np.empty(len(first), np.int64)
    for one in np.unique(level):
        of = level == one
        found[of] = np.maximum(tables[one][first[of]], tables[one][behind[of] - 2**one])
    return found
