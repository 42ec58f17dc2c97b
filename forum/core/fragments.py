"""Finished pieces of signed-in people's pages, kept while the database has not changed."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from time import monotonic

from flask import Flask, current_app, g
from markupsafe import Markup

CAPACITY = 1_000  # pieces
LONGEST = 60.0  # seconds; pieces name waiting times, which grow without any commit


class Fragments:
    """A small memory of rendered pieces; each is valid for one stamp of the database."""

    def __init__(self):
        self._kept: OrderedDict[tuple, tuple] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple, stamp, make: Callable[[], str]) -> Markup:
        """The piece under `key`; made anew when the database has changed since it was kept."""
        found = self._kept.get(key)
        if found and stamp is not None and found[0] == stamp and monotonic() < found[1]:
            return found[2]
        piece = Markup(make())
        with self._lock:
            self._kept[key] = (stamp, monotonic() + LONGEST, piece)
            self._kept.move_to_end(key)
            while len(self._kept) > CAPACITY:
                self._kept.popitem(last=False)
        return piece


def start(app: Flask, stamp: Callable) -> None:
    """Keep pieces in this process; `stamp` says what the database's state is called now."""
    app.extensions["fragments"] = Fragments()
    app.extensions["stamp"] = stamp


def note_stamp() -> None:
    """Read the stamp before the request's first statement, so that a piece is never older."""
    g.stamp = current_app.extensions["stamp"]()


def fragment(key: tuple, make: Callable[[], str]) -> Markup:
    """A rendered piece that depends on `key` and the database alone."""
    return current_app.extensions["fragments"].get(key, g.get("stamp"), make)
