"""An incident on the page of a case, in five stops: open one, join it, leave it."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask_login import current_user

from forum.accounts.access import require_staff
from forum.accounts.limits import limited
from forum.core import web
from forum.core.commit import commit
from forum.core.forms import Form
from forum.core.i18n import _
from forum.desk import incident_access, incident_actions
from forum.desk.blueprint import blueprint
from forum.desk.incident_forms import IncidentForm
from forum.incidents.access import incident_for_joining


@blueprint.get("/cases/<int:number>/incident")
def ask_incident(number):
    case = incident_access.open_case_for_staff(current_user, number)
    return _page(case, IncidentForm(web.restored(), data={"title": case.title}))


@blueprint.post("/cases/<int:number>/incident")
@limited("serve")
def open_incident(number):
    require_staff(current_user)
    form = IncidentForm()
    if earlier := web.earlier_result(form, web.scope_of(current_user)):
        return earlier
    case = incident_access.open_case_for_staff(current_user, number)
    if not form.validate_on_submit():
        return _page(case, form, status=422)
    incident = incident_actions.open_incident(
        case, title=form.title.data, text=form.text.data or "", staff=current_user
    )
    flash(_("The incident is open. Now add the cases that belong to it."), "success")
    response = web.done("desk.ask_cases", incident=incident.number)
    commit()
    return response


@blueprint.post("/cases/<int:number>/incident/join")
@limited("settle")
def join_incident(number):
    case = incident_access.case_for_grouping(current_user, number)
    wish = incident_access.incident_number_in(request.form.get("incident"))
    incident = incident_for_joining(wish)
    incident_actions.join_incident(case, incident, person=current_user)
    flash(
        _("Case %(case)s belongs to incident %(number)s now.", case=number, number=wish), "success"
    )
    commit()
    return redirect(url_for("cases.show", number=number), 303)


@blueprint.post("/cases/<int:number>/incident/leave")
@limited("settle")
def leave_incident(number):
    case = incident_access.case_for_grouping(current_user, number)
    if earlier := web.earlier_result(Form(), web.scope_of(current_user)):
        return earlier
    left = incident_actions.leave_incident(case, person=current_user)
    flash(
        _("Case %(case)s no longer belongs to incident %(number)s.", case=number, number=left),
        "success",
    )
    response = web.done("cases.show", number=number)
    commit()
    return response


def _page(case, form, status: int = 200) -> Response:
    return Response(render_template("desk/open_incident.html", case=case, form=form), status)
