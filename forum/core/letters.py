"""What a mail to be sent looks like in the outbox; refuses to know what mails there are."""

import hashlib
import secrets

from forum.core import outbox
from forum.core.clock import now

OUTBOX_KIND = "mail.send"
FORGET_KIND = "mail.forget"  # mails that were written as files, on a developer's machine


def post(
    kind: str,
    *,
    to: str,
    language: str,
    path: str = "",
    values: dict | None = None,
    person: int | None = None,
) -> None:
    """Have a mail of `kind` sent to the address `to` once the present transaction is committed.

    `path` is where its link leads, without BASE_URL; `values` are the plain values of its words.
    `person` is whose account it is for, who may switch some mails off. The random id makes a
    second delivery recognisable as the same mail.
    """
    payload = {
        "id": secrets.token_hex(16),
        "at": now().isoformat(),
        "kind": kind,
        "to": to,
        "language": language,
        "path": path,
        "values": values or {},
        "person": person,
    }
    outbox.put(OUTBOX_KIND, payload)


def take_back(to: str) -> None:
    """No mail to this address leaves any more, and those that were written as files go.

    A worker may hold one at this moment, so it is looked twice: now, and when its lease is over.
    The outbox is not told the address itself.
    """
    outbox.take_back(OUTBOX_KIND, lambda payload: payload["to"] == to)
    salt = secrets.token_hex(16)
    for moment in (None, now() + outbox.LEASE):
        payload = {"salt": salt, "mark": mark_of(to, salt)}
        outbox.put(FORGET_KIND, payload, not_before=moment)


def take_back_about(path: str) -> None:
    """Mails that were written as files and lead to this path or beyond it go."""
    outbox.put(FORGET_KIND, {"path": path})


def mark_of(address: str, salt: str) -> str:
    """What says that two addresses are the same, to whoever has both."""
    return hashlib.sha256(f"{salt} {address}".encode()).hexdigest()
