"""Whether the record is sealed as promised; refuses to seal or to repair anything."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from forum.core.clock import now
from forum.core.db import db
from forum.ledger import extension
from forum.ledger.models import LedgerUnsealed
from forum.ledger.refusal import SealingRefused

LATEST = timedelta(minutes=5)  # that an entry may lie without a number before we say so


def problems() -> list[str]:
    """What keeps the record from being sealed, in words for an operator; empty when nothing."""
    try:
        standing_problem = refusal()
        oldest = db.session.scalar(select(func.min(LedgerUnsealed.since)))
    except SQLAlchemyError as error:
        db.session.rollback()
        return [f"record: {type(error).__name__}"]
    if standing_problem:
        return [f"record: not signed. {standing_problem}"]
    if oldest and oldest < now() - LATEST:
        return [
            "record: entries have lain unsealed for five minutes. Is a worker running? If so, "
            "`flask --app wsgi log seal` says what is wrong."
        ]
    return []


def refusal() -> str | None:
    """Why the record as it is must not be signed, or None."""
    if _refused() is None:
        return None
    db.session.rollback()  # while we looked, a sealer may have gone on beyond what we saw
    return _refused()


def _refused() -> str | None:
    try:
        extension.check()
    except SealingRefused as refused:
        return str(refused)
    return None
