"""Erases free texts that entries commit to, with their salt; the entries stay byte for byte."""

from collections.abc import Callable, Collection

from sqlalchemy import select

from forum.core import purge
from forum.core.db import db
from forum.ledger.models import LedgerEntry, LedgerText


def erase_texts(subjects: Collection[int], is_meant: Callable[[str], bool]) -> int:
    """Erase what is meant among the texts of the entries about these cases; returns how many.

    Without text and salt nobody can find out what an entry commits to, not even by guessing.
    """
    entries = select(LedgerEntry.id).where(LedgerEntry.subject.in_(subjects))
    texts = db.session.scalars(select(LedgerText).where(LedgerText.entry_id.in_(entries)))
    meant = [one for one in texts if is_meant(one.text)]
    for one in meant:
        db.session.delete(one)
    if meant:
        purge.forget([LedgerText])
    return len(meant)
