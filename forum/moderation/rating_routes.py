"""The decision that the sentence beside a rating goes, in five stops; refuses rights and words."""

from flask import flash, render_template
from flask_login import current_user

from forum.accounts.limits import limited
from forum.cases import ruling_actions
from forum.core.commit import commit
from forum.core.i18n import _
from forum.core.web import done, earlier_result, restored, scope_of
from forum.moderation import access
from forum.moderation.blueprint import blueprint
from forum.moderation.forms import RatingForm


@blueprint.get("/cases/<int:number>/ratings/<int:rating_id>/take-out")
def ask_take_out_rating(number, rating_id):
    case, rating = access.rating_for_taking_out(current_user, number, rating_id)
    return _page(case, rating, RatingForm(formdata=restored()))


@blueprint.post("/cases/<int:number>/ratings/<int:rating_id>/take-out")
@limited("decide")
def take_out_rating(number, rating_id):
    case, rating = access.rating_for_taking_out(current_user, number, rating_id)
    form = RatingForm()
    if earlier := earlier_result(form, scope_of(current_user)):
        return earlier
    if not form.validate_on_submit():
        return _page(case, rating, form), 422
    ruling_actions.take_out_rating(case, rating=rating, ruling=form.ruling(current_user))
    flash(_("Decided: the case says so, and its author is told why."), "success")
    answer = done("cases.show", number=number)
    commit()
    return answer


def _page(case, rating, form):
    return render_template("moderation/take_out_rating.html", case=case, rating=rating, form=form)
