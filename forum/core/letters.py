"""What a mail to be sent looks like in the outbox; refuses to know what mails there are."""

import secrets

from forum.core import outbox
from forum.core.clock import now

OUTBOX_KIND = "mail.send"


def post(kind: str, *, to: str, language: str, path: str = "", values: dict | None = None) -> None:
    """Have a mail of `kind` sent to the address `to` once the present transaction is committed.

    `path` is where its link leads, without BASE_URL; `values` are the plain values of its words.
    The random id makes a second delivery recognisable as the same mail.
    """
    payload = {
        "id": secrets.token_hex(16),
        "at": now().isoformat(),
        "kind": kind,
        "to": to,
        "language": language,
        "path": path,
        "values": values or {},
    }
    outbox.put(OUTBOX_KIND, payload)
