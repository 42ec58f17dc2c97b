"""The one commit of a request; refuses to be called from an action."""

from forum.core.db import db


def commit() -> None:
    """Make everything this request did permanent, all of it or nothing."""
    db.session.commit()
