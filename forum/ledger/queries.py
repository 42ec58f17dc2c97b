"""Reads of the public record; refuses to change it."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select

from forum.core.db import db
from forum.core.paging import Page, decode_cursor, page_of
from forum.ledger.models import LedgerEntry, LedgerSeal, LedgerText, LedgerUnsealed


@dataclass(frozen=True)
class Entry:
    """One entry as a reader sees it; `texts` holds the free texts that have not been erased."""

    id: int
    kind: str
    at: datetime
    subject: int | None
    actor_role: str
    actor: str
    fields: dict
    texts: dict[str, str]
    canonical: str
    seq: int | None = None  # its number in the sealed record; none as long as it has none


def entries_about(
    subject: int, *, since: datetime | None = None, before: datetime | None = None
) -> list[Entry]:
    """Everything that was decided about one case, oldest first: its timeline, or a part of it."""
    where = [LedgerEntry.subject == subject]
    if since:
        where.append(LedgerEntry.at >= since)
    if before:
        where.append(LedgerEntry.at < before)
    return _complete(_numbered().where(*where).order_by(LedgerEntry.id))


def entries_after(cursor: str | None, *, kinds: Collection[str] = (), limit: int = 50) -> Page:
    """The record, newest first, paged by key; `kinds` narrows it to some sorts of decisions."""
    statement = _numbered().order_by(LedgerEntry.id.desc()).limit(limit + 1)
    key = decode_cursor(cursor, int)
    if key:
        statement = statement.where(LedgerEntry.id < key[0])
    if kinds:
        statement = statement.where(LedgerEntry.kind.in_(kinds))
    return page_of(_complete(statement), limit, lambda entry: [entry.id])


def entries_since(seq: int, *, limit: int = 100) -> list[Entry]:
    """The record by number, from the entry after `seq`; at the very end what has none yet."""
    numbered = _numbered(is_outer=False).where(LedgerSeal.seq > seq).order_by(LedgerSeal.seq)
    found = _complete(numbered.limit(limit))
    if len(found) == limit:
        return found
    waiting = select(LedgerUnsealed.entry_id)
    unnumbered = _numbered().where(LedgerEntry.id.in_(waiting), LedgerSeal.seq.is_(None))
    return found + _complete(unnumbered.order_by(LedgerEntry.id).limit(limit - len(found)))


def entries_of(entry_ids: Collection[int]) -> list[Entry]:
    """The entries with these ids, in the same order."""
    if not entry_ids:
        return []
    found = {one.id: one for one in _complete(_numbered().where(LedgerEntry.id.in_(entry_ids)))}
    return [found[entry_id] for entry_id in entry_ids if entry_id in found]


def plain_entries(*, page: int = 1000) -> Iterator[Entry]:
    """The whole record oldest first, without its free texts, read in steps."""
    last = 0
    while True:
        where = LedgerEntry.id > last
        columns = list(LedgerEntry.__table__.columns)
        rows = db.session.execute(select(*columns).where(where).order_by(columns[0]).limit(page))
        found = rows.mappings().all()
        if not found:
            return
        last = found[-1]["id"]
        for row in found:
            yield Entry(**row, fields=json.loads(row["canonical"])["fields"], texts={})


def moment_of(entry_id: int) -> datetime:
    """When an entry was made."""
    return db.session.scalars(select(LedgerEntry.at).where(LedgerEntry.id == entry_id)).one()


def fields_of(entry_id: int) -> dict:
    """The plain fields of one entry; KeyError when there is none."""
    entry = db.session.get(LedgerEntry, entry_id)
    if entry is None:
        raise KeyError(entry_id)
    return json.loads(entry.canonical)["fields"]


def texts_of(entry_ids: list[int]) -> dict[int, dict[str, str]]:
    """The free texts of these entries that have not been erased, by entry and name."""
    texts: dict[int, dict[str, str]] = defaultdict(dict)
    if entry_ids:
        where = LedgerText.entry_id.in_(entry_ids)
        for text in db.session.scalars(select(LedgerText).where(where)):
            texts[text.entry_id][text.name] = text.text
    return texts


def _numbered(*, is_outer: bool = True) -> Select:
    """Entries with their numbers, in one statement."""
    same = LedgerSeal.entry_id == LedgerEntry.id
    return select(LedgerEntry, LedgerSeal.seq).join(LedgerSeal, same, isouter=is_outer)


def _complete(statement: Select) -> list[Entry]:
    rows = db.session.execute(statement).all()
    texts = texts_of([row.id for row, _ in rows])
    return [
        Entry(
            id=row.id,
            kind=row.kind,
            at=row.at,
            subject=row.subject,
            actor_role=row.actor_role,
            actor=row.actor,
            fields=json.loads(row.canonical)["fields"],
            texts=texts[row.id],
            canonical=row.canonical,
            seq=seq,
        )
        for row, seq in rows
    ]
