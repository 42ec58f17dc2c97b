"""The queue in public: every lane in its order, and a feed of what moved somebody in it."""

from flask import Blueprint, request, url_for
from flask_login import current_user

from forum.core import web
from forum.core.text import clean_line
from forum.pages import log_page, queue_page

blueprint = Blueprint("queue", __name__)


@blueprint.get("/queue")
def index():
    lane, cursor = clean_line(request.args.get("lane")) or None, request.args.get("cursor")
    page = queue_page.queue_page(lane, cursor if lane else None)
    following = page.parts[0].next if lane else None
    return web.public_page(
        "queue/index.html",
        signed_in=current_user.is_authenticated,
        page=page,
        next_url=url_for("queue.index", lane=lane, cursor=following) if following else None,
        first_url=url_for("queue.index", lane=lane) if cursor else None,
    )


@blueprint.get("/queue.atom")
def feed():
    lane = clean_line(request.args.get("lane")) or None
    return web.feed("queue/feed.xml", lines=log_page.place_changes(lane), lane=lane)
