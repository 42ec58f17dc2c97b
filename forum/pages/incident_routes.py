"""Incidents for everybody: the list, and one with its answers and its cases; refuses changes."""

from flask import Blueprint, request, url_for
from flask_login import current_user

from forum.core import web
from forum.incidents.access import incident_for_reading
from forum.pages import incident_page

blueprint = Blueprint("incidents", __name__)


@blueprint.get("/incidents")
def index():
    only_open, cursor = not request.args.get("all"), request.args.get("cursor") or None
    rows, following = incident_page.incident_rows(only_open, cursor)
    which: dict = {} if only_open else {"all": "1"}
    return web.public_page(
        "incidents/index.html",
        signed_in=current_user.is_authenticated,
        rows=rows,
        only_open=only_open,
        next_url=url_for("incidents.index", cursor=following, **which) if following else None,
        first_url=url_for("incidents.index", **which) if cursor else None,
    )


@blueprint.get("/incidents/<int:incident>")
def show(incident):
    found = incident_for_reading(incident)
    cursor = request.args.get("cursor") or None
    page = incident_page.IncidentPage(found, current_user, cursor)
    following = page.members.next
    return web.public_page(
        "incidents/show.html",
        signed_in=current_user.is_authenticated,
        page=page,
        next_url=url_for("incidents.show", incident=incident, cursor=following)
        if following
        else None,
        first_url=url_for("incidents.show", incident=incident) if cursor else None,
    )
