"""What somebody typed, kept when a request could not be served: nothing typed is lost."""

import hashlib
import secrets
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import JSON, String, delete, select
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.datastructures import MultiDict

from forum.core.clock import now
from forum.core.db import Model, UTCDateTime, db, rows_changed_by
from forum.core.passages import changed
from forum.core.text import clean_line

COOKIE = "draft"
KEPT_FOR = timedelta(days=2)
LIMIT = 60_000  # characters in all; more than any form of ours takes
_NEVER_KEPT = {"csrf_token", "once", "password", "new_password", "submit", "back"}


class KeptDraft(Model):
    """The fields of one form; only the browser with the token in its cookie gets them back."""

    __tablename__ = "kept_drafts"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    path: Mapped[str]
    fields: Mapped[dict] = mapped_column(JSON)
    owner: Mapped[str] = mapped_column(String(64), default="")  # hash of a session's key, or none
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)


def keep(path: str, form: Mapping[str, list[str]], owner: str | None = None) -> str | None:
    """Keep the fields of a form sent to `path`; returns the cookie's token, or None.

    `owner` is the key of the session in which it was typed: by its hash it is found again when
    whoever it belongs to is forgotten.
    """
    fields = {name: values for name, values in form.items() if name not in _NEVER_KEPT}
    size = sum(len(value) for values in fields.values() for value in values)
    if not size or size > LIMIT:
        return None
    token = secrets.token_urlsafe(32)
    row = KeptDraft(token_hash=_hash(token), path=clean_line(path), fields=fields, created_at=now())
    row.owner = _hash(owner) if owner else ""
    db.session.add(row)
    return token


def kept(token: str | None, path: str) -> MultiDict | None:
    """The fields kept for the form at `path` under this cookie, or None."""
    if not token:
        return None
    row = db.session.get(KeptDraft, _hash(token))
    if row is None or row.path != path or row.created_at < now() - KEPT_FOR:
        return None
    return MultiDict(row.fields)


def forget(token: str | None, path: str | None = None) -> bool:
    """Drop the draft under this cookie, or only if it is of the form at `path`; whether it was."""
    if not token:
        return False
    wanted = delete(KeptDraft).where(KeptDraft.token_hash == _hash(token))
    if path is not None:
        wanted = wanted.where(KeptDraft.path == clean_line(path))
    return rows_changed_by(wanted) > 0


def rewrite(change: Callable[[str], str], is_meant: Callable[[str, dict], bool]) -> None:
    """Let `change` have every text of the drafts whose path and fields are meant."""
    for row in db.session.scalars(select(KeptDraft)):
        if is_meant(row.path, row.fields) and (fields := changed(row.fields, change)) != row.fields:
            row.fields = fields


def forget_of(owners: Collection[str], values: Collection[str]) -> None:
    """Drop the drafts of these owners (hashes), and those with one of `values` for a field."""
    for row in db.session.scalars(select(KeptDraft)):
        typed = {value for typed in row.fields.values() for value in typed}
        if row.owner in owners or typed & set(values):
            db.session.delete(row)


def forget_old() -> None:
    """Drop drafts that nobody came back for; called by the worker now and then."""
    db.session.execute(delete(KeptDraft).where(KeptDraft.created_at < now() - KEPT_FOR))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
