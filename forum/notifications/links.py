"""Signed keys of the links that switch mails off; refuses to know what they switch.

A key names a person by their number, never by their address, and holds for ever: mails are old when
people tire of them. It can do one thing only, and what it does can be undone on the same page.
"""

from typing import NamedTuple

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from forum.core.errors import NotFound
from forum.core.i18n import _
from forum.notifications.sorts import SORTS

LONGEST = 200  # characters; ours have about seventy


class Switch(NamedTuple):
    """Whose mails: about which case if about one, and of which sort."""

    user_id: int
    case_number: int | None
    sort: str


def key_of(switch: Switch) -> str:
    """The key, the same every time."""
    return _serializer().dumps(list(switch))


def switch_of(key: str) -> Switch:
    """What a key switches. NotFound for one that was not made here."""
    try:
        user_id, case_number, sort = _serializer().loads(key[:LONGEST])
    except (BadData, ValueError, TypeError):
        raise _no_key() from None
    if sort not in SORTS:  # of a version before or after this one
        raise _no_key()
    return Switch(user_id, case_number, sort)


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="forum.notifications.links")


def _no_key() -> NotFound:
    return NotFound(
        _(
            "This link switches no mails off: it is not whole, or it is not from here. Signed in, "
            "you choose your mails on the page of your notifications."
        )
    )
