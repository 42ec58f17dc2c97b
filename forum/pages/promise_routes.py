"""What is promised to whom opens a case, in public; refuses to change it."""

from flask import Blueprint
from flask_login import current_user

from forum.core import web
from forum.pages.promise_page import promises_page

blueprint = Blueprint("promises", __name__)


@blueprint.get("/promises")
def index():
    is_known = current_user.is_authenticated
    return web.public_page(
        "promises/index.html",
        signed_in=is_known,
        page=promises_page(),
        may_change=is_known and current_user.role == "admin",
    )
