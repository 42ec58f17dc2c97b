"""The figures of the fairness report for programs, month by month; refuses to count."""

import re

from flask import Request, request

from forum.api import forms
from forum.api.answers import shown
from forum.api.fields import Sent, query_of
from forum.core.clock import now
from forum.core.errors import Invalid
from forum.core.i18n import _
from forum.desk import access
from forum.fairness import queries
from forum.fairness.past import month_of
from forum.fairness.values import ALL_LANES

MOST_MONTHS = 60  # in one answer
USUAL_MONTHS = 12  # where `from` is left out
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


def show_fairness():
    first, last = months_wanted(request)
    slug = forms.lane_if_any(request)
    lane = access.lane_named(slug).slug if slug else ALL_LANES
    found = queries.series(lane, first=first, last=last)
    items = [{"month": one.month, **one.headline.as_dict()} for one in found]
    return shown({"lane": lane, "size": queries.counted_size(), "items": items, "next": None})


def months_wanted(request: Request) -> tuple[str, str]:
    """The first and the last month of `GET /fairness`; Invalid beyond MOST_MONTHS."""
    sent = query_of(request)
    last = _month(sent, "to") or month_of(now())
    first = _month(sent, "from") or _named(max(1, _count(last) - USUAL_MONTHS + 1))
    if first > last:
        raise Invalid(_("The first month is after the last one."), "from")
    if _count(last) - _count(first) >= MOST_MONTHS:
        raise Invalid(_("Ask for at most %(most)s months at once.", most=MOST_MONTHS), "from")
    return first, last


def _month(sent: Sent, name: str) -> str | None:
    value = sent.values.get(name)
    if value is not None and not _MONTH.fullmatch(value):
        raise Invalid(_("A month looks like 2026-11."), name)
    return value


def _count(month: str) -> int:
    """Months since the year 0."""
    parts = _MONTH.fullmatch(month)
    assert parts is not None  # `_month` has looked
    return int(parts[1]) * 12 + int(parts[2]) - 1


def _named(count: int) -> str:
    return f"{count // 12:04d}-{count % 12 + 1:02d}"
