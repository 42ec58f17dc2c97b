"""How often a network may try; refuses to know what it tries."""

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(
    get_remote_address,
    default_limits=[],
    in_memory_fallback_enabled=True,  # with Redis away, limits go on in each process's memory
    headers_enabled=True,
)


def start(app: Flask) -> None:
    """Count in Redis when there is one, else in each process."""
    app.config.setdefault("RATELIMIT_STORAGE_URI", app.config["REDIS_URL"] or "memory://")
    limiter.init_app(app)
