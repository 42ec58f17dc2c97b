"""What overtaking happened in a history of service; reads a served order, never makes one."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import TypeVar

Ticks = TypeVar("Ticks", int, float)


def times_overtaken(served: Sequence[int]) -> list[int]:
    """How often each case was overtaken.

    `served` names the cases in the order of their service, by their place in the order of arrival
    from 0; the answer is in the order of arrival. Every case must be named exactly once.
    """
    overtaken = [0] * len(served)
    left_behind: list[int] = []  # came before the latest one served, and still wait
    latest = -1
    for position, case in enumerate(served):
        if case > latest:
            left_behind.extend(range(latest + 1, case))
            latest = case
            overtakes = len(left_behind)
        else:
            overtakes = bisect_left(left_behind, case)
            del left_behind[overtakes]
        # Served before me: those who came earlier, less those I overtook, plus my overtakers.
        overtaken[case] = position - case + overtakes
    return overtaken


def largest_gap(served: Sequence[int], waiting_since: Sequence[Ticks]) -> Ticks | None:
    """The longest time by which an overtaker began to wait after one it overtook, or None.

    `served` as above; `waiting_since` in the order of arrival.
    """
    largest: Ticks | None = None
    latest = -1
    for case in served:
        if case > latest:
            latest = case
            continue
        gap = waiting_since[latest] - waiting_since[case]
        if largest is None or gap > largest:
            largest = gap
    return largest
