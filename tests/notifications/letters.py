"""One mail of every kind, made as the worker makes it, and its form for comparing; sends none."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage

from forum.core.clock import now
from forum.notifications.messages import KINDS

TITLE = "Data cap <b>reached</b> & 5 GB „gone“"
VALUES = {
    "name": "Tim & Co",
    "number": 12,
    "title": TITLE,
    "reason": "Names & numbers",
    "post": 2,
    "into": 11,
    "own": 10,
    "origin": 9,
    "receipt": 4,
    "key": "a-key",
    "days": 60,
}
PATHS = {
    "account.confirm": "/account/confirm/a-key",
    "account.exists": "/account/reset/a-key",
    "account.reset": "/account/reset/a-key",
    "account.unknown": "/account/new",
    "statement.post": "/statements/5",
    "statement.case": "/statements/5",
    "statement.account": "/statements/5",
    "appeal.decided": "/statements/5",
    "report.received": "/reports/a-key",
    "case.ended_there": "/cases/10",
    "precedent.granted": "/precedents/5",
    "precedent.refused": "/precedents/5",
}
NAMED = re.compile(r"%\((\w+)\)")
SHOWN = (
    *("Subject", "From", "To", "Auto-Submitted", "In-Reply-To", "References", "List-Id"),
    *("List-Unsubscribe", "List-Unsubscribe-Post", "Content-Language"),
)
KEY = re.compile(r"/mail/off/[\w.-]+")


def values_for(kind: str) -> dict:
    """What the words of a kind need; a value of which nothing is known here is its own name."""
    from forum.core.i18n import force_locale

    with force_locale("en"):
        words = f"{KINDS[kind].subject} {KINDS[kind].sentence}"
    needed = {name: VALUES.get(name, f"({name})") for name in NAMED.findall(words)}
    # All of them name their case, but for those about an account.
    extra = {"title", "number", "reason"} if kind.split(".")[0] == "case" else {"reason"}
    if kind.startswith("account."):
        return {"name": VALUES["name"], **needed}
    if kind.startswith("statement."):
        needed |= {"lines": ["What was decided.", "Ground: insult"]}
    extra |= {"key", "days"} if kind == "case.solved" else set()  # as it goes into the mail alone
    extra -= {"reason"} if kind == "report.received" else set()
    return {name: VALUES[name] for name in extra} | needed


def letter(kind: str, language: str, *, person: int = 7, **others) -> EmailMessage:
    """The mail of a kind as a program reads it that received it. Needs an application context."""
    from forum.notifications.mail import compose

    payload = {
        "id": "0123456789abcdef0123456789abcdef",
        "at": now().isoformat(),
        "kind": kind,
        "to": "anna@example.org",
        "language": language,
        "path": PATHS.get(kind, "/cases/12#post-2"),
        "values": values_for(kind),
        "person": None if kind.startswith("account.") else person,
        **others,
    }
    wire = compose(payload).as_bytes()  # as smtplib writes it; parsed, it would be folded anew
    mail = message_from_bytes(wire, policy=policy.default)
    mail.wire = wire
    return mail


def know_one_case(app) -> None:
    """Let every number be that of a public case, so that titles and states are shown."""
    from forum.notifications.titles import PresentCase, start

    start(
        app, lambda numbers: {one: PresentCase(one, TITLE, "in_progress", False) for one in numbers}
    )


def know_one_checkpoint(app) -> None:
    """Let the newest checkpoint be the same in every mail; a real root is new at every run."""
    from datetime import UTC, datetime

    from forum.ledger import newest
    from forum.ledger.tiles import Sealed

    root = "5e1f" * 16
    sealed = Sealed(1234, root, datetime(2026, 11, 26, 7, tzinfo=UTC), "localhost/log\n1234\n")
    newest.start(app, lambda: sealed)


def canonical(mail: EmailMessage) -> str:
    """The mail as its reader has it: headers that say something, then both texts; without dates,
    random ids, signatures and where a link may break."""
    lines = [f"{name}: {mail[name]}" for name in SHOWN if mail[name] is not None]
    for part in mail.iter_parts():
        lines += ["", f"--- {part.get_content_type()}", part.get_content().strip()]
    text = "\n".join(lines).replace("\r\n", "\n").replace("<wbr>", "")
    return KEY.sub("/mail/off/KEY", text) + "\n"
