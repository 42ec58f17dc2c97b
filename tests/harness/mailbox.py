"""Receives mail over real SMTP on this machine; refuses to send any further."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller

from tests.harness.network import free_port

LINK = re.compile(r"https?://[^\s<>\"]+")


class PostOffice:
    """An SMTP server on a free port; one serves all tests of a process."""

    def __init__(self):
        self.received: list[EmailMessage] = []
        self.refusing = False
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port())

    async def handle_DATA(self, server, session, envelope):
        """Called by the server for each mail."""
        if self.refusing:
            return "451 try again later"
        message = message_from_bytes(envelope.content, policy=policy.default)
        message.recipients = list(envelope.rcpt_tos)
        self.received.append(message)
        return "250 taken"

    def open(self) -> None:
        """Start to listen."""
        self.controller.start()

    def close(self) -> None:
        """Stop to listen."""
        self.controller.stop()

    @property
    def url(self) -> str:
        """What MAIL_URL has to be for mail to come here."""
        return f"smtp://127.0.0.1:{self.controller.port}"


class Mailbox:
    """All mail that a test's forum sent; looking into it first lets the worker deliver."""

    def __init__(self, office: PostOffice, work):
        self.office = office
        self._work = work

    @property
    def messages(self) -> list[EmailMessage]:
        """Every mail so far, oldest first."""
        self._work()
        return list(self.office.received)

    def to(self, person) -> list[EmailMessage]:
        """The mails to one person (or address), oldest first."""
        address = getattr(person, "email", person).casefold()
        return [one for one in self.messages if address in map(str.casefold, one.recipients)]

    def last_to(self, person) -> EmailMessage:
        """The newest mail to one person; fails when there is none."""
        mails = self.to(person)
        assert mails, f"no mail to {getattr(person, 'email', person)}"
        return mails[-1]

    def text_to(self, person) -> str:
        """The plain text of the newest mail to one person."""
        return self.last_to(person).get_body(("plain",)).get_content()

    def link_to(self, person, containing: str = "") -> str:
        """The first link in the newest mail to one person whose address has `containing` in it."""
        text = self.text_to(person)
        for link in LINK.findall(text):
            if containing in link:
                return link.rstrip(".,)")
        raise AssertionError(f"no link with {containing!r} in the mail:\n{text}")

    def refuse(self, refusing: bool = True) -> None:
        """Let the mail server answer 451 from now on, or take mail again."""
        self.office.refusing = refusing
