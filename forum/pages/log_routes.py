"""The public record, newest first; refuses to change it."""

from flask import Blueprint, request, url_for
from flask_login import current_user

from forum.core import web
from forum.pages import log_page

blueprint = Blueprint("log", __name__)


@blueprint.get("/log")
def index():
    kind, cursor = request.args.get("kind") or None, request.args.get("cursor") or None
    lines, following = log_page.log_page(kind, cursor)
    return web.public_page(
        "log/index.html",
        signed_in=current_user.is_authenticated,
        lines=lines,
        kinds=list(log_page.kind_words().items()),
        kind=kind,
        next_url=url_for("log.index", kind=kind, cursor=following) if following else None,
        first_url=url_for("log.index", kind=kind) if cursor else None,
    )
