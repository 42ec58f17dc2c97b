"""The fairness report for everybody: the page, its figures as files, “what if”; changes nothing."""

from flask import Blueprint, Response, jsonify, request
from flask_login import current_user

from forum.accounts.limits import limited
from forum.core import web
from forum.core.errors import NotFound
from forum.core.i18n import _
from forum.fairness import queries
from forum.fairness.values import Report
from forum.pages import fairness_page, what_if_page
from forum.pages.fairness_parts import files

blueprint = Blueprint("fairness", __name__)


@blueprint.get("/fairness")
def index():
    asked = fairness_page.asked_for(request.args)
    return web.public_page(
        "fairness/index.html",
        signed_in=current_user.is_authenticated,
        page=fairness_page.fairness_page(asked),
        licence_url=files.LICENCE_URL,
    )


@blueprint.get("/fairness/figures.csv")
def figures_csv():
    report = _report()
    return _csv(files.figures_csv(report), f"fairness-{report.month}")


@blueprint.get("/fairness/figures.json")
def figures_json():
    return jsonify(files.figures_json(_report()))


@blueprint.get("/fairness/order.csv")
def order_csv():
    report = _report()
    return _csv(files.order_csv(report.served), f"fairness-order-{report.month}")


@blueprint.get("/fairness/months.csv")
def months_csv():
    lane = fairness_page.lane(request.args.get("lane", ""))
    return _csv(files.months_csv(queries.series(lane), lane), "fairness-months")


@blueprint.get("/fairness/what-if")
@limited("preview")
def what_if():
    return web.public_page(
        "fairness/what_if.html",
        signed_in=current_user.is_authenticated,
        page=what_if_page.what_if_page(request.args, current_user),
    )


def _report() -> Report:
    report = fairness_page.report_for(fairness_page.asked_for(request.args))
    if report is None:
        raise NotFound(_("Nothing was counted for this month and line."))
    return report


def _csv(text: str, name: str) -> Response:
    headers = {
        "Content-Disposition": f"attachment; filename={name}.csv",
        "Link": f'<{files.LICENCE_URL}>; rel="license"',
    }
    return Response(text, mimetype="text/csv", headers=headers)
