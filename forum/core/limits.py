"""How often somebody may do a thing; refuses to know what it does."""

import hashlib
import ipaddress
import time
from collections.abc import Callable
from math import ceil

from flask import Flask, g, request, session
from flask_limiter import Limiter, RequestLimit
from limits import parse

# What pages take in a while: from one sign-in (or the visitors of one network), and from one
# network, behind which a school, an office or all the telephones of a provider may stand. Programs
# have a limit of their own, in api/routes.py.
LIMITS = {
    "writing": ("60 per 10 minutes", "600 per 10 minutes"),  # cases, replies, changes, reports
    "asking": ("120 per minute", "600 per minute"),  # similar things while typing, previews
}
KEPT_FORMS = parse("20 per hour")  # of one network; each may hold sixty thousand characters


def network() -> str:
    """The client's network: its address, of IPv6 the /64 that one household has."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return request.remote_addr or "unknown"
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, 64), strict=False))


def sign_in() -> str:
    """Who is signed in, by what their signed cookie says, hashed: it is a key; else the network."""
    key = session.get("_user_id")
    return hashlib.sha256(key.encode()).hexdigest() if key else network()


def note_wait(limit: RequestLimit) -> None:
    """Leave for the answer how many seconds it is until the next try; it must not raise here."""
    g.wait = max(1, ceil(limit.reset_at - time.time()))


limiter = Limiter(
    network,
    default_limits=[],
    in_memory_fallback_enabled=True,  # with Redis away, limits go on in each process's memory
    on_breach=note_wait,
)


def writing(view: Callable) -> Callable:
    """Limit a route that adds or changes texts; sending its form counts, looking at it does not."""
    return _both("writing", view, methods=["POST"])


def asking(view: Callable) -> Callable:
    """Limit a route whose answer costs work and changes nothing."""
    return _both("asking", view)


def may_keep_a_form() -> bool:
    """Whether what this network typed may still be kept for it; counts this time."""
    if not limiter.enabled:
        return True
    try:
        return limiter.limiter.hit(KEPT_FORMS, "kept forms", network())
    except Exception:  # Redis is away: what somebody typed is worth more than the count
        return True


def start(app: Flask) -> None:
    """Count in Redis when there is one, else in each process."""
    app.config.setdefault("RATELIMIT_STORAGE_URI", app.config["REDIS_URL"] or "memory://")
    limiter.init_app(app)


def _both(name: str, view: Callable, **keywords) -> Callable:
    by_sign_in, by_network = LIMITS[name]
    for limit, key in ((by_sign_in, sign_in), (by_network, network)):
        shared = limiter.shared_limit(limit, f"{name} by {key.__name__}", key_func=key, **keywords)
        view = shared(view)
    return view
