"""How every refusal and failure is told: a page for people, problem details for machines."""

import logging
from math import ceil

from flask import Flask, Response, g, redirect, render_template, request, url_for
from flask_limiter import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import BadHost, HTTPException

from forum.accounts.signing import manager
from forum.api.problems import problem
from forum.core import limits, web
from forum.core.commit import commit
from forum.core.db import db
from forum.core.errors import Problem, SignInFirst
from forum.core.i18n import _, _n

log = logging.getLogger(__name__)

HOURS_FROM = 100  # minutes; a longer wait is told in hours


def start(app: Flask) -> None:
    """Register one handler per sort of failure."""
    app.register_error_handler(Problem, refused)
    app.register_error_handler(CSRFError, forgery_or_expired)
    app.register_error_handler(RateLimitExceeded, too_often)
    app.register_error_handler(HTTPException, http_failure)
    app.register_error_handler(OperationalError, busy)
    app.register_error_handler(Exception, unexpected)
    manager.unauthorized_handler(sign_in_first)


def refused(error: Problem):
    """A room said no, with a sentence for the person; a stranger is asked in instead."""
    if isinstance(error, SignInFirst) and not request.path.startswith("/api/"):
        return sign_in_first()
    db.session.rollback()
    return _answer(error.status, error.sentence, field=error.field, more=error.more)


def forgery_or_expired(error: CSRFError):
    """The form's token is not ours or has expired: keep what was typed, let them send it again."""
    db.session.rollback()
    if _is_about_an_account():
        sentence = _("This form had expired. Please open its page again and send it once more.")
    else:
        sentence = _(
            "This form had expired. Nothing is lost: your text is below; please send it again."
        )
    return _kept(_answer(400, sentence))


def too_often(error: RateLimitExceeded):
    """A limit is reached: how long to wait, and the text to copy; nothing is judged."""
    db.session.rollback()
    response = _answer(429, _how_long(g.wait - 1))  # the limiter rounds up by a second
    response.headers["Retry-After"] = str(g.wait)
    # Buttons and previews bring no form of their own, and must not take the place of one kept.
    return _kept(response) if _typed() and "once" in request.form else response


def _how_long(seconds: int) -> str:
    minutes = max(1, ceil(seconds / 60))
    if minutes < HOURS_FROM:
        return _n(
            "That was tried too often. Please wait %(num)s minute, then try again.",
            "That was tried too often. Please wait %(num)s minutes, then try again.",
            minutes,
        )
    return _n(
        "That was tried too often. Please wait %(num)s hour, then try again.",
        "That was tried too often. Please wait %(num)s hours, then try again.",
        ceil(minutes / 60),
    )


def http_failure(error: HTTPException):
    """What Flask itself refuses: unknown address, wrong method, too large."""
    db.session.rollback()
    if error.code is None or error.code < 400:
        return error
    if isinstance(error, BadHost):  # under that name of ours no address can be made, and no page
        return Response(sentence_for(400), 400, mimetype="text/plain")
    response = _answer(error.code, sentence_for(error.code))
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            response.headers[name] = value
    return response


def busy(error: OperationalError):
    """The database could not be reached or stayed locked for longer than anybody should wait."""
    db.session.rollback()
    log.error("database: %s", type(error.orig).__name__)
    response = _answer(503, sentence_for(503))
    response.headers["Retry-After"] = "5"
    return response


def unexpected(error: Exception):
    """A fault of ours; the log has it, the page does not."""
    db.session.rollback()
    log.exception("unexpected failure in %s", request.endpoint)
    return _answer(500, sentence_for(500))


def sentence_for(code: int) -> str:
    """What to do next, for the failures that have no sentence of their own."""
    sentences = {
        400: _("This request was damaged on its way. Go back and try again."),
        403: _("You may not do this with the account you are using."),
        404: _("There is nothing at this address, or it is not public."),
        405: _("This address does not take that kind of request."),
        413: _("This is too large. Please shorten it and send it again."),
        500: _("Something broke on our side. What you sent was not saved; it has been noted."),
        503: _("The forum is very busy. Please wait a few seconds and send it again."),
    }
    return sentences.get(code) or _("This did not work. Go back and try again.")


def _answer(
    code: int, sentence: str, *, field: str | None = None, more: dict | None = None
) -> Response:
    if request.path.startswith("/api/"):
        return problem(code, sentence, field=field, more=more)
    typed = _typed()[:60_000]
    try:
        page = render_template("errors/error.html", code=code, sentence=sentence, typed=typed)
    except Exception:  # what broke may be what the frame of every page needs
        log.exception("the page for a failure %s could not be made", code)
        db.session.rollback()
        return Response(f"{sentence}\n\n{typed}".rstrip(), code, mimetype="text/plain")
    return Response(page, code, mimetype="text/html")


def _typed() -> str:
    """The text of the form that was sent; nothing of one that is too large to be read."""
    try:
        return request.form.get("body") or request.form.get("reason") or ""
    except HTTPException:
        return ""


def _kept(response: web.Answer) -> web.Answer:
    """Keep the whole form for the page it came from, beside showing its text.

    Not those on the way to an account: they would take the place of the text that led there.
    """
    if request.form and not _is_about_an_account() and limits.may_keep_a_form():
        web.keep_typed(response)
        commit()
    return response


def _is_about_an_account() -> bool:
    return request.path.startswith("/account/")


def sign_in_first():
    """Somebody signed out sent a form or asked for a page of their own: keep, then ask them in."""
    db.session.rollback()
    if request.path.startswith("/api/"):
        return problem(401, _("Send your token: Authorization: Bearer TOKEN."))
    reading = request.method in web.READING
    target = request.full_path if reading else request.form.get("back") or request.path
    response = redirect(url_for("accounts.sign_in", next=target.rstrip("?")), 303)
    return _kept(response) if not reading else response
