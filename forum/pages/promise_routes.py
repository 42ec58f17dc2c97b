"""What is promised to whom opens a case, in public; refuses to change it."""

from flask import Blueprint
from flask_login import current_user

from forum.core import web
from forum.desk.access import may_change_promises
from forum.pages.promise_page import promises_page

blueprint = Blueprint("promises", __name__)


@blueprint.get("/promises")
def index():
    return web.public_page(
        "promises/index.html",
        signed_in=current_user.is_authenticated,
        page=promises_page(),
        may_change=may_change_promises(current_user),
    )
