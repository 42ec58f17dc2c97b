"""Hashes and checks passwords with argon2id; refuses to touch the database.

Hashing takes some twenty milliseconds on purpose. On SQLite a writer keeps all others waiting, so
routes call these functions before their transaction writes anything.
"""

import base64
import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

# OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, two passes, one lane.
TIME_COST = 2  # passes
MEMORY_COST = 19_456  # KiB


def hash_password(password: str) -> str:
    """The argon2id hash of `password`, with its parameters and salt in it."""
    return _hasher().hash(_same_however_typed(password))


def is_right(password: str, password_hash: str | None) -> bool:
    """Whether `password` fits the hash; without one (nobody there) False, after equal work."""
    try:
        return _hasher().verify(
            password_hash or _nobodys_hash(*_costs()), _same_however_typed(password)
        )
    except (VerificationError, InvalidHashError):
        return False


def better_hash(password: str, password_hash: str) -> str | None:
    """A hash with today's parameters of a password that was right, None if it has them."""
    if not _hasher().check_needs_rehash(password_hash):
        return None
    return hash_password(password)


def _hasher() -> PasswordHasher:
    return _hasher_with(*_costs())


def _costs() -> tuple[int, int]:
    """The settings may say otherwise; only tests go below what OWASP asks for."""
    config = current_app.config
    return (
        config.get("ARGON2_TIME_COST", TIME_COST),
        config.get("ARGON2_MEMORY_COST", MEMORY_COST),
    )


@cache
def _hasher_with(time_cost: int, memory_cost: int) -> PasswordHasher:
    return PasswordHasher(time_cost=time_cost, memory_cost=memory_cost, parallelism=1)


@cache
def _nobodys_hash(time_cost: int, memory_cost: int) -> str:
    """Random bytes in the shape of a hash: as much work to check as any, and nothing fits it."""
    salt, digest = (
        base64.b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (16, 32)
    )
    return f"$argon2id$v=19$m={memory_cost},t={time_cost},p=1${salt}${digest}"


def _same_however_typed(password: str) -> bytes:
    """Keyboards write an umlaut as one character or as two; both are the same password."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
