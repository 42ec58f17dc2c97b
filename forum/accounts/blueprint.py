"""The blueprint of accounts, and how its routes keep hashing out of write transactions."""

from functools import wraps

from flask import Blueprint

from forum.core.db import db, intend_to_write

blueprint = Blueprint("accounts", __name__)


def read_first(view):
    """Let a posted form be checked in a reading transaction, until `write_now` is called.

    On SQLite a write transaction keeps every other writer waiting, and checking a password takes
    its time on purpose.
    """

    @wraps(view)
    def reading(*args, **values):
        intend_to_write(False)
        return view(*args, **values)

    return reading


def write_now() -> None:
    """End the reading transaction; the next statement begins the one that writes."""
    db.session.rollback()
    intend_to_write(True)
