"""A person's news, and the mails of a developer's machine; refuses selects and rights."""

import re

from flask import current_app, redirect, render_template, request, url_for
from flask_login import current_user, login_required

from forum.accounts.limits import limited
from forum.core.commit import commit
from forum.notifications import (
    access,
    actions,
    choice_routes,
    queries,
)
from forum.notifications.blueprint import blueprint
from forum.notifications.mail import plain_text_of
from forum.notifications.messages import message
from forum.notifications.titles import with_present_titles

__all__ = ["blueprint", "choice_routes"]  # whose routes are of this room, too

LINK = re.compile(r"(https?://[^\s<>\"]+)")


@blueprint.get("/account/notifications")
@login_required
def index():
    """What happened to the person's cases and posts."""
    page = queries.notifications_for(current_user.id, cursor=request.args.get("cursor"))
    unread = queries.unread_count(current_user.id)
    told = with_present_titles([news.values for news in page.items])
    words = [message(news.kind, values) for news, values in zip(page.items, told, strict=True)]
    return render_template("notifications/index.html", page=page, words=words, unread=unread)


@blueprint.post("/account/notifications/read")
@limited("own account")
@login_required
def mark_all_read():
    """Nothing of it is new any more."""
    actions.mark_all_read(current_user)
    commit()
    return redirect(url_for("notifications.index"), 303)


@blueprint.get("/dev/mail")
def written_mails():
    """The mails that were written instead of sent."""
    mails = access.mails_for_developer(request)
    listed = [(name, mails.read(name)) for name in mails.names()]
    return render_template("notifications/written_mails.html", mails=listed)


@blueprint.get("/dev/mail/<name>")
def written_mail(name):
    """One of them, its links ready to be followed."""
    mail = access.mail_for_developer(request, name)
    text = plain_text_of(mail)
    parts = [_part(part) for part in LINK.split(text)]
    return render_template("notifications/written_mail.html", mail=mail, parts=parts)


def _part(text: str) -> tuple[str, str | None]:
    """A piece of text, and where it leads if it is a link to this forum."""
    own = current_app.config["BASE_URL"]
    leads = LINK.fullmatch(text) and (text == own or text.startswith(own + "/"))
    return text, (text.removeprefix(own) or "/") if leads else None
