"""Routes of head starts by hand and of corrected facts, in five stops; moderators only."""

from flask import Response, flash, render_template
from flask_login import current_user

from forum.accounts.limits import limited
from forum.cases import fact_actions
from forum.cases.neutral_access import case_for_neutral
from forum.core import web
from forum.core.commit import commit
from forum.core.i18n import _
from forum.desk import access, forms, queries, words
from forum.desk.blueprint import blueprint
from forum.queue import grant_actions
from forum.rulebook.words import span


@blueprint.get("/cases/<int:number>/head-start")
def ask_grant(number):
    case = case_for_neutral(current_user, number)
    return _grant_page(case, forms.GrantForm(web.restored()))


@blueprint.post("/cases/<int:number>/head-start")
@limited("decide")
def grant(number):
    case = case_for_neutral(current_user, number)
    form = forms.GrantForm()
    earlier = web.earlier_result(form, web.scope_of(current_user))
    if earlier:
        return earlier
    if not form.validate_on_submit() or not _is_within_cap(form):
        return _grant_page(case, form, status=422)
    if form.seen.data != str(form.total):
        form.seen.data = str(form.total)
        return _grant_page(case, form, asks_first=True)
    given = grant_actions.grant_by_hand(
        number, moderator=current_user, minutes=form.total, reason=form.reason.data
    )
    flash(words.granted(given.overtakes), "success")
    response = web.done("cases.show", number=number)
    commit()
    return response


@blueprint.get("/cases/<int:number>/head-starts/<int:grant_id>/revoke")
def ask_revoke(number, grant_id):
    held = access.grant_for_revoking(current_user, number, grant_id)
    return _revoke_page(held, forms.RevokeForm(web.restored()))


@blueprint.post("/cases/<int:number>/head-starts/<int:grant_id>/revoke")
@limited("decide")
def revoke(number, grant_id):
    held = access.grant_for_revoking(current_user, number, grant_id)
    form = forms.RevokeForm()
    earlier = web.earlier_result(form, web.scope_of(current_user))
    if earlier:
        return earlier
    if not form.validate_on_submit():
        return _revoke_page(held, form, status=422)
    grant_actions.revoke_by_hand(held, moderator=current_user, reason=form.reason.data)
    response = web.done("cases.show", number=number)
    commit()
    return response


@blueprint.get("/cases/<int:number>/facts")
def ask_facts(number):
    case = case_for_neutral(current_user, number)
    return _facts_page(case, forms.FactsForm(web.restored(), obj=case).offer())


@blueprint.post("/cases/<int:number>/facts")
@limited("decide")
def correct_facts(number):
    case = case_for_neutral(current_user, number)
    form = forms.FactsForm().offer()
    earlier = web.earlier_result(form, web.scope_of(current_user))
    if earlier:
        return earlier
    if not form.validate_on_submit():
        return _facts_page(case, form, status=422)
    fact_actions.correct_facts(
        case, facts=form.facts, moderator=current_user, reason=form.reason.data
    )
    flash(_("Corrected; the rules in force were asked again."), "success")
    response = web.done("cases.show", number=number)
    commit()
    return response


def _is_within_cap(form) -> bool:
    """The verb refuses it too; here the refusal stands beside its field."""
    sentence = words.refusal_of_minutes(form.total)
    if sentence:
        form.hours.errors = [*form.hours.errors, sentence]
    return not sentence


def _grant_page(case, form, *, status: int = 200, asks_first: bool = False) -> Response:
    page = render_template(
        "desk/grant.html",
        case=case,
        form=form,
        asks_first=asks_first,
        preview=queries.grant_preview(case.number, form.total),
    )
    return Response(page, status)


def _revoke_page(held, form, status: int = 200) -> Response:
    return Response(
        render_template("desk/revoke.html", held=held, form=form, span=span(held.minutes)), status
    )


def _facts_page(case, form, status: int = 200) -> Response:
    return Response(render_template("desk/correct_facts.html", case=case, form=form), status)
