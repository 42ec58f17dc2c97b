"""The help articles for everybody, "this solved it", and the way to self-service; five stops."""

import hashlib

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from forum.accounts.limits import limited
from forum.cases import access as cases
from forum.core import web
from forum.core.commit import commit
from forum.core.db import intend_to_write
from forum.core.i18n import _
from forum.core.templating import same_address
from forum.knowledge import access, article_actions, self_help_actions
from forum.pages import help_page

blueprint = Blueprint("help", __name__)


@blueprint.get("/help")
def index():
    filters = help_page.filters_from(request.args)
    if filters.category:
        cases.category_named(filters.category)
    page = help_page.list_page(request.args, filters)
    return web.public_page(
        "help/index.html",
        signed_in=current_user.is_authenticated,
        page=page,
        next_url=same_address(cursor=page.next) if page.next else None,
        first_url=same_address(cursor=None) if request.args.get("cursor") else None,
    )


@blueprint.get("/help/<int:article>")
def show(article):
    row = access.article_for_reading(current_user, article)
    return render_template("help/show.html", page=help_page.article_page(row, current_user))


@blueprint.get("/help/<int:article>/history")
def history(article):
    row = access.article_for_reading(current_user, article)
    return web.public_page(
        "help/history.html",
        signed_in=current_user.is_authenticated,
        article=row,
        steps=help_page.steps_of(row),
    )


@blueprint.post("/help/<int:article>/helped")
@limited("thanks")
def helped(article):
    row = access.article_for_thanks(current_user, article)
    person = current_user if current_user.is_authenticated else None
    is_counted = article_actions.say_it_solved(row, person=person, browser=_browser())
    if is_counted:
        flash(_("Good to hear. No new case was opened."), "success")
    else:
        flash(_("You are counted already. Good to hear."), "info")
    commit()
    return redirect(url_for("help.show", article=row.number), 303)


@blueprint.get("/self-service/<int:row_id>")
def go(row_id):
    """Counted only where somebody comes from a page of ours: programs follow every link."""
    is_from_here = _comes_from_here()
    intend_to_write(is_from_here)
    row = access.self_service_for_going(row_id)
    response = redirect(row.url, 303)
    if is_from_here:
        self_help_actions.count_click(row)
        commit()
    return response


def _comes_from_here() -> bool:
    """Browsers say so in one of two headers; a page that is fetched beforehand was not gone to."""
    if request.headers.get("Sec-Purpose") or request.headers.get("Purpose"):
        return False
    told = request.headers.get("Sec-Fetch-Site")
    if told is not None:
        return told == "same-origin"
    return (request.referrer or "").startswith(request.host_url)


def _browser() -> str:
    """A name for the browser of a visitor, from what its session holds anyway; tells nothing."""
    generate_csrf()  # where the session holds nothing yet
    held = f"helped {session['csrf_token']}"
    return hashlib.sha256(held.encode("utf-8", "replace")).hexdigest()
