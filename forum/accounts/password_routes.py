"""Forgotten, reset and changed passwords, in five stops; refuses selects, rights, arithmetic."""

from flask import flash, redirect, render_template, url_for
from flask_login import current_user, login_required

from forum.accounts import access, actions, link_actions, passwords, rules, signing
from forum.accounts.blueprint import blueprint, read_first, write_now
from forum.accounts.forms import ChangePasswordForm, ForgotForm, ResetForm
from forum.accounts.limits import limited, mails_by_address
from forum.core.commit import commit
from forum.core.errors import Invalid
from forum.core.i18n import _, language


@blueprint.get("/account/forgotten")
def forgot():
    """Ask whose password is forgotten."""
    return render_template("accounts/forgot.html", form=ForgotForm())


@blueprint.post("/account/forgotten")
@limited("ask for a link")
@mails_by_address
def forgot_now():
    """Mail a link; the answer is the same whether or not the address is known."""
    form = ForgotForm()
    if not form.validate_on_submit():
        return render_template("accounts/forgot.html", form=form), 422
    link_actions.ask_for_reset(email=rules.tidy_email(form.email.data), language=language())
    commit()
    return redirect(url_for("accounts.forgot_sent"), 303)


@blueprint.get("/account/forgotten/sent")
def forgot_sent():
    """Look into your mail."""
    return render_template("accounts/forgot_sent.html")


@blueprint.get("/account/reset/<key>")
def reset(key):
    """Ask for the new password."""
    link = access.link_for("reset", key)
    return render_template("accounts/reset.html", form=ResetForm(), link=link)


@blueprint.post("/account/reset/<key>")
@limited("use a link")
@read_first
def reset_now(key):
    """Set the new password; every browser and program has to be let in again."""
    link = access.link_for("reset", key)
    form = ResetForm()
    if not form.validate_on_submit():
        return render_template("accounts/reset.html", form=form, link=link), 422
    password_hash = passwords.hash_password(form.password.data)
    write_now()
    user = access.person_for_new_password(access.link_for("reset", key))
    link_actions.reset_password(user, password_hash)
    commit()
    sentence = _("Your new password is set, and your tokens are deleted. Please sign in.")
    flash(sentence, "success")
    return redirect(url_for("accounts.sign_in"), 303)


@blueprint.get("/account/password")
@login_required
def change_password():
    """Ask for the present and the new password."""
    return render_template("accounts/change_password.html", form=ChangePasswordForm())


@blueprint.post("/account/password")
@limited("change password")
@read_first
@login_required
def change_password_now():
    """Change it and end all other sign-ins, which somebody else may have begun."""
    form = ChangePasswordForm()
    try:
        if not form.validate_on_submit():
            return render_template("accounts/change_password.html", form=form), 422
        access.person_for_changing_password(current_user, form.password.data)
    except Invalid as problem:
        form.refuse(problem)
        return render_template("accounts/change_password.html", form=form), 422
    password_hash = passwords.hash_password(form.new_password.data)
    write_now()
    actions.change_password(current_user, password_hash)
    signing.end_all(current_user, but=current_user.sign_in_id)
    commit()
    flash(_("Your password is changed. All other browsers are signed out."), "success")
    return redirect(url_for("accounts.show"), 303)
