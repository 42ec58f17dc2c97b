"""Percentiles by nearest rank: always a value that occurred; pure."""

from collections.abc import Sequence


def percentile(ordered: Sequence[int], per_cent: int) -> int | None:
    """The value at place ⌈p·n⌉ of an ascending sequence; None of no values."""
    if not ordered:
        return None
    return ordered[-(-per_cent * len(ordered) // 100) - 1]


def median(ordered: Sequence[int]) -> int | None:
    """Of an ascending sequence; of an even number the lower one of the two in the middle."""
    return percentile(ordered, 50)


def p95(ordered: Sequence[int]) -> int | None:
    """What 95 of 100 do not exceed, of an ascending sequence."""
    return percentile(ordered, 95)
