"""The page on which a reader's own browser checks the record; refuses to check it here."""

from flask import url_for
from flask_login import current_user

from forum.core import web
from forum.pages import verify_page
from forum.pages.log_routes import blueprint


@blueprint.get("/log/verify")
def verify():
    page = verify_page.verify_page(base=f"{url_for('log.index')}/")
    answer = web.public_page("log/verify.html", signed_in=current_user.is_authenticated, page=page)
    answer.headers["Content-Security-Policy"] = page.inline.policy
    return answer
