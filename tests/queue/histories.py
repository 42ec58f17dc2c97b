"""Small random days at a lane, and a second, slow way of serving them to compare with."""

import math
from typing import NamedTuple

from hypothesis import strategies as st

from forum.queue.lines import HeadStartLine
from forum.queue.simulation import serve

NEVER_MORE_THAN = 30  # ticks: the cap in these histories


up_to_the_cap = st.integers(0, NEVER_MORE_THAN)
none_or_endless = st.sampled_from([0, math.inf])


class Day(NamedTuple):
    """When cases came, the head start of each, how long each service lasts, how many serve."""

    since: list[int]
    head_starts: list[float]
    service: list[int]
    servers: int

    def served(self) -> tuple[list[int], list[int]]:
        """As the simulation serves them: the order, and when each service began."""
        line = HeadStartLine(self.since, self.head_starts)
        return serve(self.since, self.service, line, self.servers)


@st.composite
def days(draw, head_starts=up_to_the_cap) -> Day:
    """Short spans, so that cases often come at the same tick and servers end at the same one."""
    count = draw(st.integers(1, 25))
    of_each = {"min_size": count, "max_size": count}
    return Day(
        since=sorted(draw(st.lists(st.integers(0, 60), **of_each))),
        head_starts=draw(st.lists(head_starts, **of_each)),
        service=draw(st.lists(st.integers(1, 12), **of_each)),
        servers=draw(st.integers(1, 4)),
    )


def served_tick_by_tick(day: Day) -> list[int]:
    """The order of service, found by looking at every tick and at every case anew."""
    busy_until = [0] * day.servers
    waiting, served, tick = set(range(len(day.since))), [], 0
    while waiting:
        here = [case for case in waiting if day.since[case] <= tick]
        free = [server for server, until in enumerate(busy_until) if until <= tick]
        if not here or not free:
            tick += 1
            continue
        case = min(here, key=lambda one: (day.since[one] - day.head_starts[one], one))
        busy_until[free[0]] = tick + day.service[len(served)]
        waiting.remove(case)
        served.append(case)
    return served


def overtakings(day: Day, served: list[int]) -> list[tuple[int, int]]:
    """Every pair of one overtaken and its overtaker, by looking at all pairs."""
    return [
        (earlier, later)
        for position, later in enumerate(served)
        for earlier in served[position + 1 :]
        if earlier < later
    ]
