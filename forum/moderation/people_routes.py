"""Decisions about people in five stops; refuses selects, rights and arithmetic."""

from flask import flash, render_template, request
from flask_login import current_user

from forum.accounts.limits import limited
from forum.core.commit import commit
from forum.core.i18n import _
from forum.core.web import done, earlier_result, restored, scope_of
from forum.moderation import access, people_actions
from forum.moderation.author_queries import histories_of
from forum.moderation.blueprint import blueprint
from forum.moderation.forms import LiftForm, PersonForm
from forum.statements.access import statement_for_lifting
from forum.statements.grounds import GROUNDS
from forum.statements.queries import in_force_about, statements_about
from forum.statements.words import MEASURES


@blueprint.get("/moderation/people/<int:person_id>")
def person(person_id):
    found = access.person_for_deciding(current_user, person_id)
    return _person_page(found, PersonForm(formdata=restored()))


@blueprint.post("/moderation/people/<int:person_id>")
@limited("decide")
def decide_about(person_id):
    found = access.person_for_deciding(current_user, person_id)
    form = PersonForm()
    if earlier := earlier_result(form, scope_of(current_user)):
        return earlier
    if not form.validate_on_submit():
        return _person_page(found, form), 422
    people_actions.decide_about(
        found, measure=form.measure.data, ruling=form.ruling(current_user), until=form.until
    )
    return _back_to(person_id, _("Decided: the person is told why, and how to object."))


@blueprint.post("/moderation/people/<int:person_id>/decisions/<int:statement_id>/end")
@limited("decide")
def lift(person_id, statement_id):
    found = access.person_for_deciding(current_user, person_id)
    statement = statement_for_lifting(current_user, found, statement_id)
    form = LiftForm()
    if earlier := earlier_result(form, scope_of(current_user)):
        return earlier
    if not form.validate_on_submit():
        return _person_page(found, PersonForm(formdata=None), form), 422
    people_actions.lift(statement, ruling=form.ruling(current_user))
    return _back_to(person_id, _("Ended: the person is told."))


def _back_to(person_id: int, sentence: str):
    flash(sentence, "success")
    answer = done("moderation.person", person_id=person_id)
    commit()
    return answer


def _person_page(found, form, lift_form=None):
    return render_template(
        "moderation/person.html",
        person=found,
        history=histories_of([found.id])[found.id],
        ending=in_force_about(found.id, people_actions.ENDING),
        page=statements_about(found.id, cursor=request.args.get("cursor")),
        measures=MEASURES,
        grounds=GROUNDS,
        form=form,
        lift_form=lift_form or LiftForm(formdata=None),
    )
