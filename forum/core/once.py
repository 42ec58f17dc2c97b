"""A request sent twice has one result: remembers what the first one answered."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.clock import now
from forum.core.db import UTCDateTime, db, is_postgresql

KEPT_FOR = timedelta(days=2)  # longer than any browser or client keeps retrying


class OnceResult(db.Model):
    """The answer given to one key; `scope` is who asked, so that keys of others tell nothing."""

    __tablename__ = "once_results"

    scope: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(default="")
    status: Mapped[int] = mapped_column(default=0)
    answer: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)


def claim(key: str, *, scope: str, fingerprint: str = "") -> OnceResult | None:
    """Take `key` for this transaction: None if it is new, else what its first use answered.

    The insert is the lock: a second request with the same key waits for the first to commit.
    """
    values = {"scope": scope, "key": key[:200], "fingerprint": fingerprint, "created_at": now()}
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    statement = insert(OnceResult).values(status=0, answer="", **values).on_conflict_do_nothing()
    # Not rowcount: on PostgreSQL it is -1 for an insert of this kind, whatever happened.
    if db.session.scalar(statement.returning(OnceResult.key)) is not None:
        return None
    return _find(key, scope)


def remember(key: str, *, scope: str, answer: str, status: int = 303) -> None:
    """Keep what was answered, in the transaction that did the work."""
    found = _find(key, scope)
    found.status, found.answer = status, answer


def forget_old() -> None:
    """Drop keys that nobody will send again; called by the worker now and then."""
    db.session.execute(delete(OnceResult).where(OnceResult.created_at < now() - KEPT_FOR))


def _find(key: str, scope: str) -> OnceResult:
    where = (OnceResult.scope == scope, OnceResult.key == key[:200])
    return db.session.scalars(select(OnceResult).where(*where)).one()
