"""Makes mails from outbox rows and hands them over; refuses to decide who gets one.

Delivery is at least once. A second delivery of the same row has the same Message-ID, by which mail
programs drop it, and the same file name, by which a file is written over itself.
"""

import logging
import re
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import parseaddr
from urllib.parse import urlsplit

from flask import current_app

from forum.core import letters
from forum.core.clock import now
from forum.core.i18n import force_locale
from forum.core.text import clean_line
from forum.notifications import headers, links
from forum.notifications.messages import KINDS, message
from forum.notifications.sorts import case_in, sort_of
from forum.notifications.titles import present_case, with_title
from forum.notifications.transport import Files, folder, transport_for

log = logging.getLogger(__name__)

GIVE_UP = timedelta(days=3)  # older than any link in it; a server that long away lost its post


def deliver(payloads: list[dict]) -> None:
    """Send the mails of these outbox rows; raises when one could not be handed over."""
    fresh = [payload for payload in payloads if not _is_stale(payload)]
    if not fresh:
        return
    with transport_for(current_app.config) as transport:
        for payload in fresh:
            transport.send(compose(payload), name=_file_name(payload))


def forget(payloads: list[dict]) -> None:
    """Outbox consumer: remove written mails to these people or about these cases (letters.py)."""
    Files(folder(current_app.config)).forget(
        lambda mail: any(_is_meant(mail, payload) for payload in payloads)
    )


def plain_text_of(mail: EmailMessage) -> str:
    """What a mail of ours says."""
    part = mail.get_body(("plain",))
    assert part is not None  # see compose()
    return part.get_content()


def _is_meant(mail: EmailMessage, payload: dict) -> bool:
    if path := payload.get("path"):
        return re.search(re.escape(path) + r"(?!\d)", plain_text_of(mail)) is not None
    (to,) = mail["To"].addresses
    return letters.mark_of(to.addr_spec, payload["salt"]) == payload["mark"]


def compose(payload: dict) -> EmailMessage:
    """The whole mail of one outbox row: plain text, and the same as simple html beside it.

    It loads nothing and its links lead straight here: nobody learns whether or when it is read.
    """
    case = present_case(payload["values"])
    values = with_title(payload["values"], case)
    case = case if sort_of(payload["kind"]) else None
    words = message(payload["kind"], values, payload["language"])
    mail = EmailMessage(policy=headers.POLICY)
    mail["Subject"] = clean_line(words.subject)
    mail["From"] = _sender()
    mail["To"] = Address(addr_spec=payload["to"])
    mail["Date"] = datetime.fromisoformat(payload["at"])
    headers.add_identity(mail, payload, _host())
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers, please
    off_url = _way_out(mail, payload)
    mail.set_content(_body(payload, words, "txt", off_url=off_url, case=case))
    mail.add_alternative(_body(payload, words, "html", off_url=off_url, case=case), subtype="html")
    mail["Content-Language"] = payload["language"]  # last: the parts would take it with them
    return mail


def _way_out(mail: EmailMessage, payload: dict) -> str | None:
    """Where its reader switches such mails off, said in the headers, too; None if they cannot."""
    sort, person = sort_of(payload["kind"]), payload.get("person")
    if sort is None or person is None:
        return None
    key = links.key_of(links.Switch(person, case_in(payload["path"]), sort))
    url = f"{current_app.config['BASE_URL']}/mail/off/{key}"
    headers.add_way_out(mail, sort=sort, url=url, host=_host())
    return url


def _body(payload: dict, words, form: str, **more) -> str:
    template = current_app.jinja_env.get_template(f"mail/{KINDS[payload['kind']].template}.{form}")
    with force_locale(payload["language"]):
        return template.render(
            words=words,
            values=payload["values"],
            url=current_app.config["BASE_URL"] + payload["path"],
            base_url=current_app.config["BASE_URL"],
            mail_language=payload["language"],
            **more,
        )


def _sender() -> Address:
    name, address = parseaddr(current_app.config["MAIL_FROM"])
    return Address(display_name=clean_line(name), addr_spec=address)


def _host() -> str:
    return urlsplit(current_app.config["BASE_URL"]).hostname or "localhost"


def _file_name(payload: dict) -> str:
    moment = datetime.fromisoformat(payload["at"])
    return f"{moment:%Y%m%dT%H%M%S}-{payload['id']}.eml"


def _is_stale(payload: dict) -> bool:
    if now() - datetime.fromisoformat(payload["at"]) < GIVE_UP:
        return False
    log.warning("mail: gave up on a %s from %s", payload["kind"], payload["at"])
    return True
