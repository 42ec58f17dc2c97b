"""Choosing mails: with one click of a mail program, by a mail's link, or signed in."""

from flask import flash, render_template, request, url_for
from flask_login import current_user, login_required
from werkzeug.utils import redirect

from forum.accounts.limits import limited
from forum.core import web
from forum.core.commit import commit
from forum.core.errors import Invalid
from forum.core.i18n import _
from forum.notifications import choice_access, choice_actions, choice_queries
from forum.notifications.blueprint import blueprint
from forum.notifications.choice_forms import SwitchForm, is_one_click
from forum.notifications.sorts import SORTS

NOT_FOR_SEARCH = {"X-Robots-Tag": "noindex", "Cache-Control": "no-store"}


@blueprint.get("/mail/off/<key>")
def off(key):
    """What may be switched; scanners open every link of a mail, so that this changes nothing."""
    return _off_page(choice_access.choice_behind(key), key)


@blueprint.post("/mail/off/<key>")
@limited("own account")
@web.csrf.exempt
def off_by_one_click(key):
    """A mail program's button (RFC 8058): no token, no cookie, no redirect."""
    choice = choice_access.choice_behind(key)
    if not is_one_click(request.form):
        return _off_page(choice, key, is_refused=True), 422, NOT_FOR_SEARCH
    choice_actions.switch_off(choice.user_id, choice.narrowest)
    commit()
    return _off_page(choice_access.choice_behind(key), key)


@blueprint.post("/mail/off/<key>/choice")
@limited("own account")
def choose_by_link(key):
    """The buttons of that page: the case, the sort, or undo either."""
    choice = choice_access.choice_behind(key)
    form = SwitchForm()
    if not form.validate_on_submit() or form.about.data not in choice.abouts:
        return _off_page(choice, key, is_refused=True), 422, NOT_FOR_SEARCH
    _switch(choice.user_id, choice.abouts[form.about.data], form.wanted.data)
    commit()
    return redirect(url_for("notifications.off", key=key), 303)


@blueprint.get("/account/mails")
@login_required
def mails():
    """Of which sorts the person gets mails, and of which cases none."""
    return _own_page()


@blueprint.post("/account/mails")
@limited("own account")
@login_required
def choose_mails():
    """Switch a sort or a case on or off; pressing twice changes nothing more."""
    form = SwitchForm()
    if not form.validate_on_submit():
        raise Invalid(_("Please choose: mails or none."))
    about = choice_access.about_for_choosing(form.about.data)
    _switch(current_user.id, about, form.wanted.data)
    commit()
    flash(_("Your choice is kept. News on your page come as ever."), "success")
    return redirect(url_for("notifications.mails"), 303)


def _switch(user_id: int, about: str, wanted: str) -> None:
    switch = choice_actions.switch_on if wanted == "on" else choice_actions.switch_off
    switch(user_id, about)


def _off_page(choice, key, *, is_refused=False):
    page = render_template(
        "notifications/off.html", choice=choice, key=key, sorts=SORTS, is_refused=is_refused
    )
    return page if is_refused else (page, 200, NOT_FOR_SEARCH)


def _own_page():
    return render_template(
        "notifications/mails.html",
        sorts=SORTS,
        off=choice_queries.sorts_off(current_user.id),
        page=choice_queries.cases_off(current_user.id, cursor=request.args.get("cursor")),
    )
