"""What staff do about an incident, in five stops: add cases, answer them all, close it."""

from flask import Response, flash, render_template, request
from flask_login import current_user

from forum.accounts.limits import limited
from forum.cases import queries as cases
from forum.cases.personal_choice import PersonalData
from forum.cases.personal_words import question_about
from forum.core import web
from forum.core.commit import commit
from forum.core.errors import Invalid
from forum.core.forms import Form
from forum.core.i18n import _
from forum.core.templating import same_address
from forum.desk import incident_actions, incident_page, incident_words
from forum.desk.blueprint import blueprint
from forum.desk.incident_forms import CasesForm, IncidentAnswerForm
from forum.incidents import actions, queries
from forum.incidents.access import incident_for_staff, require_open


@blueprint.get("/incidents/<int:incident>/cases")
def ask_cases(incident):
    found = require_open(incident_for_staff(current_user, incident))
    return _cases_page(found, CasesForm(web.restored()))


@blueprint.post("/incidents/<int:incident>/cases")
@limited("serve")
def add_cases(incident):
    found = require_open(incident_for_staff(current_user, incident))
    form = CasesForm()
    if earlier := web.earlier_result(form, web.scope_of(current_user)):
        return earlier
    if not form.validate_on_submit():
        return _cases_page(found, form, status=422)
    numbers = form.all_numbers
    if form.everything.data:
        numbers = sorted({*numbers, *incident_page.all_shown(found, request.args)})
    added = incident_actions.add_cases(found, numbers, staff=current_user)
    for sentence, kind in incident_words.what_became(added):
        flash(sentence, kind)
    response = web.done("incidents.show", incident=incident)
    commit()
    return response


@blueprint.get("/incidents/<int:incident>/answers")
def ask_answer(incident):
    found = require_open(incident_for_staff(current_user, incident))
    return _answer_page(found, IncidentAnswerForm(web.restored()))


@blueprint.post("/incidents/<int:incident>/answers")
@limited("serve")
def answer_incident(incident):
    found = require_open(incident_for_staff(current_user, incident))
    form = IncidentAnswerForm()
    if earlier := web.earlier_result(form, web.scope_of(current_user)):
        return earlier
    if not form.validate_on_submit():
        return _answer_page(found, form, status=422)
    try:
        incident_actions.publish_answer(
            found,
            staff=current_user,
            text=form.body.data,
            reason=form.reason.data,
            then=form.then.data,
            next_word_by=form.next_word_moment,
            personal=form.choice,
        )
    except PersonalData as problem:
        return _answer_page(found, form, status=422, personal=question_about(problem))
    except Invalid as refusal:
        form.refuse(refusal)
        return _answer_page(found, form, status=422)
    flash(_("Published. It goes into each thread now; this page says how far it has come."), "info")
    response = web.done("incidents.show", incident=incident)
    commit()
    return response


@blueprint.post("/incidents/<int:incident>/answers/again")
@limited("serve")
def send_again(incident):
    found = incident_for_staff(current_user, incident)
    if earlier := web.earlier_result(Form(), web.scope_of(current_user)):
        return earlier
    incident_actions.try_again(found)
    flash(_("The answer is tried again in the threads that it has not reached."), "info")
    response = web.done("incidents.show", incident=incident)
    commit()
    return response


@blueprint.post("/incidents/<int:incident>/closing")
@limited("serve")
def close_incident(incident):
    found = incident_for_staff(current_user, incident)
    if earlier := web.earlier_result(Form(), web.scope_of(current_user)):
        return earlier
    actions.close_incident(found, staff=current_user)
    flash(_("The incident is closed; no case joins it any more."), "success")
    response = web.done("incidents.show", incident=incident)
    commit()
    return response


def _cases_page(incident, form, status: int = 200) -> Response:
    page = render_template(
        "desk/add_cases.html",
        incident=incident,
        form=form,
        categories=cases.categories(),
        here=same_address(),
        **incident_page.offered(incident, request.args),
    )
    return Response(page, status)


def _answer_page(incident, form, *, status: int = 200, personal=None) -> Response:
    page = render_template(
        "desk/answer_incident.html",
        incident=incident,
        form=form,
        personal=personal,
        cases=queries.size_of(incident.number),
    )
    return Response(page, status)
