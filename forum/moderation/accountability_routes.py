"""The public report about moderation: a page, a picture in it, and a file of its figures."""

import csv
import io

from flask import Response, render_template, request

from forum.moderation.accountability import Figures, current_months, figures, month_named
from forum.moderation.blueprint import blueprint
from forum.statements.grounds import GROUNDS
from forum.statements.words import MEASURES_IN_REPORT

HEAD = ("month", "what", "ground", "number")


@blueprint.get("/moderation/report")
def accountability():
    months = current_months()
    chosen = request.args.get("month")
    detail = figures([month_named(chosen)])[0] if chosen else None
    found = figures(months)
    return render_template(
        "moderation/accountability.html",
        months=found,
        most=max([1, *(one.total for one in found)]),
        detail=detail,
        totals=_totals(found),
        measures=MEASURES_IN_REPORT,
        grounds=GROUNDS,
    )


@blueprint.get("/moderation/report.csv")
def accountability_csv():
    chosen = request.args.get("month")
    months = [month_named(chosen)] if chosen else current_months()
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEAD)
    for one in figures(months):
        writer.writerows(_rows(one))
    headers = {"Content-Disposition": "attachment; filename=moderation.csv"}
    return Response(text.getvalue(), mimetype="text/csv", headers=headers)


def _rows(one: Figures) -> list[tuple]:
    name = one.month.name
    rows = [
        (name, measure, ground, number)
        for (measure, ground), number in sorted(one.decisions.items())
    ]
    rows += [
        (name, what, "", getattr(one, what))
        for what in (
            "automated",
            "taken_back",
            "reports",
            "reports_decided",
            "reports_upheld",
            "appeals",
            "appeals_upheld",
            "appeals_rejected",
        )
    ]
    hours = "" if one.median_hours is None else one.median_hours
    return [*rows, (name, "median_hours", "", hours)]


def _totals(months: list[Figures]) -> dict[tuple[str, str], int]:
    """All months together, by measure and ground, the most frequent first."""
    totals: dict[tuple[str, str], int] = {}
    for one in months:
        for key, number in one.decisions.items():
            totals[key] = totals.get(key, 0) + number
    return dict(sorted(totals.items(), key=lambda pair: (-pair[1], pair[0])))
