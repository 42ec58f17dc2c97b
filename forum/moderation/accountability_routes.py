"""The public report about moderation: a page, a picture in it, and a file of its figures."""

import csv
import io

from flask import Response, request
from flask_login import current_user

from forum.core import web
from forum.moderation import accountability_picture
from forum.moderation.accountability import (
    ADDED,
    Figures,
    Month,
    current_months,
    figures,
    month_named,
    together,
)
from forum.moderation.blueprint import blueprint
from forum.moderation.words import SORTS_IN_REPORT
from forum.statements.grounds import GROUNDS
from forum.statements.words import MEASURES_IN_REPORT

HEAD = ("month", "what", "ground", "number")


@blueprint.get("/moderation/report")
def accountability():
    chosen = request.args.get("month")
    found = figures(current_months())
    detail = _figures_of(month_named(chosen), found) if chosen else None
    return web.public_page(
        "moderation/accountability.html",
        signed_in=current_user.is_authenticated,
        months=found,
        columns=accountability_picture.columns(found),
        whole=together(found),
        detail=detail,
        sorts=SORTS_IN_REPORT,
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


def _figures_of(month: Month, found: list[Figures]) -> Figures:
    """Those of one month, which may be among the `found` ones."""
    shown = [one for one in found if one.name == month.name]
    return shown[0] if shown else figures([month])[0]


def _rows(one: Figures) -> list[tuple]:
    """Codes of ours and numbers: no cell begins like a formula."""
    decided = sorted(one.decisions.items())
    rows = [(one.name, measure, ground, number) for (measure, ground), number in decided]
    rows += [(one.name, what, "", getattr(one, what)) for what in ADDED]
    hours = "" if one.median_hours is None else one.median_hours
    return [*rows, (one.name, "median_hours", "", hours)]
