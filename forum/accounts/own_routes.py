"""A person's own page: sign-ins, language, tokens, in five stops; refuses selects and rights."""

from flask import flash, redirect, render_template, url_for
from flask_login import current_user, login_required

from forum.accounts import access, actions, queries, signing, tokens
from forum.accounts.blueprint import blueprint
from forum.accounts.forms import LanguageForm, TokenForm
from forum.accounts.limits import limited
from forum.core import web
from forum.core.commit import commit
from forum.core.db import LARGEST_NUMBER
from forum.core.i18n import _

ROW = f"<int(max={LARGEST_NUMBER}):row_id>"  # larger is no row's number


@blueprint.get("/account")
@login_required
def show():
    """All that the forum knows about the person, for their eyes only."""
    return _own_page(LanguageForm(language=current_user.language), TokenForm())


@blueprint.post("/account/language")
@limited("own account")
@login_required
def change_language():
    """Pages in this browser and all mails in another language."""
    form = LanguageForm()
    if not form.validate_on_submit():
        return _own_page(form, TokenForm()), 422
    actions.change_language(current_user, form.language.data)
    commit()
    response = redirect(url_for("accounts.show"), 303)
    web.remember_language(response, form.language.data)
    return response


@blueprint.post(f"/account/sign-ins/{ROW}/end")
@limited("own account")
@login_required
def end_sign_in(row_id):
    """End one browser's sign-in."""
    signing.end(access.sign_in_for_ending(current_user, row_id))
    commit()
    flash(_("That browser is signed out."), "success")
    return redirect(url_for("accounts.show"), 303)


@blueprint.post("/account/sign-ins/end")
@limited("own account")
@login_required
def end_all():
    """End every sign-in, this browser's too."""
    signing.end_all(current_user)
    signing.sign_out(current_user)
    response = web.forget_typed(redirect(url_for("accounts.sign_in"), 303))
    commit()
    flash(_("You are signed out everywhere."), "success")
    return response


@blueprint.post("/account/tokens")
@limited("own account")
@login_required
def create_token():
    """Show a new token, this once: that is why the answer is no redirect."""
    form = TokenForm()
    if not form.validate_on_submit():
        return _own_page(LanguageForm(formdata=None, language=current_user.language), form), 422
    token = tokens.create_token(current_user, label=form.label.data)
    commit()
    page = render_template("accounts/create_token.html", token=token, label=form.label.data)
    return page, 201, {"Cache-Control": "no-store"}


@blueprint.post(f"/account/tokens/{ROW}/delete")
@limited("own account")
@login_required
def delete_token(row_id):
    """Make one token worthless."""
    tokens.delete_token(access.token_for_deleting(current_user, row_id))
    commit()
    flash(_("The token is deleted. Whatever used it is refused from now on."), "success")
    return redirect(url_for("accounts.show"), 303)


def _own_page(language_form: LanguageForm, token_form: TokenForm) -> str:
    return render_template(
        "accounts/show.html",
        language_form=language_form,
        token_form=token_form,
        sign_ins=queries.sign_ins_of(current_user),
        tokens=queries.tokens_of(current_user),
    )
