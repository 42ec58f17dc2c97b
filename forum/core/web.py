"""What every answer carries and how a form survives trouble; refuses to know any room."""

from collections.abc import Callable

from flask import (
    Flask,
    Response,
    current_app,
    g,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_wtf.csrf import CSRFProtect
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as Answer  # what `redirect` gives; Flask's is one too

from forum.core import drafts, i18n, once
from forum.core.db import intend_to_write
from forum.core.fragments import note_stamp
from forum.core.text import clean_line

csrf = CSRFProtect()
scope_of = once.scope_of  # routes find it beside all else that a form needs

READING = ("GET", "HEAD", "OPTIONS")
YEAR = 365 * 24 * 3600  # seconds

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def start(app: Flask) -> None:
    """Tell each transaction whether it writes, and give every answer its headers."""

    @app.before_request
    def take_files():  # first, for the forgery check reads the form
        view = current_app.view_functions.get(request.endpoint or "")
        request.max_content_length = getattr(view, "takes_bytes", app.config["MAX_CONTENT_LENGTH"])

    csrf.init_app(app)

    @app.before_request
    def announce_writing():
        is_reading = request.method in READING
        intend_to_write(not is_reading)
        if is_reading and request.endpoint != "static":
            note_stamp()

    @app.after_request
    def finish(response: Response) -> Response:
        for name, value in SECURITY_HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        wish = request.args.get("lang")
        if wish in i18n.LANGUAGES:
            remember_language(response, wish)
        if is_https_only():
            response.headers["Strict-Transport-Security"] = f"max-age={YEAR}"
        return response


def takes_files(limit: int) -> Callable:
    """Let a route be sent up to `limit` bytes; it is the outermost of its decorators."""

    def mark(view):
        view.takes_bytes = limit
        return view

    return mark


def is_https_only() -> bool:
    """Whether people reach this forum by https; a proxy in front may speak http to us."""
    return current_app.config["SESSION_COOKIE_SECURE"]


def remember_language(response: Answer, language: str) -> None:
    """Let this browser ask for pages in `language` from now on."""
    _set_cookie(response, i18n.COOKIE, language, YEAR)


def public_page(template: str, *, signed_in: bool, status: int = 200, **context) -> Response:
    """Render a page that is the same for every visitor and may be kept (core/page_cache.py)."""
    response = Response(render_template(template, **context), status, mimetype="text/html")
    if status != 200:
        return response
    response.vary.update(("Cookie", "Accept-Language"))
    has_token = "csrf_token" in g  # of this reader alone, with which Flask-WTF met its form
    if not signed_in and not has_token:
        response.cache_control.public = True
        response.cache_control.no_cache = True
        response.add_etag()  # a signed-in person's page has fresh tokens: never the same twice
    response.make_conditional(request)
    response.headers.pop("Date", None)  # the server's own; this one would be kept with the page
    return response


def feed(template: str, **context) -> Response:
    """An Atom feed, the same for everybody who reads this language."""
    base = current_app.config["BASE_URL"]
    body = render_template(template, base_url=base, **context)
    response = Response(body, mimetype="application/atom+xml")
    response.vary.update(("Cookie", "Accept-Language"))
    response.cache_control.public = True
    response.cache_control.no_cache = True
    response.add_etag()
    response.make_conditional(request)
    return response


def restored(path: str | None = None) -> MultiDict | None:
    """What this browser typed into the form at `path` before a request of it failed, or None."""
    return drafts.kept(request.cookies.get(drafts.COOKIE), path or request.path)


def keep_typed(response: Answer) -> Answer:
    """Keep the form of a request that cannot be served now; the browser gets the key to it.

    What was kept for this browser before would be out of everybody's reach: it goes.
    """
    # Flask-Login keeps the key of the sign-in there, also when nobody could be looked up by it.
    owner = session.get("_user_id")
    token = drafts.keep(request.path, request.form.to_dict(flat=False), owner)
    if token:
        drafts.forget(request.cookies.get(drafts.COOKIE))
        _set_cookie(response, drafts.COOKIE, token, int(drafts.KEPT_FOR.total_seconds()))
    return response


def forget_typed(response: Answer) -> Answer:
    """Keep nothing of who leaves this browser for whoever sits down at it next."""
    drafts.forget(request.cookies.get(drafts.COOKIE))
    response.delete_cookie(drafts.COOKIE)
    return response


def earlier_result(form, scope: str) -> Answer | None:
    """The redirect that the first sending of this very form got, or None if this is the first."""
    key = clean_line(form.once.data)
    g.once = (key, scope)
    if not key:
        return None
    found = once.claim(key, scope=scope)
    return redirect(found.answer, 303) if found and found.answer else None


def done(endpoint: str, **values) -> Answer:
    """Redirect after success: remembered for a second sending, and this form's draft forgotten."""
    return done_at(url_for(endpoint, **values))


def done_at(location: str) -> Answer:
    """The same to an address of ours."""
    key, scope = g.get("once", ("", ""))
    if key:
        once.remember(key, scope=scope, answer=location)
    response = redirect(location, 303)
    if drafts.forget(request.cookies.get(drafts.COOKIE), request.path):
        response.delete_cookie(drafts.COOKIE)
    return response


def _set_cookie(response: Answer, name: str, value: str, seconds: int) -> None:
    response.set_cookie(
        name, value, max_age=seconds, samesite="Lax", httponly=True, secure=is_https_only()
    )
