"""The two ways a mail leaves: to an SMTP server, or as a file; refuses to make one."""

import os
import smtplib
import ssl
from collections.abc import Callable
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

TIMEOUT = 10  # seconds for each step of talking to the mail server
LISTED = 100  # of the newest mails on the page for developers
PORTS = {"smtp": 25, "smtps": 465}


@contextmanager
def transport_for(config):
    """Something with `send(mail, name=…)`: the server at MAIL_URL, else files under DATA_DIR."""
    if not config["MAIL_URL"]:
        yield Files(folder(config))
        return
    server = Server(config["MAIL_URL"], urlsplit(config["BASE_URL"]).hostname or "localhost")
    try:
        yield server
    finally:
        server.close()


def folder(config) -> Path:
    """Where mails go that are not sent."""
    return Path(config["DATA_DIR"]) / "mail"


class Server:
    """An SMTP server: `smtp://[user:password@]host[:port][?starttls=1]` or `smtps://…`."""

    def __init__(self, url: str, own_name: str):
        self._parts = urlsplit(url)
        self._own_name = own_name
        self._connection: smtplib.SMTP | None = None

    def send(self, mail: EmailMessage, *, name: str) -> None:
        """Hand one mail over; smtplib's errors and OSError say that it was not taken."""
        if self._connection is None:
            self._connection = self._connect()
        self._connection.send_message(mail)

    def close(self) -> None:
        """Say goodbye; what was taken stays taken if the server does not answer to that."""
        if self._connection is None:
            return
        try:
            self._connection.quit()
        except (OSError, smtplib.SMTPException):
            self._connection.close()

    def _connect(self) -> smtplib.SMTP:
        parts = self._parts
        host, name = parts.hostname or "", self._own_name
        port = parts.port or PORTS[parts.scheme]
        if parts.scheme == "smtps":
            context = ssl.create_default_context()
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                host, port, local_hostname=name, timeout=TIMEOUT, context=context
            )
        else:
            connection = smtplib.SMTP(host, port, local_hostname=name, timeout=TIMEOUT)
        if parse_qs(parts.query).get("starttls") == ["1"]:
            connection.starttls(context=ssl.create_default_context())
        if parts.username:
            connection.login(unquote(parts.username), unquote(parts.password or ""))
        return connection


class Files:
    """One `.eml` file per mail, each there as a whole or not at all."""

    def __init__(self, place: Path):
        self._place = place

    def send(self, mail: EmailMessage, *, name: str) -> None:
        """Write the mail; its links are keys, so only the owner of the folder may read it."""
        self._place.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial = self._place / f"{name}.{os.getpid()}.tmp"
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "wb") as writable:
            writable.write(mail.as_bytes(policy=policy.SMTP))
            writable.flush()
            os.fsync(writable.fileno())
        partial.replace(self._place / name)

    def names(self) -> list[str]:
        """The newest files, newest first."""
        found = sorted((file.name for file in self._place.glob("*.eml")), reverse=True)
        return found[:LISTED]

    def read(self, name: str) -> EmailMessage | None:
        """One mail, or None if there is no file of exactly this name."""
        file = self._place / name
        if file.parent != self._place or file.suffix != ".eml" or not file.is_file():
            return None
        return message_from_bytes(file.read_bytes(), policy=policy.default)

    def forget(self, is_meant: Callable[[EmailMessage], bool]) -> None:
        """Remove the mails that are meant."""
        for file in self._place.glob("*.eml"):
            mail = message_from_bytes(file.read_bytes(), policy=policy.default)
            if is_meant(mail):
                file.unlink(missing_ok=True)
