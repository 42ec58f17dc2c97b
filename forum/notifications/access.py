"""The door to mails that were written as files: open on a developer's own machine alone."""

import re
from email.message import EmailMessage

from flask import current_app

from forum.core.errors import NotFound
from forum.core.i18n import _
from forum.notifications.transport import Files, folder

LOOPBACK = ("127.0.0.1", "::1")
FILE_NAME = re.compile(r"[0-9A-Za-z-]{1,80}\.eml")


def mails_for_developer(remote_address: str | None) -> Files:
    """The written mails; NotFound in production, with MAIL_URL, or from another machine."""
    config = current_app.config
    is_open = config["MODE"] == "development" and not config["MAIL_URL"]
    if not is_open or remote_address not in LOOPBACK:
        raise NotFound(_("There is nothing at this address, or it is not public."))
    return Files(folder(config))


def mail_for_developer(remote_address: str | None, name: str) -> EmailMessage:
    """One of them by its file name."""
    mails = mails_for_developer(remote_address)
    mail = mails.read(name) if FILE_NAME.fullmatch(name) else None
    if mail is None:
        raise NotFound(_("There is nothing at this address, or it is not public."))
    return mail
