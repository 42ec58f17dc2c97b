"""Random keys that people carry (cookies, links, tokens); only their hashes are ever stored."""

import hashlib
import secrets


def new_key() -> str:
    """256 random bits, fit for an address or a cookie."""
    return secrets.token_urlsafe(32)


def hash_of(key: str) -> str:
    """What the database keeps. The key is random, so that one fast hash is enough."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
