"""The figures of one month and lane from its cases and services; pure. See docs/fairness.md."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from forum.fairness.past import CaseOfRecord, seconds
from forum.fairness.ranking import median, p95
from forum.fairness.served import NOTHING, Service
from forum.fairness.values import Headline, Waits
from forum.promises.replay import Course
from forum.promises.rules import MATTERS, STATES

MINUTE = 60  # seconds
SECOND = timedelta(seconds=1)


@dataclass
class Cell:
    """One month and lane (or all lanes): what is counted in it."""

    cases: list[CaseOfRecord] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    overtaken: int = 0


@dataclass(frozen=True)
class Waited:
    """The waits of some cases to one matter, ascending, in seconds."""

    actual: tuple[int, ...]
    fcfs: tuple[int, ...]
    waiting: int

    def told(self) -> Waits:
        """Their percentiles."""
        return Waits(
            count=len(self.actual),
            waiting=self.waiting,
            median=median(self.actual),
            p95=p95(self.actual),
            median_fcfs=median(self.fcfs),
            p95_fcfs=p95(self.fcfs),
        )


def answers(cases: Sequence[CaseOfRecord], services: Mapping[int, Service]) -> Waited:
    """The waits to the first answer."""
    return _waited([(one.opened_at, one.answered_at, one.answered_by) for one in cases], services)


def solutions(cases: Sequence[CaseOfRecord], services: Mapping[int, Service]) -> Waited:
    """The waits to the solution."""
    return _waited([(one.opened_at, one.solved_at, one.solved_by) for one in cases], services)


def headline(
    cell: Cell, services: Mapping[int, Service], promises: Mapping[str, Mapping[str, int]]
) -> Headline:
    """All headline figures of a cell; `services` are those of the whole record."""
    answer, solution = (one(cell.cases, services).told() for one in (answers, solutions))
    return Headline(
        cases=len(cell.cases),
        answered=answer.count,
        solved=solution.count,
        **_percentiles("answer", answer),
        **_percentiles("solution", solution),
        cases_ahead=sum(
            any(services[place].spell.head_start for place in case.services) for case in cell.cases
        ),
        **_of_work(cell.services),
        **_of_pairs(cell.services),
        overtaken=cell.overtaken,
        **_of_cost(cell.services),
        promises_kept=sum(promises[matter]["kept"] for matter in MATTERS),
        promises_broken=sum(promises[matter]["broken"] for matter in MATTERS),
    )


def promises_of(
    cases: Iterable[CaseOfRecord], courses: Mapping[int, Course]
) -> dict[str, dict[str, int]]:
    """How many promises of each matter are in which state by now."""
    found = {matter: dict.fromkeys(STATES, 0) for matter in MATTERS}
    for case in cases:
        for matter, clock in courses[case.number].clocks.items():
            found[matter][clock.state] += 1
    return found


def _waited(
    moments: Iterable[tuple[datetime, datetime | None, int | None]], services: Mapping[int, Service]
) -> Waited:
    actual, fcfs, waiting = [], [], 0
    for opened_at, at, by in moments:
        if at is None:
            waiting += 1
            continue
        shift = services[by].shift if by is not None else NOTHING
        actual.append(seconds(at - opened_at))
        fcfs.append(seconds(at + shift - opened_at))
    return Waited(tuple(sorted(actual)), tuple(sorted(fcfs)), waiting)


def _percentiles(matter: str, waits: Waits) -> dict:
    return {
        f"{matter}_median": waits.median,
        f"{matter}_p95": waits.p95,
        f"{matter}_median_fcfs": waits.median_fcfs,
        f"{matter}_p95_fcfs": waits.p95_fcfs,
    }


def _of_work(services: Sequence[Service]) -> dict:
    by_rule = Counter(rule for one in services for rule in one.rules)
    return {
        "services": len(services),
        "services_ahead": sum(one.spell.head_start > 0 for one in services),
        "services_by_hand": sum(one.spell.by_hand > 0 for one in services),
        "services_out_of_turn": sum(one.is_out_of_turn for one in services),
        "by_rule": dict(sorted(by_rule.items())),
    }


def _of_pairs(services: Sequence[Service]) -> dict:
    return {
        "pairs": sum(one.others for one in services),
        "pairs_in_order": sum(one.in_order for one in services),
        "pairs_by_rule": sum(one.by_rule for one in services),
        "pairs_by_hand": sum(one.by_hand for one in services),
        "pairs_unexplained": sum(one.unexplained for one in services),
    }


def _of_cost(services: Sequence[Service]) -> dict:
    if not services:
        return {}
    gap = max((one.gap for one in services if not one.is_out_of_turn), default=NOTHING)
    others = [one for one in services if not one.spell.head_start and not one.is_out_of_turn]
    extra = sum((-one.shift for one in others), NOTHING)
    given = sum((one.head_start for one in services), NOTHING)
    return {
        "largest_gap": seconds(gap) if gap > NOTHING else None,
        "cap": MINUTE * max(one.spell.taken.cap for one in services),
        "extra_mean": extra // (len(others) * SECOND) if others else None,
        "extra_bound": given // (len(services) * SECOND),
    }
