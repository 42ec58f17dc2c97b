"""Reads of the figures as the worker stored them, named by what they return; refuses to count.

Each costs the same number of statements whatever the size of the record.
"""

from forum.fairness.values import ALL_LANES, MonthOfHeadline, Precedents, Report
from forum.moderation.accountability import Figures


def months() -> list[str]:
    """All months that have figures, oldest first."""
    raise NotImplementedError


def lanes_of(month: str) -> list[str]:
    """The lanes that have figures in a month, without ALL_LANES."""
    raise NotImplementedError


def report_of(month: str, lane: str = ALL_LANES) -> Report | None:
    """Everything about one month and lane, or None when nothing was counted for it."""
    raise NotImplementedError


def series(lane: str = ALL_LANES, *, first: str = "", last: str = "") -> list[MonthOfHeadline]:
    """The headlines of a lane month by month, oldest first, within two months that both count."""
    raise NotImplementedError


def moderation_of(month: str) -> Figures:
    """What moderators decided in the month (in the house's time); see /moderation/report."""
    raise NotImplementedError


def precedents_of(month: str) -> Precedents:
    """Goodwill of the month."""
    raise NotImplementedError
