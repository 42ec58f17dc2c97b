"""Finished public pages, kept in memory and served only while the database has not changed."""

import sqlite3
import threading
from collections import OrderedDict
from dataclasses import dataclass
from time import monotonic

from werkzeug.http import parse_cookie

from forum.core import i18n

CAPACITY = 2_000  # pages; at 20 kB each about 40 MB a process
LONGEST = 60.0  # seconds; pages name waiting times, which grow without any commit


@dataclass(frozen=True)
class _Kept:
    stamp: object
    until: float
    status: str
    headers: list[tuple[str, str]]
    body: bytes
    etag: str


class SQLiteStamp:
    """Says whether any connection has committed since the last look, without taking a lock."""

    def __init__(self, path: str):
        self._path = path
        self._connection = None  # opened when first asked, since it must not cross a fork
        self._lock = threading.Lock()

    def __call__(self) -> int:
        """`PRAGMA data_version`: changes when another connection changed the file, else never."""
        with self._lock:
            if self._connection is None:
                self._connection = sqlite3.connect(
                    self._path, check_same_thread=False, isolation_level=None
                )
            return self._connection.execute("PRAGMA data_version").fetchone()[0]

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None


class PostgreSQLStamp:
    """The snapshot's own text: two equal snapshots see exactly the same rows."""

    def __init__(self, url: str):
        self._url = url
        self._local = threading.local()

    def __call__(self) -> str | None:
        """`pg_current_snapshot()`; None (nothing is served) while the server cannot be asked."""
        import psycopg

        try:
            connection = getattr(self._local, "connection", None)
            if connection is None or connection.closed:
                connection = psycopg.connect(self._url, autocommit=True)
                connection.prepare_threshold = 0
                self._local.connection = connection
            return connection.execute("SELECT pg_current_snapshot()::text").fetchone()[0]
        except psycopg.Error:
            self._local.connection = None
            return None

    def close(self) -> None:
        """Let go of this thread's connection."""
        connection = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()


class PageCache:
    """WSGI wrapper: answers visitors from memory what a route declared `Cache-Control: public`.

    The stamp is read before the page is made, so a commit in between makes the page newer than
    its stamp, never older: a page is never older than the last commit.
    """

    def __init__(self, application, stamp, *, session_cookie: str, default_language: str):
        self._application = application
        self._stamp = stamp
        self._session_cookie = session_cookie
        self._default_language = default_language
        self._pages: OrderedDict[tuple, _Kept] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, environ, start_response):
        key = self._key(environ)
        if key is None:
            return self._application(environ, start_response)
        stamp = self._stamp()
        kept = self._pages.get(key)
        if kept and stamp is not None and kept.stamp == stamp and monotonic() < kept.until:
            return _answer(kept, environ, start_response)
        return self._fresh(key, stamp, environ, start_response)

    def close(self) -> None:
        """Let go of the database and of all pages; the next request starts anew."""
        with self._lock:
            self._pages.clear()
        self._stamp.close()

    def _key(self, environ) -> tuple | None:
        """What a visitor's page depends on; None for requests that are not a visitor reading."""
        if environ["REQUEST_METHOD"] != "GET":
            return None
        query = environ.get("QUERY_STRING", "")
        cookies = environ.get("HTTP_COOKIE")
        kept_language = None
        if cookies:
            jar = parse_cookie(cookies)
            if self._session_cookie in jar or "draft" in jar:
                return None
            kept_language = jar.get(i18n.COOKIE)
        # `?lang=` also sets a cookie, so such an answer is never kept.
        if "lang=" in query or environ.get("HTTP_AUTHORIZATION"):
            return None
        accepted = environ.get("HTTP_ACCEPT_LANGUAGE")
        language = i18n.choose(None, kept_language, accepted, self._default_language)
        return environ["PATH_INFO"], query, language, environ.get("HTTP_HOST", "")

    def _fresh(self, key, stamp, environ, start_response):
        seen = {}

        def remember_start(status, headers, exc_info=None):
            seen.update(status=status, headers=headers)
            return start_response(status, headers, exc_info)

        body = self._application(environ, remember_start)
        headers = dict(seen.get("headers", ()))
        is_public = "public" in headers.get("Cache-Control", "")
        if stamp is None or seen.get("status") != "200 OK" or not is_public:
            return body
        if "Set-Cookie" in headers or "ETag" not in headers:
            return body
        whole = b"".join(body)
        if hasattr(body, "close"):
            body.close()
        page = _Kept(
            stamp, monotonic() + LONGEST, "200 OK", seen["headers"], whole, headers["ETag"]
        )
        self._keep(key, page)
        return [whole]

    def _keep(self, key, page: _Kept) -> None:
        with self._lock:
            self._pages[key] = page
            self._pages.move_to_end(key)
            while len(self._pages) > CAPACITY:
                self._pages.popitem(last=False)


def _answer(kept: _Kept, environ, start_response):
    if environ.get("HTTP_IF_NONE_MATCH") == kept.etag:
        unchanged = [(n, v) for n, v in kept.headers if not n.lower().startswith("content-")]
        start_response("304 NOT MODIFIED", unchanged)
        return [b""]
    start_response(kept.status, kept.headers)
    return [kept.body]
