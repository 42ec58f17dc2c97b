"""The door to mails that were written as files: open on a developer's own machine alone."""

import re
from email.message import EmailMessage
from urllib.parse import urlsplit

from flask import Request, current_app

from forum.core.errors import NotFound
from forum.core.i18n import _
from forum.notifications.transport import Files, folder

LOOPBACK = ("127.0.0.1", "::1")
OWN_NAMES = (*LOOPBACK, "localhost")
OF_PROXIES = ("Forwarded", "Via", "X-Real-Ip")  # and all that begin with X-Forwarded-
FILE_NAME = re.compile(r"[0-9A-Za-z-]{1,80}\.eml")


def mails_for_developer(request: Request) -> Files:
    """The written mails; NotFound in production, with MAIL_URL, or from another machine."""
    config = current_app.config
    is_open = config["MODE"] == "development" and not config["MAIL_URL"]
    if not is_open or not _is_from_this_machine(request):
        raise NotFound(_("There is nothing at this address, or it is not public."))
    return Files(folder(config))


def mail_for_developer(request: Request, name: str) -> EmailMessage:
    """One of them by its file name."""
    mails = mails_for_developer(request)
    mail = mails.read(name) if FILE_NAME.fullmatch(name) else None
    if mail is None:
        raise NotFound(_("There is nothing at this address, or it is not public."))
    return mail


def _is_from_this_machine(request: Request) -> bool:
    """A proxy on this machine asks for others; a page elsewhere may call this machine its own."""
    names = [name for name, _value in request.headers]
    is_passed_on = any(one in OF_PROXIES or one.startswith("X-Forwarded-") for one in names)
    asked = urlsplit(f"//{request.host}").hostname
    return request.remote_addr in LOOPBACK and asked in OWN_NAMES and not is_passed_on
