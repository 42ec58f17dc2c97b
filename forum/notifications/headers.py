"""The headers by which mail programs sort a mail: one thread for each case, and the way out of it.

Pure; refuses to put anything but numbers, code words and signed keys into a header.
"""

import re
from email import policy
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage

from forum.notifications.sorts import case_in

_STATEMENT = re.compile(r"/statements/([0-9]{1,18})$")


class _Verbatim(UnstructuredHeader, BaseHeader):
    """Ids and addresses, one to a line. The library writes what is too long for a line as an
    encoded word, in which no mail program looks for an address."""

    def fold(self, *, policy) -> str:
        """The whole header as it leaves."""
        lines = f"{policy.linesep} ".join(self.split())
        return f"{self.name}: {lines}{policy.linesep}"


def _registry() -> HeaderRegistry:
    registry = HeaderRegistry()
    for name in ("in-reply-to", "references", "list-id", "list-unsubscribe"):
        registry.map_to_type(name, _Verbatim)
    return registry


POLICY = policy.SMTP.clone(header_factory=_registry())


def add_identity(mail: EmailMessage, payload: dict, host: str) -> None:
    """Who the mail is, the same at every delivery, and in which thread it stands (RFC 5322, 3.6.4).

    No mail has the id of a root: programs put those together that name the same one.
    """
    mail["Message-ID"] = f"<{payload['id']}@{host}>"
    if roots := roots_of(payload, host):
        mail["In-Reply-To"] = roots[-1]
        mail["References"] = " ".join(roots)


def roots_of(payload: dict, host: str) -> list[str]:
    """The ids under which a mail stands, the widest first: its case, then its decision.

    They are the same for everybody, so that a mail that is sent on finds its thread, too.
    """
    path, number = payload["path"], payload["values"].get("number")
    number = case_in(path) or number
    roots = [f"<case-{number:d}@{host}>"] if isinstance(number, int) else []
    if found := _STATEMENT.match(path):
        roots.append(f"<statement-{found[1]}@{host}>")
    return roots


def add_way_out(mail: EmailMessage, *, sort: str, url: str, host: str) -> None:
    """What a person may do without says so: RFC 2919, RFC 2369 and one-click by RFC 8058."""
    mail["List-Id"] = f"<{sort}.{host}>"
    mail["List-Unsubscribe"] = f"<{url}>"
    mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
