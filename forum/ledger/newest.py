"""The newest checkpoint for the foot of every page and mail, read now and then for all of them."""

import threading
import time
from collections.abc import Callable

from flask import Flask, g, has_app_context
from sqlalchemy.exc import SQLAlchemyError

from forum.ledger.tiles import Sealed, checkpoint_now

KEPT_FOR = 10  # seconds; a checkpoint is signed once a minute at most


def start(app: Flask, read: Callable[[], Sealed | None] = checkpoint_now) -> None:
    """Give templates `newest_checkpoint()`, which asks `read` when what it knows may be old."""
    app.jinja_env.globals["newest_checkpoint"] = Newest(read)


class Newest:
    """What this process last read; asked anew after some seconds, if anything was committed."""

    def __init__(self, read: Callable[[], Sealed | None]):
        self._read = read
        self._lock = threading.Lock()
        self._known: Sealed | None = None
        self._stamp: object = None
        self._read_at: float | None = None

    def __call__(self, *, is_asking: bool = True) -> Sealed | None:
        """The newest checkpoint; a page about a failure asks nothing and shows the one known."""
        if is_asking and self._is_old() and self._lock.acquire(blocking=False):
            try:
                self._ask()
            finally:
                self._lock.release()
        return self._known

    def forget(self) -> None:
        """Ask again at the next page."""
        self._read_at = None

    def _is_old(self) -> bool:
        if self._read_at is None:
            return True
        if time.monotonic() - self._read_at < KEPT_FOR:
            return False
        return self._stamp is None or self._stamp != _stamp()

    def _ask(self) -> None:
        stamp = _stamp()
        try:
            self._known = self._read()
        except SQLAlchemyError:
            return  # a foot is no reason for a page to fail
        self._stamp, self._read_at = stamp, time.monotonic()


def _stamp():
    """What the database is called in this request (core/stamps.py), if anybody has asked."""
    return g.get("stamp") if has_app_context() else None
