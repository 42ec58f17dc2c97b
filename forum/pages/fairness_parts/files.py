"""The figures as files: one row for each, with unit and definition; refuses anything secret.

Values are numbers, codes and moments of ours. What an operator named (lanes, channels) could begin
like a formula; `cell` takes that from it (OWASP: CSV injection).
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from forum.core.i18n import _p
from forum.fairness.values import Headline, MonthOfHeadline, Report, Served
from forum.pages.fairness_parts.definitions import definitions
from forum.pages.fairness_parts.units import CASES, PROMISES, SECONDS, SERVICES

LICENCE = "CC0-1.0"
LICENCE_URL = "https://creativecommons.org/publicdomain/zero/1.0/"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
HEAD = ("month", "lane", "figure", "value", "unit", "as_of_entries", "licence", "definition")
ORDER_HEAD = ("waiting_since", "taken_at", "first_come_at", "way")
GROUP_FIELDS = {"count": CASES, "median": SECONDS, "p95": SECONDS, "delta": "", "p": ""}


@dataclass(frozen=True)
class Figure:
    """One figure: `value` is None where there is nothing to say."""

    figure: str
    value: int | float | str | bool | None
    unit: str
    definition: str


def figures(report: Report) -> Iterator[Figure]:
    """Everything that the page tells in numbers about one month and lane."""
    yield from headline_figures(report.headline)
    yield from _rules(report)
    yield from _spreads(report)
    yield from _groups(report)
    for matter, states in report.promises.items():
        for state, number in states.items():
            words = _p("definition", "Promises of this kind to cases of the month, by state.")
            yield Figure(f"promises.{matter}.{state}", number, PROMISES, words)


def headline_figures(headline: Headline) -> Iterator[Figure]:
    """Those that the record's own checker prints as well."""
    for key, one in definitions().items():
        value = getattr(headline, key)
        if isinstance(value, dict):
            for code, number in value.items():
                yield Figure(f"{key}.{code}", number, one.unit, one.words)
        else:
            yield Figure(key, value, one.unit, one.words)


def figures_csv(report: Report) -> str:
    """One row for each figure below a line of heads."""
    rows = (
        (report.month, report.lane, one.figure, one.value, one.unit, report.size, LICENCE)
        + (one.definition,)
        for one in figures(report)
    )
    return as_csv(HEAD, rows)


def months_csv(found: Iterable[MonthOfHeadline], lane: str) -> str:
    """One row for each month, one column for each headline figure but the single rules."""
    names = [one.name for one in fields(Headline) if one.name != "by_rule"]
    rows = ((one.month, lane, *(getattr(one.headline, n) for n in names)) for one in found)
    return as_csv(("month", "lane", *names), rows)


def order_csv(served: Iterable[Served]) -> str:
    """What the picture of the order is drawn from; it names no case."""
    rows = ((*_moments(one), one.way) for one in served)
    return as_csv(ORDER_HEAD, rows)


def figures_json(report: Report) -> dict:
    """The same for programs, with the services of the picture."""
    return {
        "month": report.month,
        "lane": report.lane,
        "as_of": {"entries": report.size, "at": report.at.isoformat()},
        "licence": LICENCE,
        "figures": [vars(one) for one in figures(report)],
        "order": [
            dict(zip(ORDER_HEAD, (*_moments(one), one.way), strict=True)) for one in report.served
        ],
    }


def as_csv(head: Iterable[str], rows: Iterable[Iterable]) -> str:
    """Lines as RFC 4180 has them."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([cell(value) for value in row] for row in rows)
    return text.getvalue()


def cell(value) -> str | int | float:
    """What a table program shows and never computes; nothing for what is not known."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and value.lstrip(" \n").startswith(FORMULA):
        return f"'{value}"
    return value


def _moments(one: Served) -> tuple[str, str, str]:
    moments = (one.waiting_since, one.taken_at, one.fcfs_at)
    first, second, third = (moment.isoformat() for moment in moments)
    return first, second, third


def _rules(report: Report) -> Iterator[Figure]:
    words = _p(
        "definition", "The services ahead in this way, and the waits of cases of the month in them."
    )
    for one in report.rules:
        yield Figure(f"ahead.{one.rule}.services", one.services, SERVICES, words)
        yield Figure(f"ahead.{one.rule}.cases", one.cases, CASES, words)
        for matter in ("answer", "solution"):
            for part in ("median", "p95"):
                value = getattr(getattr(one, matter), part)
                yield Figure(f"ahead.{one.rule}.{matter}_{part}", value, SECONDS, words)


def _spreads(report: Report) -> Iterator[Figure]:
    actual = _p("definition", "Cases whose wait is at least the first and below the second number.")
    fcfs = _p("definition", "The same cases first come, first served.")
    for spread in report.distributions:
        for one in spread.bins:
            name = f"{spread.matter}.{one.at_least}-{'' if one.below is None else one.below}"
            yield Figure(name, one.actual, CASES, actual)
            yield Figure(f"{name}.fcfs", one.fcfs, CASES, fcfs)


def _groups(report: Report) -> Iterator[Figure]:
    words = _p(
        "definition",
        "Waits to the first answer of a group; delta: Cliff’s delta against the rest (above 0: "
        "longer); p: probability of chance, corrected for all comparisons of the month.",
    )
    for one in report.groups:
        for name, unit in GROUP_FIELDS.items():
            yield Figure(f"{one.dimension}.{one.group}.{name}", getattr(one, name), unit, words)
        yield Figure(f"{one.dimension}.{one.group}.flagged", one.is_flagged, "", words)
