"""How an entry becomes bytes: canonical JSON and salted commitments; pure, no database."""

import hashlib
import re
import secrets
from datetime import UTC, datetime

import rfc8785

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_WORD = re.compile(r"[A-Za-z0-9_.:+-]{1,64}")
_SALT_BYTES = 32


def commitment(text: str, salt: str) -> str:
    """`SHA-256(salt ‖ text)` in hexadecimal; the salt is 32 bytes, given in hexadecimal."""
    return hashlib.sha256(bytes.fromhex(salt) + text.encode()).hexdigest()


def fresh_salt() -> str:
    """256 random bits in hexadecimal."""
    return secrets.token_hex(_SALT_BYTES)


def canonical(entry: dict) -> str:
    """The entry as canonical JSON (RFC 8785), the form that is published and sealed."""
    return rfc8785.dumps(entry).decode()


def moment(at: datetime) -> str:
    """A moment as the record writes it: UTC, microseconds, `Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def check_plain(fields: dict) -> None:
    """Raise ValueError unless every field is a number, a flag, a code word or a list of those.

    Free text can only enter as a commitment: so no name and no title gets into the record by slip.
    """
    for name, value in fields.items():
        values = value if isinstance(value, list) else [value]
        if not _NAME.fullmatch(name) or not all(_is_plain(each) for each in values):
            raise ValueError(f"the record takes no such field: {name}")


def _is_plain(value) -> bool:
    if value is None or isinstance(value, bool | int):
        return True
    return isinstance(value, str) and _WORD.fullmatch(value) is not None
