"""The page on which a reader's own browser checks the record; refuses to check it here."""

from flask import Response, request, url_for
from flask_login import current_user

from forum.core import web
from forum.pages import verify_page
from forum.pages.log_routes import blueprint


@blueprint.get("/log/verify")
def verify():
    page = verify_page.verify_page(base=f"{url_for('log.index')}/")
    answer = web.public_page("log/verify.html", signed_in=current_user.is_authenticated, page=page)
    answer.headers["Content-Security-Policy"] = verify_page.policy()
    return answer


@blueprint.get("/log/verify.html")
def verify_alone():
    """The same as the file that `log export` writes: without the forum around it."""
    answer = Response(verify_page.alone(), mimetype="text/html")
    answer.headers["Content-Security-Policy"] = verify_page.policy()
    answer.cache_control.public = True
    answer.cache_control.no_cache = True
    answer.add_etag()
    return answer.make_conditional(request)
