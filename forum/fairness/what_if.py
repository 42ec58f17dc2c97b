"""What another rulebook would have changed in a month; reads stored services, changes nothing."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median_low

from sqlalchemy import select

from forum.cases.queries import cases_numbered
from forum.core.db import db
from forum.fairness.compact import StoredService, unpacked
from forum.fairness.models import FairnessReport
from forum.fairness.values import ALL_LANES, CaseWhatIf, LaneWhatIf, RuleWhatIf, WhatIf
from forum.queue.served_again import under_another
from forum.rulebook.rules import Rulebook, grants

MOST_SERVED_AGAIN = 20_000  # services in one answer: about two seconds of a processor
EXAMPLES = 10  # cases that are named
LOOKED_AT = 100  # among which public ones are sought

SECOND = timedelta(seconds=1)
Again = tuple[StoredService, datetime, datetime]  # its turn then, and under the other rulebook


def compare(month: str, rulebook: Rulebook) -> WhatIf:
    """The month's services under this rulebook: same moments, hand-given head starts kept.

    Smaller lanes first, as long as there is room for a whole lane; the others are left out.
    """
    lanes, left_out = _lanes_within_reach(month)
    again = {lane: _served_again(month, lane, rulebook) for lane in sorted(lanes)}
    everything = [one for of_lane in again.values() for one in of_lane]
    return WhatIf(
        month=month,
        services=len(everything),
        left_out=left_out,
        lanes=tuple(_lane(lane, of_lane) for lane, of_lane in again.items()),
        rules=_rules([one for one, _then, _other in everything], rulebook),
        examples=_examples(again),
    )


def _lanes_within_reach(month: str) -> tuple[list[str], int]:
    columns = (FairnessReport.lane, FairnessReport.services)
    where = (FairnessReport.month == month, FairnessReport.lane != ALL_LANES)
    statement = select(*columns).where(*where, FairnessReport.services > 0)
    found, reached, left_out = [], 0, 0
    for lane, services in db.session.execute(statement.order_by(*reversed(columns))):
        if reached + services <= MOST_SERVED_AGAIN:
            found.append(lane)
            reached += services
        else:
            left_out += services
    return found, left_out


def _served_again(month: str, lane: str, rulebook: Rulebook) -> list[Again]:
    where = (FairnessReport.month == month, FairnessReport.lane == lane)
    services = unpacked(db.session.scalars(select(FairnessReport.served).where(*where)).one())
    turns = under_another(services, rulebook)
    return [(one, *turn) for one, turn in zip(services, turns, strict=True)]


def _lane(lane: str, again: Sequence[Again]) -> LaneWhatIf:
    changes = [(other - then) // SECOND for _one, then, other in again]
    sooner = [-one for one in changes if one < 0]
    later = [one for one in changes if one > 0]
    return LaneWhatIf(
        lane=lane,
        services=len(again),
        sooner=len(sooner),
        later=len(later),
        median_sooner=median_low(sooner) if sooner else 0,
        median_later=median_low(later) if later else 0,
        largest_sooner=max(sooner, default=0),
        largest_later=max(later, default=0),
    )


def _rules(services: Sequence[StoredService], rulebook: Rulebook) -> tuple[RuleWhatIf, ...]:
    then = Counter(rule for one in services for rule in one.rules)
    other = Counter(given.rule for one in services for given in grants(rulebook, one.facts))
    return tuple(RuleWhatIf(rule, then[rule], other[rule]) for rule in sorted({*then, *other}))


def _examples(again: dict[str, list[Again]]) -> tuple[CaseWhatIf, ...]:
    """The public cases among those that change most."""
    changed = [
        CaseWhatIf(one.number, lane, then, other, (other - then) // SECOND)
        for lane, of_lane in again.items()
        for one, then, other in of_lane
        if other != then
    ]
    largest = sorted(changed, key=lambda one: (-abs(one.change), one.number))[:LOOKED_AT]
    public = {case.number for case in cases_numbered([one.number for one in largest])}
    return tuple([one for one in largest if one.number in public][:EXAMPLES])
