"""How often signing in, signing up and resetting may be tried; refuses to judge who tries."""

from flask import Response, request

from forum.accounts.keys import hash_of
from forum.accounts.rules import same_email
from forum.core.limits import limiter, network

BY_NETWORK = "100 per 15 minutes"  # a school or an office behind one address
GUESSES_BY_ADDRESS = "10 per 15 minutes"  # wrong passwords for one account, from anywhere
MAILS_BY_ADDRESS = "5 per hour"  # nobody's mailbox is filled from here


def address() -> str:
    """The e-mail address that was typed, hashed: a counter needs no readable one."""
    return hash_of(same_email(request.form.get("email", "")[:500]))


def was_wrong(response: Response) -> bool:
    """Only failures count, so that nobody is kept out by signing in often."""
    return response.status_code == 422


def by_network(view):
    """Limit a route's posts by network."""
    return limiter.limit(BY_NETWORK, key_func=network, methods=["POST"])(view)


def guesses_by_address(view):
    """Limit wrong passwords for one address."""
    limit = limiter.limit(
        GUESSES_BY_ADDRESS,
        key_func=address,
        methods=["POST"],
        deduct_when=was_wrong,
    )
    return limit(view)


def mails_by_address(view):
    """Limit what a route sends to one address."""
    limit = limiter.limit(MAILS_BY_ADDRESS, key_func=address, methods=["POST"])
    return limit(view)
