"""Leaving for good, in five stops; refuses selects, rights and arithmetic."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_login import current_user, login_required

from forum.accounts import access as accounts
from forum.accounts import signing
from forum.accounts.blueprint import read_first, write_now
from forum.accounts.limits import limited
from forum.cases.removal_actions import written_by
from forum.core import web
from forum.core.commit import commit
from forum.core.errors import Invalid
from forum.core.i18n import _
from forum.erasure import access, actions
from forum.erasure.forms import DeleteForm

blueprint = Blueprint("erasure", __name__)


@blueprint.get("/account/delete")
@login_required
def show():
    """Say what happens, and ask whether it shall."""
    return _page(DeleteForm())


@blueprint.post("/account/delete")
@limited("change password")
@read_first
@login_required
def erase():
    """Forget the person; the password is checked before anybody has to wait for this."""
    access.person_for_erasing(current_user)
    form = DeleteForm()
    try:
        if not form.validate_on_submit():
            return _page(form), 422
        accounts.person_for_changing_password(current_user, form.password.data)
    except Invalid as problem:
        form.refuse(problem)
        return _page(form), 422
    write_now()
    user = access.person_for_erasing(current_user)
    actions.erase_account(user, with_texts=form.texts.data == "remove")
    signing.sign_out(current_user)
    response = web.forget_typed(redirect(url_for("pages.home"), 303))
    commit()
    flash(_("Your account is deleted."), "success")
    return response


def _page(form: DeleteForm) -> str:
    cases, posts = written_by(current_user)
    return render_template(
        "erasure/show.html",
        form=form,
        refusal=access.refusal(current_user),
        cases=cases,
        posts=posts,
    )
