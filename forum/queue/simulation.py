"""Generated arrivals, served by the forum's own order; measures and never decides who is next.

Times are whole ticks, as the database's are whole microseconds: that nobody is overtaken by more
than the head start is then a statement about every path, and not one about rounding.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heapreplace
from typing import NamedTuple

import numpy as np

from forum.queue.estimates import Estimate, estimate
from forum.queue.lines import AccumulatingLine, HeadStartLine, Line
from forum.queue.overtaking import largest_gap, times_overtaken
from forum.queue.traffic import Impossible, Traffic

TICKS = 10**9  # in one unit of time
WARM_UP = 0.1  # share of the cases that is not counted: the lane starts empty
COOL_DOWN = 0.02  # share at the end that is not counted: too few come after them to overtake
FEWEST_CASES = 100
MOST_CASES = 1_000_000  # in one replication; at the lowest rate their times still fit in 64 bits


@dataclass(frozen=True)
class Plan:
    """What is simulated; `choice` makes the line from arrivals and classes."""

    traffic: Traffic
    choice: Callable[[Sequence[int], Sequence[bool]], Line]
    replications: int
    cases: int  # in each replication
    seed: Sequence[int]  # the same numbers give the same result


@dataclass(frozen=True)
class Path:
    """What one replication gave: waits in units of time, overtakes per normal case.

    `gap_ticks` is the largest gap overtaken, in ticks, and 0 where nobody was overtaken.
    """

    wait_prio: float
    wait_normal: float
    overtakes: float
    gap_ticks: int


class Result(NamedTuple):
    """All replications together, in the units of `Path`; `gap_ticks` is the largest of all."""

    wait_prio: Estimate
    wait_normal: Estimate
    overtakes: Estimate
    gap_ticks: int


def in_ticks(units: float) -> int | float:
    """A span in ticks; `math.inf` stays what it is."""
    return units if math.isinf(units) else round(units * TICKS)


def head_start_choice(units: float):
    """The forum's order: one class has this head start, in units of time."""
    ahead = in_ticks(units)

    def line(since: Sequence[int], is_prio: Sequence[bool]) -> Line:
        return HeadStartLine(since, [ahead if prio else 0 for prio in is_prio])

    return line


def accumulating_choice(ratio: float):
    """Accumulating priority, to compare with: one class gathers claim this much faster."""

    def line(since: Sequence[int], is_prio: Sequence[bool]) -> Line:
        return AccumulatingLine(since, is_prio, ratio)

    return line


def run(plan: Plan, on_step: Callable[[int], object] = lambda _done: None) -> Result:
    """Run all replications; `on_step` is told after each that one more is done."""
    paths = []
    for path in replicate(plan):
        paths.append(path)
        on_step(1)
    return Result(
        wait_prio=estimate([path.wait_prio for path in paths]),
        wait_normal=estimate([path.wait_normal for path in paths]),
        overtakes=estimate([path.overtakes for path in paths]),
        gap_ticks=max(path.gap_ticks for path in paths),
    )


def replicate(plan: Plan) -> Iterator[Path]:
    """Independent replications; the same plan gives the same ones."""
    if not FEWEST_CASES <= plan.cases <= MOST_CASES:
        raise Impossible(f"Cases of one replication are between {FEWEST_CASES} and {MOST_CASES}.")
    for seed in np.random.SeedSequence(plan.seed).spawn(plan.replications):
        yield _replicate_once(plan, np.random.default_rng(seed))


def serve(since: Sequence[int], service: Sequence[int], line: Line, servers: int):
    """Serve all cases; gives the cases in the order of service and, beside them, their starts.

    `since` is ascending; `service` holds how long each service lasts, in the order of service.
    No server is idle while a case waits, and no service is interrupted.
    """
    free_at = [0] * servers
    served: list[int] = []
    starts: list[int] = []
    now = arrived = 0
    for lasting in service:
        now = max(now, free_at[0])
        if not len(line):
            now = max(now, since[arrived])
        while arrived < len(since) and since[arrived] <= now:
            line.enter(arrived)
            arrived += 1
        served.append(line.take(now))
        starts.append(now)
        heapreplace(free_at, now + lasting)
    return served, starts


def _replicate_once(plan: Plan, chance: np.random.Generator) -> Path:
    since, is_prio, service = _draw(plan.traffic, plan.cases, chance)
    line = plan.choice(since.tolist(), is_prio.tolist())
    served, starts = serve(since.tolist(), service.tolist(), line, plan.traffic.servers)
    waits = np.empty(plan.cases)
    waits[served] = np.array(starts) - since[served]
    overtaken = np.array(times_overtaken(served))
    counted = np.zeros(plan.cases, dtype=bool)
    counted[int(plan.cases * WARM_UP) : plan.cases - int(plan.cases * COOL_DOWN)] = True
    prio, normal = counted & is_prio, counted & ~is_prio
    if not prio.any() or not normal.any():
        raise Impossible("In so few cases one class does not occur: raise --cases.")
    return Path(
        wait_prio=float(waits[prio].mean()) / TICKS,
        wait_normal=float(waits[normal].mean()) / TICKS,
        overtakes=float(overtaken[normal].mean()),
        gap_ticks=largest_gap(served, since.tolist()) or 0,
    )


def _draw(traffic: Traffic, cases: int, chance: np.random.Generator):
    """Arrivals, classes and lengths of service; both classes have the same law of service."""
    between = chance.exponential(TICKS / traffic.rate, cases)
    since = np.cumsum(np.rint(between).astype(np.int64))
    is_prio = chance.random(cases) < traffic.rate_prio / traffic.rate
    lasting = TICKS / traffic.service_rate
    exponential = traffic.law == "exponential"
    service = chance.exponential(lasting, cases) if exponential else np.full(cases, lasting)
    return since, is_prio, np.rint(service).astype(np.int64)
