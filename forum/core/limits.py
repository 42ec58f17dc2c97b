"""Counts how often somebody does a thing; refuses to know what, and how often is too often."""

import hashlib
import ipaddress
import time
from math import ceil

from flask import Flask, current_app, g, request, session
from flask_limiter import Limiter, RequestLimit
from limits import parse

KEPT_FORMS = "20 per hour"  # of one network; each may hold sixty thousand characters


def network() -> str:
    """The client's network: its address, of IPv6 the /64 that one household has."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return request.remote_addr or "unknown"
    if address.version == 6 and address.ipv4_mapped:
        address = address.ipv4_mapped  # a server that listens on both sees IPv4 in this dress
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, 64), strict=False))


def sign_in() -> str | None:
    """Who is signed in, by what their signed cookie says, hashed: it is a key."""
    key = session.get("_user_id")
    return hashlib.sha256(key.encode()).hexdigest() if key else None


def note_wait(limit: RequestLimit) -> None:
    """Leave for the answer how many seconds it is until the next try; it must not raise here.

    Of several limits that are reached the longest wait is the true one.
    """
    g.wait = max(g.get("wait", 1), ceil(limit.reset_at - time.time()))


limiter = Limiter(
    network,
    default_limits=[],
    in_memory_fallback_enabled=True,  # with Redis away, limits go on in each process's memory
    fail_on_first_breach=False,
    on_breach=note_wait,
)


def are_on() -> bool:
    """Whether anything is limited here; `LIMITS=0` turns all of it off."""
    return current_app.config["RATELIMIT_ENABLED"]


def may_keep_a_form() -> bool:
    """Whether what this network typed may still be kept for it; counts this time."""
    if not are_on():
        return True
    try:
        return limiter.limiter.hit(parse(KEPT_FORMS), "kept forms", network())
    except Exception:  # Redis is away: what somebody typed is worth more than the count
        return True


def start(app: Flask) -> None:
    """Count in Redis when there is one, else in each process."""
    app.config.setdefault("RATELIMIT_STORAGE_URI", app.config["REDIS_URL"] or "memory://")
    limiter.init_app(app)
