"""The same waits by channel, language, account and contract, each group beside the rest; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from forum.fairness.ranking import median, p95
from forum.fairness.statistics import LEVEL, Comparison, compare, corrected
from forum.fairness.values import GroupRow

DIMENSIONS = ("channel", "language", "account", "contract")
FEWEST = 20  # answered cases of a group, and of the rest: fewer say nothing and point at people
OTHERS = "others"


@dataclass(frozen=True)
class Answered:
    """One answered case as the groups look at it; the wait in seconds."""

    lane: str | None
    opened_at: datetime  # UTC
    wait: int
    traits: Mapping[str, str]


@dataclass(frozen=True)
class Groups:
    """The rows of each lane, and how many looks of the month they are corrected for."""

    of_lane: dict[str, tuple[GroupRow, ...]]
    looks: int


@dataclass(frozen=True)
class _Look:
    """A row and its comparison; of two groups, the second one is the same look the other way."""

    lane: str
    row: GroupRow
    comparison: Comparison | None
    is_mirrored: bool = False

    @property
    def counts(self) -> bool:
        return self.comparison is not None and not self.is_mirrored


def groups_of_month(lanes: Mapping[str, Sequence[Answered]]) -> Groups:
    """All groups of a month in all its lanes: every test of them counts as one more look."""
    looks = [
        look
        for lane, answered in lanes.items()
        for dimension in DIMENSIONS
        for look in _looks(lane, dimension, answered)
    ]
    counted = [one.comparison.p for one in looks if one.comparison and not one.is_mirrored]
    ps = iter(corrected(counted))
    rows: dict[str, list[GroupRow]] = {lane: [] for lane in lanes}
    p = 1.0
    for look in looks:
        p = next(ps) if look.counts else p  # the mirrored one stands behind the one it mirrors
        rows[look.lane].append(_tested(look, p))
    return Groups(
        {lane: tuple(of_lane) for lane, of_lane in rows.items()},
        looks=sum(look.counts for look in looks),
    )


def _tested(look: _Look, p: float) -> GroupRow:
    if look.comparison is None:
        return look.row
    delta = -look.comparison.delta if look.is_mirrored else look.comparison.delta
    return replace(look.row, delta=delta, p=p, is_flagged=p < LEVEL, too_few=False)


def _looks(lane: str, dimension: str, answered: Sequence[Answered]) -> list[_Look]:
    known = [one for one in answered if dimension in one.traits]
    members: dict[str, list[int]] = {}
    for place, one in enumerate(known):
        members.setdefault(one.traits[dimension], []).append(place)
    small = sorted(name for name, places in members.items() if len(places) < FEWEST)
    if small:
        members[OTHERS] = sorted(place for name in small for place in members.pop(name))
    names = sorted(members, key=lambda name: (name == OTHERS, name))
    found: list[_Look] = []
    for name in names:
        row = _row(dimension, name, [known[place].wait for place in members[name]], small)
        enough = row.count >= FEWEST and len(known) - row.count >= FEWEST
        if len(names) == 2 and found:
            found.append(_Look(lane, row, found[0].comparison, is_mirrored=True))
        else:
            found.append(_Look(lane, row, _compared(known, members[name]) if enough else None))
    return found


def _row(dimension: str, name: str, waits: list[int], small: list[str]) -> GroupRow:
    ordered = sorted(waits) if len(waits) >= FEWEST else []
    return GroupRow(
        dimension=dimension,
        group=name,
        count=len(waits),
        median=median(ordered),
        p95=p95(ordered),
        delta=None,
        p=None,
        is_flagged=False,
        too_few=True,
        joined=tuple(small) if name == OTHERS else (),
    )


def _compared(known: Sequence[Answered], members: list[int]) -> Comparison:
    is_in_group = [False] * len(known)
    for place in members:
        is_in_group[place] = True
    strata = [(one.lane, one.opened_at.date()) for one in known]
    return compare([one.wait for one in known], is_in_group, strata)
