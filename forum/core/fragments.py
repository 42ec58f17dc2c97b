"""Finished pieces of pages and rows read for them, kept while the database has not changed."""

import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask import Flask, current_app, g, has_request_context, request
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


def fragment(key: tuple, make: Callable[[], str], shown: tuple | None = None) -> Markup:
    """A rendered piece that depends on `key` and the database alone.

    Whoever may not see the same must not have the same key. A request that writes has no stamp:
    it gets its pieces made for itself, and what it has not committed is kept for nobody.
    A piece made of the values `shown` alone outlives a commit that leaves these as they are.
    """
    pieces: Memory = current_app.extensions["fragments"]
    key = (request.script_root, *key)  # with which every link in it begins
    stamp = g.get("stamp") if shown is None else shown
    piece = pieces.get(key, stamp)
    if piece is None:
        piece = Markup(make())
        pieces.put(key, stamp, piece, sys.getsizeof(piece))
    return piece


def values(
    kind: tuple, keys: Iterable, read: Callable[[list], Mapping], size: Callable[[Any], int]
) -> dict:
    """What stands in the database under each of `keys`; those not in memory by one `read`.

    For values that nobody changes, the same for every reader who asks for this `kind`; `size`
    says how many bytes one takes. What `read` does not find is missing in the answer.
    """
    stamp = g.get("stamp")
    if stamp is None or not has_request_context():
        return dict(read(list(keys)))
    memory: Memory = current_app.extensions["fragments"]
    kind = (request.script_root, *kind)
    found = {key: memory.get((*kind, key), stamp) for key in keys}
    missing = [key for key, value in found.items() if value is None]
    for key, value in (read(missing) if missing else {}).items():
        found[key] = value
        memory.put((*kind, key), stamp, value, size(value))
    return {key: value for key, value in found.items() if value is not None}
