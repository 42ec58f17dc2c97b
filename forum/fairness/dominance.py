"""How many came earlier and are smaller, for hundreds of thousands at once; pure arithmetic.

Who asks and who is counted stand in one sequence: a weight of 0 asks, any other is counted. Keys
are ranks from 0, each once. The sequence is halved again and again (J. L. Bentley,
"Multidimensional Divide-and-Conquer", CACM 23, 1980): n log n for one key, n log² n for two.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np

SMALL = 5  # blocks of 2**5 are compared each with each: fewer steps, and little to compare
INDEX = np.int32  # half the memory to go through; more than two thousand million do not come


def ranks(keys: Sequence[tuple[int, int]], *, first: int) -> np.ndarray:
    """The rank of each key; of equal ones those from the place `first` on come first."""
    pairs = np.array(keys, np.int64).reshape(len(keys), 2)
    is_counted = np.arange(len(keys)) < first
    order = np.lexsort((is_counted, pairs[:, 1], pairs[:, 0]))
    found = np.empty(len(keys), np.int64)
    found[order] = np.arange(len(keys))
    return found


def below_one(weights: np.ndarray, key: np.ndarray) -> np.ndarray:
    """For each place of the sequence: the weights of those before it whose key is smaller."""
    sums = np.zeros(len(weights), np.int64)
    for halves in _halvings(np.argsort(key)):
        counted = np.where(halves.is_right, 0, weights[halves.order])
        sums[halves.order] += np.where(halves.is_right, halves.sum_in_block(counted), 0)
    return sums


def below_two(weights: np.ndarray, key: np.ndarray, other: np.ndarray) -> np.ndarray:
    """For each who asks in the sequence: the weights of those before it with both keys smaller."""
    sums = _below_two_in_small(weights, key, other)
    both = zip(_halvings(np.argsort(key)), _halvings(np.argsort(other)), strict=True)
    for by_key, by_other in islice(both, max(0, _levels(len(weights)) - SMALL)):
        # Of every block: who is counted is in its left half, who asks in its right one. The blocks
        # stand one after the other in both orders, so that one count serves all of them.
        matters = by_key.is_right == (weights[by_key.order] == 0)
        asked = by_key.order[matters]
        counted = weights[asked]
        standing = np.empty(len(weights), INDEX)
        standing[asked] = np.arange(len(asked))
        others = by_other.order[by_other.is_right == (weights[by_other.order] == 0)]
        found = below_one(counted, _rank_of(standing[others]))
        begins = by_key.sum_before_block(np.where(matters, weights[by_key.order], 0))[matters]
        sums[asked] += np.where(counted == 0, found - begins, 0)
    return sums


def _below_two_in_small(weights: np.ndarray, key: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The same within blocks of 2**SMALL only, each with each."""
    width, size = 2**SMALL, len(weights)
    rows = -(-size // width)
    blocks = np.zeros((3, rows * width), INDEX)
    blocks[:, :size] = weights, key, other
    weight, one, two = blocks.reshape(3, rows, width)
    is_below = np.tri(width, k=-1, dtype=bool) & (one[:, :, None] > one[:, None, :])
    is_below &= two[:, :, None] > two[:, None, :]
    return np.matvec(is_below, weight).reshape(-1)[:size].astype(np.int64)


class _Halving:
    """Blocks of the sequence, each with a left and a right half, its members sorted by a key."""

    def __init__(self, order: np.ndarray, level: int):
        self.order = order  # places of the sequence: block after block, by key within each
        self.is_right = (order >> level & 1).astype(bool)
        self.begins = order >> (level + 1) << (level + 1)  # where the block of each begins

    def sum_in_block(self, values: np.ndarray) -> np.ndarray:
        """What stands before each in its block, added up."""
        sums = _before(values)
        return sums - sums[self.begins]

    def sum_before_block(self, values: np.ndarray) -> np.ndarray:
        """What stands before the block of each, added up."""
        return _before(values)[self.begins]

    def halved(self, level: int) -> np.ndarray:
        """The order in which each half is a block of its own."""
        lefts = self.sum_in_block(~self.is_right)
        behind = np.arange(len(self.order)) - self.begins - lefts
        width = np.minimum(1 << level, len(self.order) - self.begins)
        found = np.empty_like(self.order)
        found[self.begins + np.where(self.is_right, width + behind, lefts)] = self.order
        return found


def _levels(size: int) -> int:
    return max(size - 1, 0).bit_length()


def _halvings(order: np.ndarray) -> Iterator[_Halving]:
    order = order.astype(INDEX)
    for level in reversed(range(_levels(len(order)))):
        halving = _Halving(order, level)
        yield halving
        order = halving.halved(level)


def _before(values: np.ndarray) -> np.ndarray:
    sums = np.zeros(len(values), INDEX)
    np.cumsum(values[:-1], out=sums[1:])
    return sums


def _rank_of(order: np.ndarray) -> np.ndarray:
    found = np.empty(len(order), INDEX)
    found[order] = np.arange(len(order))
    return found
