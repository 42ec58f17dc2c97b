"""The public record for people: searching it, one entry with its proof, a feed; changes nothing."""

from flask import Blueprint, request, url_for
from flask_login import current_user

from forum.core import web
from forum.pages import log_page, log_search, log_words

blueprint = Blueprint("log", __name__)


@blueprint.get("/log")
def index():
    cursor = request.args.get("cursor") or None
    asked = log_search.question(request.args)
    typed: dict = asked.typed
    lines, following = log_page.log_page(asked, cursor)
    return web.public_page(
        "log/index.html",
        signed_in=current_user.is_authenticated,
        asked=asked,
        lines=lines,
        groups=log_words.kind_groups(),
        roles=list(log_words.role_words().items()),
        next_url=url_for("log.index", **typed, cursor=following) if following else None,
        first_url=url_for("log.index", **typed) if cursor else None,
    )


@blueprint.get("/log/<int:seq>")
def entry(seq):
    page = log_page.entry_page(seq)
    return web.public_page("log/entry.html", signed_in=current_user.is_authenticated, page=page)


@blueprint.get("/log/feed")
def feed():
    return web.feed("log/feed.xml", lines=log_page.newest_lines())
