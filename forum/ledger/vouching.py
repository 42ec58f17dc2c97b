"""The checkpoints at which one signing key followed another: both have signed them.

Whoever trusts an old key needs them to trust the present one; a key that was lost left none.
"""

from sqlalchemy import select

from forum.core.db import db
from forum.ledger.models import LedgerCheckpoint, LedgerKey
from forum.ledger.note import split


def rotations() -> str:
    """Their notes, oldest first, one after another; empty as long as the first key signs."""
    last_ones = select(LedgerKey.until_size).where(LedgerKey.until_size.is_not(None))
    where = LedgerCheckpoint.size.in_(last_ones)
    statement = select(LedgerCheckpoint.note).where(where).order_by(LedgerCheckpoint.size)
    return "".join(note for note in db.session.scalars(statement) if _is_signed_by_two(note))


def _is_signed_by_two(note: str) -> bool:
    return len(split(note)[1]) > 1
