"""Signing up and confirming the address, in five stops; refuses selects, rights and arithmetic."""

from flask import flash, redirect, render_template, request, url_for

from forum.accounts import access, actions, link_actions, passwords, rules
from forum.accounts.blueprint import blueprint, read_first, write_now
from forum.accounts.forms import ConfirmForm, SignUpForm
from forum.accounts.limits import limited, mails_by_address
from forum.core import web
from forum.core.commit import commit
from forum.core.errors import Invalid
from forum.core.i18n import _
from forum.core.redirects import safe_next


@blueprint.get("/account/new")
def sign_up():
    """Ask for what an account needs."""
    form = SignUpForm(next=request.args.get("next", ""))
    return render_template("accounts/sign_up.html", form=form)


@blueprint.post("/account/new")
@limited("sign up")
@mails_by_address
@read_first
def sign_up_now():
    """Mail the link; the answer is the same whether or not the address is known."""
    form = SignUpForm()
    try:
        if not form.validate_on_submit():
            return render_template("accounts/sign_up.html", form=form), 422
        actions.check_name(form.name.data)
    except Invalid as problem:
        form.refuse(problem)
        return render_template("accounts/sign_up.html", form=form), 422
    if form.has_trapped:  # a program: it is told what everybody is told, and nothing happens
        return redirect(url_for("accounts.sign_up_sent"), 303)
    password_hash = passwords.hash_password(form.password.data)
    write_now()
    if answered := web.earlier_result(form, "accounts.sign_up"):
        return answered
    link_actions.ask_for_account(
        email=rules.tidy_email(form.email.data),
        name=form.name.data,
        password_hash=password_hash,
        language=form.language.data,
        following=safe_next(form.next.data, ""),
    )
    answer = web.done("accounts.sign_up_sent")
    commit()
    return answer


@blueprint.get("/account/new/sent")
def sign_up_sent():
    """Look into your mail."""
    return render_template("accounts/sign_up_sent.html")


@blueprint.get("/account/confirm/<key>")
def confirm(key):
    """Show what would be confirmed; opening the link changes nothing."""
    link = access.link_for("confirm", key)
    return render_template("accounts/confirm.html", form=ConfirmForm(), link=link)


@blueprint.post("/account/confirm/<key>")
@limited("use a link")
def confirm_now(key):
    """Make the account; signing in is left to whoever knows its password."""
    link = access.link_for("confirm", key)
    following = link.sign_up["following"]
    try:
        link_actions.confirm(link)
    except Invalid as problem:  # somebody was faster with this name
        flash(problem.sentence, "error")
        return redirect(url_for("accounts.sign_up", next=following or None), 303)
    commit()
    flash(_("Your address is confirmed. You can sign in now."), "success")
    return redirect(url_for("accounts.sign_in", next=following or None), 303)
