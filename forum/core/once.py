"""A request sent twice has one result: remembers what the first one answered."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.clock import now
from forum.core.db import Model, UTCDateTime, db, is_postgresql
from forum.core.passages import changed

KEPT_FOR = timedelta(days=2)  # longer than any browser or client keeps retrying


class OnceResult(Model):
    """The answer given to one key; `scope` is who asked, so that keys of others tell nothing."""

    __tablename__ = "once_results"

    scope: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(default="")
    status: Mapped[int] = mapped_column(default=0)
    answer: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)


def scope_of(user) -> str:
    """Under which scope the send-once keys of this person's forms are kept."""
    return f"user {user.id}"


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


def rewrite(change: Callable[[str], str], holding: str) -> None:
    """Let `change` have every text in every kept answer that has `holding` in it; keys stay used.

    An answer is a plain text, or JSON that holds the whole body of a former answer as text.
    """
    where = OnceResult.answer.contains(holding, autoescape=True)
    for row in db.session.scalars(select(OnceResult).where(where)):
        answer = _changed(row.answer, change)
        if answer != row.answer:
            row.answer = answer


def forget_of(scope: str) -> None:
    """Drop all keys of somebody who sends none any more, also those of scopes that begin so."""
    further = OnceResult.scope.startswith(f"{scope} ", autoescape=True)
    db.session.execute(delete(OnceResult).where(or_(OnceResult.scope == scope, further)))


def _changed(answer: str, change: Callable[[str], str]) -> str:
    try:
        kept = json.loads(answer)
    except ValueError:
        return change(answer)
    if not isinstance(kept, dict | list):
        return change(answer)
    after = changed(kept, lambda text: _changed(text, change))
    return answer if after == kept else json.dumps(after)


def _find(key: str, scope: str) -> OnceResult:
    where = (OnceResult.scope == scope, OnceResult.key == key[:200])
    return db.session.scalars(select(OnceResult).where(*where)).one()
