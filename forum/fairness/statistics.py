"""Whether one group waits longer than the rest: effect size, a test by ranks, many looks; pure.

Only cases of the same stratum are compared with each other, so that what all had alike (a bad day,
a slow lane) is no difference between groups. Definitions: docs/fairness.md.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import erfc, sqrt

import numpy as np

LEVEL = 0.01  # of all looks of a month together: one false alarm in a hundred months


@dataclass(frozen=True)
class Comparison:
    """One group beside the rest; `delta` above 0: the group waits longer. `p` has two sides.

    `compared` is how many pairs of the same stratum there were.
    """

    delta: float
    p: float
    compared: int


def compare(
    values: Sequence[float], is_in_group: Sequence[bool], strata: Sequence[Hashable]
) -> Comparison:
    """Van Elteren's stratified rank-sum test and Cliff's delta over pairs of the same stratum.

    P. H. van Elteren, "On the combination of independent two sample tests of Wilcoxon", Bulletin
    of the International Statistical Institute 37 (1960), with middle ranks for equal values;
    N. Cliff, "Dominance statistics", Psychological Bulletin 114 (1993).
    """
    counted = _by_stratum(np.asarray(values), np.asarray(is_in_group, bool), strata)
    inside, size, rank_sum, ties = counted
    outside = size - inside
    both = (inside > 0) & (outside > 0)
    inside, outside, size, rank_sum, ties = (
        one[both] for one in (inside, outside, size, rank_sum, ties)
    )
    pairs = inside * outside
    compared = int(pairs.sum())
    if not compared:
        return Comparison(0.0, 1.0, 0)
    above_chance = rank_sum - inside * (size + 1) / 2
    variance = pairs / 12 * (size + 1 - ties / (size * (size - 1)))
    weight = 1 / (size + 1)
    spread = sqrt((weight**2 * variance).sum())
    z = (weight * above_chance).sum() / spread if spread else 0.0
    return Comparison(float(2 * above_chance.sum() / compared), erfc(abs(z) / sqrt(2)), compared)


def corrected(ps: Sequence[float]) -> list[float]:
    """Holm's step-down correction: below a level, the chance of any false one among all is too.

    S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
    Statistics 6 (1979).
    """
    found = [1.0] * len(ps)
    largest = 0.0
    for place, index in enumerate(sorted(range(len(ps)), key=lambda one: ps[one])):
        largest = max(largest, min(1.0, ps[index] * (len(ps) - place)))
        found[index] = largest
    return found


def _by_stratum(values, is_in_group, strata) -> tuple[np.ndarray, ...]:
    """Of each stratum: how many in the group, how many, the group's rank sum, and its ties."""
    names: dict[Hashable, int] = {}
    stratum = np.array([names.setdefault(one, len(names)) for one in strata], np.int64)
    order = np.lexsort((values, stratum))
    value, of, inside = values[order], stratum[order], is_in_group[order]
    starts = np.flatnonzero(np.r_[True, of[1:] != of[:-1]])
    size = np.diff(np.r_[starts, len(of)])
    tied = np.flatnonzero(np.r_[True, (of[1:] != of[:-1]) | (value[1:] != value[:-1])])
    lengths = np.diff(np.r_[tied, len(of)])
    middle = np.repeat(tied + (lengths + 1) / 2, lengths) - np.repeat(starts, size)
    sums = [np.add.reduceat(one, starts) for one in (inside.astype(float), middle * inside)]
    ties = np.bincount(of[tied], weights=lengths.astype(float) ** 3 - lengths)
    return sums[0], size.astype(float), sums[1], ties
