"""Routes of the desk in five stops: take, give back, serve lanes; refuses selects and rights."""

from flask import Response, flash, render_template, request, url_for
from flask_login import current_user

from forum.accounts.access import require_staff
from forum.accounts.limits import limited
from forum.cases import queries as cases
from forum.cases.cards import cards_of
from forum.core import web
from forum.core.commit import commit
from forum.core.i18n import _
from forum.desk import access, actions, forms, queries, words
from forum.desk.blueprint import blueprint
from forum.queue import claim_actions, places


@blueprint.get("/desk")
def index():
    require_staff(current_user)
    return _desk_page(_lanes_form())


@blueprint.post("/desk/lanes")
@limited("serve")
def lanes():
    require_staff(current_user)
    form = _lanes_form(request.form)
    if not form.validate_on_submit():
        return _desk_page(form, status=422)
    actions.serve_lanes(current_user, form.lanes.data or [])
    response = web.done("desk.index")
    commit()
    return response


@blueprint.post("/desk/next")
@limited("serve")
def next_case():
    require_staff(current_user)
    form = forms.NextForm()
    earlier = web.earlier_result(form, web.scope_of(current_user))
    if earlier:
        return earlier
    lane = access.lane_named(form.lane.data)
    number = claim_actions.claim_next(lane.slug, staff=current_user)
    if number is None:
        flash(_("Nobody waits at this desk now."), "info")
        response = web.done("desk.index")
    else:
        response = web.done("cases.show", number=number, _anchor="reply")
    commit()
    return response


@blueprint.get("/cases/<int:number>/claim")
def ask_claim(number):
    case = access.case_for_claiming(current_user, number)
    return _claim_page(case, forms.ClaimForm(web.restored()))


@blueprint.post("/cases/<int:number>/claim")
@limited("serve")
def claim(number):
    case = access.case_for_claiming(current_user, number)
    form = forms.ClaimForm()
    earlier = web.earlier_result(form, web.scope_of(current_user))
    if earlier:
        return earlier
    if not places.waiting_before_case(number):
        form.reason.validators = ()  # in its turn it needs none
    if not form.validate_on_submit():
        return _claim_page(case, form, status=422)
    claim_actions.claim(number, staff=current_user, reason=form.reason.data or "")
    response = web.done("cases.show", number=number, _anchor="reply")
    commit()
    return response


@blueprint.post("/cases/<int:number>/release")
@limited("serve")
def release(number):
    access.case_for_claiming(current_user, number)
    form = forms.Form()
    earlier = web.earlier_result(form, web.scope_of(current_user))
    if earlier:
        return earlier
    claim_actions.release(number, staff=current_user)
    flash(_("Given back: the case stands where it stood."), "success")
    response = web.done("desk.index")
    commit()
    return response


def _lanes_form(sent=None) -> forms.LanesForm:
    form = forms.LanesForm(sent, data={"lanes": queries.served_lanes(current_user)})
    form.lanes.choices = words.lane_choices()
    return form


def _desk_page(form, status: int = 200) -> Response:
    held = queries.held_by(current_user)
    found = {one.number: one for one in cards_of(cases.cases_numbered([h.number for h in held]))}
    page = render_template(
        "desk/index.html",
        form=form,
        lanes=queries.lanes_for(current_user),
        held=[(one, found.get(one.number)) for one in held],
        most=claim_actions.MOST_CLAIMS,
        breaking=queries.breaking_soon(),
    )
    return Response(page, status)


def _claim_page(case, form, status: int = 200) -> Response:
    page = render_template(
        "desk/claim.html",
        case=case,
        form=form,
        overtakes=places.waiting_before_case(case.number),
        examples=words.out_of_turn_examples(),
        back=url_for("desk.ask_claim", number=case.number),
    )
    return Response(page, status)
