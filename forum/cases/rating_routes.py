"""Rating one's own case, in five stops; refuses selects, rights and arithmetic."""

from flask import Response, flash, render_template
from flask_login import current_user

from forum.accounts.limits import limited
from forum.cases import access, rating_actions
from forum.cases.blueprint import blueprint
from forum.cases.rating_forms import RatingForm
from forum.cases.rating_words import card_of_ratings
from forum.core import web
from forum.core.commit import commit
from forum.core.errors import Invalid
from forum.core.i18n import _


@blueprint.get("/cases/<int:number>/rating")
def rating(number):
    case = access.case_for_its_author(current_user, number)
    return _page(case, RatingForm(web.restored()).offer())


@blueprint.post("/cases/<int:number>/rating")
@limited("settle")
def rate(number):
    case = access.case_for_its_author(current_user, number)
    form = RatingForm().offer()
    earlier = web.earlier_result(form, web.scope_of(current_user))
    if earlier:
        return earlier
    if not form.validate_on_submit():
        return _page(case, form, 422)
    said = {"score": form.score.data, "sentence": form.sentence.data or ""}
    try:
        rating_actions.rate_case(case, author=current_user, **said)
    except Invalid as refusal:
        form.refuse(refusal)
        return _page(case, form, 422)
    flash(_("Thank you. You can change your rating whenever you like."), "success")
    response = web.done("cases.show", number=number, _anchor="rating")
    commit()
    return response


def _page(case, form, status: int = 200):
    values = {"case": case, "form": form, "rating": card_of_ratings(case)}
    return Response(render_template("cases/rate.html", **values), status)
