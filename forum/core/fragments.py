"""Finished pieces of signed-in people's pages, kept while the database has not changed."""

import sys
from collections.abc import Callable

from flask import Flask, current_app, g, request
from markupsafe import Markup

from forum.core.memory import Memory

ENTRIES = 10_000  # pieces, most of them a line in a list
SIZE = 32 * 2**20  # bytes in each process


def start(app: Flask, stamp: Callable) -> None:
    """Keep pieces in this process; `stamp` says what the database's state is called now."""
    app.extensions["fragments"] = Memory(entries=ENTRIES, size=SIZE)
    app.extensions["stamp"] = stamp


def note_stamp() -> None:
    """Read the stamp before the request's first statement, so that a piece is never older."""
    g.stamp = current_app.extensions["stamp"]()


def fragment(key: tuple, make: Callable[[], str]) -> Markup:
    """A rendered piece that depends on `key` and the database alone.

    Whoever may not see the same must not have the same key. A request that writes has no stamp:
    it gets its pieces made for itself, and what it has not committed is kept for nobody.
    """
    pieces: Memory = current_app.extensions["fragments"]
    key = (request.script_root, *key)  # with which every link in it begins
    stamp = g.get("stamp")
    piece = pieces.get(key, stamp)
    if piece is None:
        piece = Markup(make())
        pieces.put(key, stamp, piece, sys.getsizeof(piece))
    return piece
