"""Finished public pages, kept in memory and served only while the database has not changed."""

import base64
import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from werkzeug.http import parse_cookie, parse_etags, unquote_etag

from forum.core import i18n
from forum.core.drafts import COOKIE as DRAFT_COOKIE
from forum.core.memory import Memory

ENTRIES = 2_000  # pages
SIZE = 64 * 2**20  # bytes in each process

# What describes the body; a 304 has none. Every other header it says again (RFC 9110, 15.4.5).
_ABOUT_THE_BODY = {"content-type", "content-length", "content-encoding", "content-language"}


# What a visitor's session holds after a page with a form; no page for everybody shows it.
_NOTHING_PERSONAL = {"csrf_token", "_permanent"}


class _Page(NamedTuple):
    headers: list[tuple[str, str]]
    body: bytes
    etag: str


class PageCache:
    """WSGI wrapper: answers visitors from memory what a route declared `public, no-cache`.

    The stamp is read before the page is made, so a commit in between makes the page newer than
    its stamp, never older: a page is never older than the last commit.
    """

    def __init__(self, application, stamp, *, session_cookie: str, default_language: str):
        self._application = application
        self._stamp = stamp
        self._session_cookie = session_cookie
        self._default_language = default_language
        self.pages = Memory(entries=ENTRIES, size=SIZE)

    def __call__(self, environ, start_response):
        key = self._key(environ)
        if key is None:
            return self._application(environ, start_response)
        stamp = self._stamp()
        page = self.pages.get(key, stamp)
        if page is not None:
            return _answer(page, environ, start_response)
        if environ["REQUEST_METHOD"] == "HEAD":  # its answer has no body to keep
            return self._application(environ, start_response)
        return self._fresh(key, stamp, environ, start_response)

    def close(self) -> None:
        """Let go of the database and of all pages; the next request starts anew."""
        self.pages.clear()
        self._stamp.close()

    def _key(self, environ) -> tuple | None:
        """What a visitor's page depends on; None for requests that are not a visitor reading.

        Its links begin with SCRIPT_NAME, which some proxies let anybody send. The host is in no
        page of ours, and is here so that one which forgets this does harm to nobody else.
        """
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return None
        query = environ.get("QUERY_STRING", "")
        # `?lang=` also sets a cookie, so such an answer is never kept.
        if "lang=" in query or "HTTP_AUTHORIZATION" in environ:
            return None
        chosen = None
        if "HTTP_COOKIE" in environ:
            try:
                jar = parse_cookie(environ["HTTP_COOKIE"])
            except UnicodeDecodeError:  # no cookie of ours; Flask reads around it
                return None
            if DRAFT_COOKIE in jar or _is_about_somebody(jar.get(self._session_cookie)):
                return None
            chosen = jar.get(i18n.COOKIE)
        accepted = environ.get("HTTP_ACCEPT_LANGUAGE")
        language = i18n.choose(None, chosen, accepted, self._default_language)
        place = environ.get("HTTP_HOST"), environ.get("SCRIPT_NAME"), environ["PATH_INFO"]
        return *place, query, language

    def _fresh(self, key: tuple, stamp, environ, start_response):
        """Ask the application, and keep what it says is for everybody."""
        seen: dict[str, Any] = {}

        def remember_start(status, headers, exc_info=None):
            seen.update(status=status, headers=list(headers))
            return start_response(status, headers, exc_info)

        body = self._application(environ, remember_start)
        if not _is_for_everybody(**seen):
            return body
        try:
            whole = b"".join(body)
        finally:
            if hasattr(body, "close"):
                body.close()
        etag, _is_weak = unquote_etag(dict(seen["headers"])["ETag"])
        self.pages.put(key, stamp, _Page(seen["headers"], whole, etag), len(whole))
        return [whole]


def _is_about_somebody(session: str | None) -> bool:
    """Whether a session cookie holds more than the token of a form that a visitor has seen.

    Its signature does not matter: whoever forges this has taken something away, and is a visitor.
    """
    if not session:
        return False
    try:
        payload = session.split(".")[0]  # empty when it is compressed, thus long
        held = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        return not held.keys() <= _NOTHING_PERSONAL
    except (ValueError, AttributeError, RecursionError):
        return True


def _is_for_everybody(status: str = "", headers: Iterable[tuple[str, str]] = ()) -> bool:
    named = dict(headers)
    control = named.get("Cache-Control", "")
    is_declared = "public" in control and "no-cache" in control
    return status == "200 OK" and is_declared and "ETag" in named and "Set-Cookie" not in named


def _answer(page: _Page, environ, start_response):
    asked = environ.get("HTTP_IF_NONE_MATCH")
    if asked and parse_etags(asked).contains_weak(page.etag):
        headers = [pair for pair in page.headers if pair[0].lower() not in _ABOUT_THE_BODY]
        start_response("304 NOT MODIFIED", headers)
        return []
    start_response("200 OK", list(page.headers))
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [page.body]
