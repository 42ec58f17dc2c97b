"""Routes of what categories promise, in five stops; administrators only."""

from flask import Response, flash, render_template
from flask_login import current_user

from forum.accounts.limits import limited
from forum.cases import promise_actions
from forum.core import web
from forum.core.commit import commit
from forum.core.errors import Invalid
from forum.core.i18n import _
from forum.desk import access
from forum.desk.blueprint import blueprint
from forum.desk.promise_forms import PromiseForm
from forum.desk.promise_page import fingerprint, form_data, preview_of


@blueprint.get("/desk/promises/<category>/<matter>")
def ask_promise(category, matter):
    category = access.promise_for_changing(current_user, category, matter)
    data = form_data(category, matter)
    return _promise_page(category, matter, PromiseForm(web.restored(), data=data).offer())


@blueprint.post("/desk/promises/<category>/<matter>")
@limited("decide")
def promise(category, matter):
    category = access.promise_for_changing(current_user, category, matter)
    form = PromiseForm().offer()
    if earlier := web.earlier_result(form, web.scope_of(current_user)):
        return earlier
    if not form.validate_on_submit():
        return _promise_page(category, matter, form, status=422)
    try:
        promise_actions.check_promise(form.promised, form.calendar)
        if form.seen.data != fingerprint(form):
            form.seen.data = fingerprint(form)
            return _promise_page(category, matter, form, asks_first=True)
        promise_actions.change_promise(
            category,
            matter=matter,
            minutes=form.promised,
            calendar=form.calendar,
            admin=current_user,
        )
    except Invalid as refusal:
        form.refuse(refusal)
        return _promise_page(category, matter, form, status=422)
    flash(_("Changed for all cases that are opened from now on."), "success")
    response = web.done("promises.index")
    commit()
    return response


def _promise_page(category, matter, form, *, status: int = 200, asks_first=False) -> Response:
    page = render_template(
        "desk/promise.html",
        category=category,
        matter=matter,
        form=form,
        preview=preview_of(form, matter) if asks_first else None,
    )
    return Response(page, status)
