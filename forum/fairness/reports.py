"""The whole report of every month and lane from one pass over the record; pure."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from forum.fairness.groups import Answered, Groups, groups_of_month
from forum.fairness.headline import Cell, answers, headline, promises_of, solutions
from forum.fairness.past import CaseOfRecord, Past, month_of, seconds
from forum.fairness.pictures import distribution, drawn
from forum.fairness.served import Service, overtaken_spells, services_of
from forum.fairness.values import ALL_LANES, Report, RuleRow

HAND, OUT_OF_TURN, NONE = "hand", "out_of_turn", "none"
Key = tuple[str, str]  # month, lane


class Counted:
    """A record that was counted: its services, and the cases and services of each cell."""

    def __init__(self, past: Past):
        self.past = past
        self.services = services_of(past)
        self.cells = _cells(past, self.services)

    def reports(self, *, size: int, at: datetime) -> list[Report]:
        """One for each month and lane in which there was anything, and for all lanes of it."""
        months: dict[str, list[str]] = defaultdict(list)
        for month, lane in sorted(self.cells):
            months[month].append(lane)
        return [
            report
            for month, lanes in months.items()
            for report in self._of_month(month, lanes, size, at)
        ]

    def services_in(self, month: str, lane: str) -> list[Service]:
        """The services of a cell; of all lanes together none, for each is in its lane's."""
        return [] if lane == ALL_LANES else self.cells[month, lane].services

    def _of_month(self, month: str, lanes: list[str], size: int, at: datetime) -> list[Report]:
        cells = {lane: self.cells[month, lane] for lane in lanes}
        groups = groups_of_month({lane: _answered(cell.cases) for lane, cell in cells.items()})
        return [self._report((month, lane), cell, groups, size, at) for lane, cell in cells.items()]

    def _report(self, key: Key, cell: Cell, groups: Groups, size: int, at: datetime) -> Report:
        answer, solution = (one(cell.cases, self.services) for one in (answers, solutions))
        promises = promises_of(cell.cases, self.past.courses)
        month, lane = key
        return Report(
            month=month,
            lane=lane,
            headline=headline(cell, self.services, promises),
            answer=answer.told(),
            solution=solution.told(),
            rules=tuple(self._rules(cell)),
            groups=groups.of_lane[lane],
            looks=groups.looks,
            distributions=(distribution("answer", answer), distribution("solution", solution)),
            served=drawn(cell.services),
            promises=promises,
            size=size,
            at=at,
        )

    def _rules(self, cell: Cell) -> list[RuleRow]:
        """One row for each thing that put a service of the cell, or of its cases, ahead."""
        services: dict[str, int] = defaultdict(int)
        cases: dict[str, list[CaseOfRecord]] = defaultdict(list)
        for one in cell.services:
            for name in _ahead_by(one):
                services[name] += 1
        for case in cell.cases:
            for name in {name for one in case.services for name in _ahead_by(self.services[one])}:
                cases[name].append(case)
        last = (HAND, OUT_OF_TURN, NONE)
        names = sorted({*services, *cases} - {*last}) + [
            name for name in last if name in services or name in cases
        ]
        return [
            RuleRow(
                rule=name,
                services=services[name],
                cases=len(cases[name]),
                answer=answers(cases[name], self.services).told(),
                solution=solutions(cases[name], self.services).told(),
            )
            for name in names
        ]


def _ahead_by(service: Service) -> list[str]:
    names = [*service.rules]
    names += [HAND] * (service.spell.by_hand > 0) + [OUT_OF_TURN] * service.is_out_of_turn
    return names or [NONE]


def _cells(past: Past, services: dict[int, Service]) -> dict[Key, Cell]:
    cells: dict[Key, Cell] = defaultdict(Cell)
    for case in past.cases.values():
        month = month_of(case.opened_at)
        for lane in {ALL_LANES, case.lane or ALL_LANES}:
            cells[month, lane].cases.append(case)
    for service in services.values():
        for lane in (ALL_LANES, service.spell.lane):
            cells[service.month, lane].services.append(service)
    overtaken = overtaken_spells(past.journal.stands, list(services.values()))
    for (month, lane), number in overtaken.items():
        cells[month, lane].overtaken = number
        cells[month, ALL_LANES].overtaken += number
    return dict(cells)


def _answered(cases: Sequence[CaseOfRecord]) -> list[Answered]:
    return [
        Answered(one.lane, one.opened_at, seconds(one.answered_at - one.opened_at), one.traits)
        for one in cases
        if one.answered_at is not None
    ]
