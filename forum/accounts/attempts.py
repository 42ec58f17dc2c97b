"""How often signing in, signing up and resetting may be tried; refuses to judge who tries."""

import ipaddress
import time
from math import ceil

from flask import Response, render_template, request
from flask_limiter import RequestLimit

from forum.accounts.keys import hash_of
from forum.accounts.rules import same_email
from forum.core.i18n import _n
from forum.core.limits import limiter

BY_NETWORK = "100 per 15 minutes"  # a school or an office behind one address
GUESSES_BY_ADDRESS = "10 per 15 minutes"  # wrong passwords for one account, from anywhere
MAILS_BY_ADDRESS = "5 per hour"  # nobody's mailbox is filled from here


def network() -> str:
    """The client's network: its address, of IPv6 the /64 that one household has."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return request.remote_addr or "unknown"
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, 64), strict=False))


def address() -> str:
    """The e-mail address that was typed, hashed: a counter needs no readable one."""
    return hash_of(same_email(request.form.get("email", "")[:500]))


def too_often(limit: RequestLimit) -> Response:
    """The page that says how long to wait."""
    minutes = max(1, ceil((limit.reset_at - time.time()) / 60))
    sentence = _n(
        "That was tried too often. Please wait %(num)s minute, then try again.",
        "That was tried too often. Please wait %(num)s minutes, then try again.",
        minutes,
    )
    page = render_template("errors/error.html", code=429, sentence=sentence)
    return Response(page, 429, mimetype="text/html")


def was_wrong(response: Response) -> bool:
    """Only failures count, so that nobody is kept out by signing in often."""
    return response.status_code == 422


def by_network(view):
    """Limit a route's posts by network."""
    return limiter.limit(BY_NETWORK, key_func=network, methods=["POST"], on_breach=too_often)(view)


def guesses_by_address(view):
    """Limit wrong passwords for one address."""
    limit = limiter.limit(
        GUESSES_BY_ADDRESS,
        key_func=address,
        methods=["POST"],
        on_breach=too_often,
        deduct_when=was_wrong,
    )
    return limit(view)


def mails_by_address(view):
    """Limit what a route sends to one address."""
    limit = limiter.limit(MAILS_BY_ADDRESS, key_func=address, methods=["POST"], on_breach=too_often)
    return limit(view)
