"""A passage of a precedent is removed for good, in five stops; refuses selects and rights."""

from flask import Response, flash, render_template
from flask_login import current_user

from forum.accounts.limits import limited
from forum.core import web
from forum.core.commit import commit
from forum.core.errors import Invalid
from forum.core.i18n import _, _l
from forum.moderation import precedent_actions
from forum.moderation.blueprint import blueprint
from forum.moderation.forms import RedactForm, RulingForm
from forum.precedents.access import precedent_for_moderating
from forum.precedents.erasure import texts_of


class PassageForm(RulingForm):
    """Which passage goes, on which ground, and why in public."""

    grounds = RedactForm.grounds
    needs_reason = _l("Removing a passage needs a public reason.")
    passage = RedactForm.passage


@blueprint.get("/moderation/precedents/<int:precedent_id>")
def ask_precedent(precedent_id):
    found = precedent_for_moderating(current_user, precedent_id)
    return _page(found, PassageForm(web.restored()))


@blueprint.post("/moderation/precedents/<int:precedent_id>")
@limited("decide")
def precedent(precedent_id):
    found = precedent_for_moderating(current_user, precedent_id)
    form = PassageForm()
    earlier = web.earlier_result(form, web.scope_of(current_user))
    if earlier:
        return earlier
    if not form.validate_on_submit():
        return _page(found, form, status=422)
    ruling = form.ruling(current_user)
    try:
        precedent_actions.redact_precedent(found, passage=form.passage.data, ruling=ruling)
    except Invalid as refusal:
        form.refuse(refusal)
        return _page(found, form, status=422)
    flash(_("Removed for good: the passage stands nowhere any more."), "success")
    response = web.done("precedents.show", precedent_id=found.id)
    commit()
    return response


def _page(found, form, status: int = 200) -> Response:
    values = {"precedent": found, "texts": texts_of(found), "form": form}
    return Response(render_template("moderation/precedent.html", **values), status)
