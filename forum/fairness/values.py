"""What the fairness report is made of: plain values, as they are counted, stored and shown.

Every figure is defined in docs/fairness.md. Durations are whole seconds. Refuses to compute.
"""

from dataclasses import dataclass, field, fields
from datetime import datetime

ALL_LANES = ""  # the lane under which all lanes of a month are counted together


@dataclass(frozen=True)
class Headline:
    """The headline figures of one month and lane, in the order in which they are published."""

    cases: int = 0
    answered: int = 0
    solved: int = 0
    answer_median: int | None = None
    answer_p95: int | None = None
    answer_median_fcfs: int | None = None
    answer_p95_fcfs: int | None = None
    solution_median: int | None = None
    solution_p95: int | None = None
    solution_median_fcfs: int | None = None
    solution_p95_fcfs: int | None = None
    cases_ahead: int = 0
    services: int = 0
    services_ahead: int = 0
    services_by_hand: int = 0
    services_out_of_turn: int = 0
    by_rule: dict[str, int] = field(default_factory=dict)
    pairs: int = 0
    pairs_in_order: int = 0
    pairs_by_rule: int = 0
    pairs_by_hand: int = 0
    pairs_unexplained: int = 0
    overtaken: int = 0
    largest_gap: int | None = None
    cap: int | None = None
    extra_mean: int | None = None
    extra_bound: int | None = None
    promises_kept: int = 0
    promises_broken: int = 0

    def as_dict(self) -> dict:
        """By name, as JSON and CSV have them."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


@dataclass(frozen=True)
class Waits:
    """The waits of some cases to one event, and what they would have been first come first served.

    `waiting` are those to whom it has not happened; they are in no median.
    """

    count: int
    waiting: int
    median: int | None
    p95: int | None
    median_fcfs: int | None
    p95_fcfs: int | None


@dataclass(frozen=True)
class RuleRow:
    """The services of the month that were ahead by one thing, and the waits of their cases.

    `rule` is a rule's code, `hand`, `out_of_turn` or `none` (no head start, not out of turn).
    The waits are those of the cases of the month with at least one such service.
    """

    rule: str
    services: int
    cases: int
    answer: Waits
    solution: Waits


@dataclass(frozen=True)
class GroupRow:
    """Waits to the first answer in one group, beside the rest of its dimension.

    `group` is a value such as `de`, or `others`: groups under 20 cases joined. `delta` is Cliff's
    delta against the rest (above 0: waits longer); `p` is corrected for all looks of the month.
    `too_few`: no test, since the group or the rest has fewer than 20.
    """

    dimension: str  # channel language account contract
    group: str
    count: int
    median: int | None
    p95: int | None
    delta: float | None
    p: float | None
    is_flagged: bool
    too_few: bool
    joined: tuple[str, ...] = ()  # what `others` holds


@dataclass(frozen=True)
class Bin:
    """Waits from `at_least` up to, not including, `below` seconds (None: without end)."""

    at_least: int
    below: int | None
    actual: int
    fcfs: int


@dataclass(frozen=True)
class Distribution:
    """How many waited how long for `matter` (answer, solution), and first come first served."""

    matter: str
    bins: tuple[Bin, ...]


@dataclass(frozen=True)
class Served:
    """One service of the month for the picture of the order; at most MOST_DRAWN, evenly picked."""

    waiting_since: datetime
    taken_at: datetime
    fcfs_at: datetime
    way: str  # order rule hand out_of_turn unexplained


MOST_DRAWN = 300


@dataclass(frozen=True)
class Report:
    """All figures of one month and lane, counted from the first `size` entries of the record."""

    month: str  # 2026-11
    lane: str
    headline: Headline
    answer: Waits
    solution: Waits
    rules: tuple[RuleRow, ...]
    groups: tuple[GroupRow, ...]
    looks: int  # how many tests of the month the correction is for
    distributions: tuple[Distribution, ...]
    served: tuple[Served, ...]
    promises: dict[str, dict[str, int]]  # answer, solution → running paused kept broken void
    size: int
    at: datetime  # when it was counted


@dataclass(frozen=True)
class MonthOfHeadline:
    """One month in a series."""

    month: str
    headline: Headline


@dataclass(frozen=True)
class Precedents:
    """Goodwill in one month, by the moments of the record."""

    granted: int  # goodwill granted as a precedent
    claimed: int
    claims_granted: int
    claims_refused: int


@dataclass(frozen=True)
class LaneWhatIf:
    """One lane of a month under another rulebook; spans in seconds."""

    lane: str
    services: int
    sooner: int
    later: int
    median_sooner: int
    median_later: int
    largest_sooner: int
    largest_later: int


@dataclass(frozen=True)
class RuleWhatIf:
    """How many services a rule gave a head start, and how many the other rulebook would."""

    rule: str
    then: int
    other: int


@dataclass(frozen=True)
class CaseWhatIf:
    """A public case among those that change most; `change` in seconds, above 0: later.

    `taken_at` is when its turn was by the head starts it had.
    """

    number: int
    lane: str
    taken_at: datetime
    other_at: datetime
    change: int


@dataclass(frozen=True)
class WhatIf:
    """A month under another rulebook: the same arrivals, the same moments of service.

    `left_out`: services beyond the cap of what a request reads, in lanes that were left out whole.
    """

    month: str
    services: int
    left_out: int
    lanes: tuple[LaneWhatIf, ...]
    rules: tuple[RuleWhatIf, ...]
    examples: tuple[CaseWhatIf, ...]
