"""Signing in and out, in five stops; refuses selects, rights and arithmetic."""

from flask import redirect, render_template, request, url_for
from flask_login import current_user

from forum.accounts import access, actions, browsers, passwords, signing
from forum.accounts.blueprint import blueprint, read_first, write_now
from forum.accounts.forms import SignInForm
from forum.accounts.limits import guesses_by_address, limited
from forum.core import i18n, web
from forum.core.commit import commit
from forum.core.errors import Invalid
from forum.core.redirects import safe_next


@blueprint.get("/account/sign-in")
def sign_in():
    """Ask for address and password; who is signed in already goes on."""
    following = request.args.get("next", "")
    if current_user.is_authenticated:
        return redirect(safe_next(following, url_for("accounts.show")), 303)
    return render_template("accounts/sign_in.html", form=SignInForm(next=following))


@blueprint.post("/account/sign-in")
@limited("sign in")
@guesses_by_address
@read_first
def sign_in_now():
    """Check the password outside the write lock, then begin a sign-in."""
    form = SignInForm()
    try:
        if not form.validate_on_submit():
            return render_template("accounts/sign_in.html", form=form), 422
        user = access.person_for_signing_in(form.email.data, form.password.data)
    except Invalid as problem:
        form.refuse(problem)
        return render_template("accounts/sign_in.html", form=form), 422
    better_hash = passwords.better_hash(form.password.data, user.password_hash)
    write_now()
    if better_hash:
        actions.keep_better_hash(user, better_hash)
    signing.sign_in_person(user, browsers.name_of(request.user_agent.string))
    language = user.language
    commit()
    return speak(language, redirect(safe_next(form.next.data, url_for("pages.home")), 303))


@blueprint.post("/account/sign-out")
def sign_out():
    """Leave; who was not signed in has left already."""
    if current_user.is_authenticated:
        signing.sign_out(current_user)
    response = web.forget_typed(redirect(url_for("pages.home"), 303))
    commit()
    return response


def speak(language: str, response):
    """Go on in the person's own language, unless this browser has been told another one."""
    if language != i18n.language() and i18n.COOKIE not in request.cookies:
        web.remember_language(response, language)
    return response
