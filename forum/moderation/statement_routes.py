"""Statements of reasons, objections to them and the answers; the terms they point to."""

from flask import flash, render_template, request
from flask_login import current_user

from forum.accounts.access import require_sign_in
from forum.accounts.limits import limited
from forum.core.commit import commit
from forum.core.i18n import _
from forum.core.web import done, done_at, earlier_result, restored, scope_of
from forum.moderation import appeal_access, appeal_actions, working
from forum.moderation.blueprint import blueprint
from forum.moderation.item_page import post_in_question
from forum.moderation.report_forms import AnswerForm, ObjectionForm
from forum.statements import access, actions, queries
from forum.statements.grounds import GROUNDS
from forum.statements.words import MEASURES, PROMPTS


@blueprint.get("/terms")
def terms():
    return render_template("moderation/terms.html", grounds=GROUNDS)


@blueprint.get("/account/decisions")
def decisions():
    require_sign_in(current_user)
    page = queries.statements_about(current_user.id, cursor=request.args.get("cursor"))
    words = {"measures": MEASURES, "grounds": GROUNDS}
    return render_template("moderation/decisions.html", page=page, **words)


@blueprint.get("/statements/<int:statement_id>")
def statement(statement_id):
    found = access.statement_for_reading(current_user, statement_id)
    return _statement_page(found, ObjectionForm(formdata=restored()))


@blueprint.post("/statements/<int:statement_id>/objection")
@limited("appeal")
def object_to(statement_id):
    found = access.statement_for_appealing(current_user, statement_id)
    form = ObjectionForm()
    if earlier := earlier_result(form, scope_of(current_user)):
        return earlier
    if not form.validate_on_submit():
        return _statement_page(found, form), 422
    actions.appeal(found, text=form.text.data)
    flash(_("Your objection is entered. Another moderator answers it in public."), "success")
    answer = done("moderation.statement", statement_id=statement_id)
    commit()
    return answer


@blueprint.get("/moderation/objections/<int:appeal_id>")
def appeal(appeal_id):
    objection = access.appeal_for_moderating(current_user, appeal_id)
    return _appeal_page(objection, AnswerForm(formdata=restored()))


@blueprint.post("/moderation/objections/<int:appeal_id>")
@limited("decide")
def answer_appeal(appeal_id):
    objection = appeal_access.appeal_for_deciding(current_user, appeal_id)
    form = AnswerForm()
    if earlier := earlier_result(form, scope_of(current_user)):
        return earlier
    if not form.validate_on_submit():
        return _appeal_page(objection, form), 422
    appeal_actions.answer(
        objection,
        moderator=current_user,
        outcome=form.outcome.data,
        sentence=form.reason.data,
    )
    flash(_("Decided: whom it concerns is told, and the public record has it."), "success")
    kind = request.args.get("kind") or None
    response = done_at(working.go_on(current_user, working.key_of_appeal(objection), kind=kind))
    commit()
    return response


def _statement_page(found, form):
    objection = access.appeal_about(found)
    return render_template(
        "moderation/statement.html",
        statement=found,
        objection=objection,
        refusal=access.why_not_appeal(found, objection),
        is_own=found.person_id == current_user.id,
        measures=MEASURES,
        grounds=GROUNDS,
        prompts=PROMPTS,
        form=form,
    )


def _appeal_page(objection, form):
    return render_template(
        "moderation/appeal.html",
        objection=objection,
        statement=objection.statement,
        post=post_in_question(objection.statement),
        refusal=appeal_access.why_not_decide(current_user, objection.statement),
        measures=MEASURES,
        grounds=GROUNDS,
        form=form,
        kind=request.args.get("kind") or None,
    )
