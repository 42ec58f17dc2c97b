"""What moderators decided, month by month: the figures of the public report; refuses writes.

Months begin in the time of the house. The number of statements is the same however much was
decided; that its sums are those of the public record, a test holds.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import InstrumentedAttribute

from forum.core.clock import now
from forum.core.db import db
from forum.core.errors import Invalid
from forum.core.house_time import HOUSE_TIME
from forum.core.i18n import _
from forum.moderation.models import Report
from forum.statements.models import Appeal, Statement

EARLIEST = 2000  # nothing was decided here before
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
MONTHS = 12  # shown, the present one last
UPHELD = ("hidden", "redacted", "moved")
AT_ONCE = 1_000  # rows in memory
# The sorts of decisions, as the picture stacks them; each measure is in one of them.
SORTS = {
    "stays": ("approve", "keep", "restore", "unlock"),
    "goes": ("hide", "hold", "redact"),
    "elsewhere": ("move", "merge", "split", "lock"),
    "people": ("warn", "limit", "suspend"),
}


@dataclass(frozen=True)
class Month:
    """One month of the house: `2026-11`, from its first moment to that of the next."""

    name: str
    begins: datetime
    ends: datetime


@dataclass
class Figures:
    """What happened in one month, or in several together."""

    name: str
    decisions: Counter[tuple[str, str]] = field(default_factory=Counter)  # by measure and ground
    automated: int = 0
    taken_back: int = 0
    reports: int = 0  # received
    reports_decided: int = 0
    reports_upheld: int = 0
    appeals: int = 0  # received
    appeals_upheld: int = 0
    appeals_rejected: int = 0
    # How long each matter waited that somebody had handed in, until its decision.
    seconds: list[float] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.decisions.total()

    @property
    def automated_share(self) -> float:
        """Which part of the decisions a rule took alone, from 0 to 1."""
        return self.automated / self.total if self.total else 0.0

    @property
    def median_seconds(self) -> float | None:
        return median(self.seconds) if self.seconds else None

    @property
    def median_hours(self) -> float | None:
        return round(median(self.seconds) / 3600, 1) if self.seconds else None

    def of_sort(self, sort: str) -> int:
        """How many decisions of one of the SORTS."""
        return sum(n for (measure, _ground), n in self.decisions.items() if measure in SORTS[sort])

    def by_frequency(self) -> list[tuple[str, str, int]]:
        """Measure, ground and number, the most frequent first."""
        ordered = sorted(self.decisions.items(), key=lambda pair: (-pair[1], pair[0]))
        return [(*key, number) for key, number in ordered]


ADDED: tuple[str, ...] = ("automated", "taken_back")
ADDED += ("reports", "reports_decided", "reports_upheld")
ADDED += ("appeals", "appeals_upheld", "appeals_rejected")


def months_until(at: datetime, number: int = MONTHS) -> list[Month]:
    """The last `number` months of the house, oldest first, with that of `at` as the last."""
    local = at.astimezone(HOUSE_TIME)
    count = local.year * 12 + local.month - 1
    return [_month(one) for one in range(count - number + 1, count + 1)]


def month_named(name: str) -> Month:
    """`2026-11`; Invalid for anything else."""
    year, _dash, month = name.partition("-")
    is_month = _MONTH.fullmatch(name) is not None and 1 <= int(month) <= 12
    if not is_month or not EARLIEST <= int(year) <= now().year + 1:
        raise Invalid(_("A month looks like 2026-11."), "month")
    return _month(int(year) * 12 + int(month) - 1)


def current_months() -> list[Month]:
    """The last twelve months."""
    return months_until(now())


def figures(months: list[Month]) -> list[Figures]:
    """The figures of these months, which follow each other; six statements."""
    found = {month.name: Figures(month.name) for month in months}
    for name, measure, ground, automated, undone, number in _decisions(months):
        one = found[name]
        one.decisions[measure, ground] += number
        one.automated += automated
        one.taken_back += undone
    for name, number in _count(months, Report.created_at):
        found[name].reports = number
    for name, decision, number in _count(months, Report.decided_at, Report.decision):
        found[name].reports_decided += number
        found[name].reports_upheld += number if decision in UPHELD else 0
    for name, number in _count(months, Appeal.created_at):
        found[name].appeals = number
    for name, outcome, number in _count(months, Appeal.decided_at, Appeal.outcome):
        found[name].appeals_upheld += number if outcome == "upheld" else 0
        found[name].appeals_rejected += number if outcome == "rejected" else 0
    for name, at, since in _handed_in(months):
        found[name].seconds.append((at - since).total_seconds())
    return list(found.values())


def together(found: list[Figures]) -> Figures:
    """All of these as one."""
    whole = Figures("")
    for one in found:
        whole.decisions += one.decisions
        whole.seconds += one.seconds
        for what in ADDED:
            setattr(whole, what, getattr(whole, what) + getattr(one, what))
    return whole


def _month(count: int) -> Month:
    begins = datetime(count // 12, count % 12 + 1, 1, tzinfo=HOUSE_TIME)
    ends = datetime((count + 1) // 12, (count + 1) % 12 + 1, 1, tzinfo=HOUSE_TIME)
    return Month(f"{begins:%Y-%m}", begins, ends)


def _name_of(months: list[Month], column: InstrumentedAttribute) -> ColumnElement[str]:
    """The month of a moment, by its bounds: both databases then count alike."""
    return case(*((column < month.ends, month.name) for month in months)).label("month")


def _within(months: list[Month], column: InstrumentedAttribute) -> ColumnElement[bool]:
    return and_(column >= months[0].begins, column < months[-1].ends)


def _count(months: list[Month], moment: InstrumentedAttribute, *by: InstrumentedAttribute) -> list:
    month = _name_of(months, moment)
    statement = select(month, *by, func.count()).where(_within(months, moment))
    return list(db.session.execute(statement.group_by(month, *by)))


def _decisions(months: list[Month]) -> list:
    month = _name_of(months, Statement.at)
    keys = (month, Statement.measure, Statement.ground)
    # Not `by_id`: that of a moderator who has left is empty too.
    automated = func.sum(case((Statement.prompted_by == "rule", 1), else_=0))
    undone = func.sum(case((Statement.undone_at.is_not(None), 1), else_=0))
    statement = select(*keys, automated, undone, func.count())
    return list(db.session.execute(statement.where(_within(months, Statement.at)).group_by(*keys)))


def _handed_in(months: list[Month]):
    """Month, decision and beginning of each matter that somebody had handed in."""
    columns = (_name_of(months, Statement.at), Statement.at, Statement.since)
    where = (_within(months, Statement.at), Statement.since.is_not(None))
    return db.session.execute(select(*columns).where(*where).execution_options(yield_per=AT_ONCE))
