"""Finds entries by any combination of filters, newest first; each costs the same few statements."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, exists, or_, select, union_all

from forum.core.db import db
from forum.core.paging import Page, decode_cursor, page_of
from forum.ledger.marks import mark
from forum.ledger.models import LedgerEntry, LedgerMark
from forum.ledger.queries import entries_of


@dataclass(frozen=True)
class Wanted:
    """What entries have to be: of one of the kinds, by this role and pseudonym, of this rule …"""

    kinds: Collection[str] = ()  # none: of every kind
    role: str = ""
    actor: str = ""
    rule: str = ""
    subject: int | None = None
    since: datetime | None = None
    before: datetime | None = None


def entries_found(wanted: Wanted, cursor: str | None, *, limit: int = 50) -> Page:
    """A page of them by the moment of the decision, newest first; Invalid on a forged cursor.

    Each kind is one limb that reads no more than a page out of one index, in its order: however
    rare the combination is, nothing is read that is not wanted. One case's entries are few.
    """
    key = decode_cursor(cursor, datetime, int)
    limbs = [_limb(wanted, kind, key, limit + 1) for kind in sorted(wanted.kinds) or [""]]
    together = union_all(*(select(one.subquery()) for one in limbs)).subquery()
    statement = select(together.c.id).order_by(together.c.at.desc(), together.c.id.desc())
    ids = list(db.session.scalars(statement.limit(limit + 1)))
    return page_of(entries_of(ids), limit, lambda entry: (entry.at, entry.id))


def _limb(wanted: Wanted, kind: str, key: list | None, most: int) -> Select:
    if wanted.subject is None and (wanted.rule or wanted.actor):
        at, entry_id = LedgerMark.at, LedgerMark.entry_id
        statement = select(entry_id.label("id"), at.label("at")).where(
            LedgerMark.mark == _mark(wanted, kind)
        )
    else:
        at, entry_id = LedgerEntry.at, LedgerEntry.id
        statement = select(entry_id.label("id"), at.label("at")).where(*_columns(wanted, kind))
    if wanted.since:
        statement = statement.where(at >= wanted.since)
    if wanted.before:
        statement = statement.where(at < wanted.before)
    if key:
        # Said twice: the first half is what an index can begin at.
        statement = statement.where(at <= key[0], or_(at < key[0], entry_id < key[1]))
    return statement.order_by(at.desc(), entry_id.desc()).limit(most)


def _mark(wanted: Wanted, kind: str) -> str:
    return mark(rule=wanted.rule, actor=wanted.actor, kind=kind, role=wanted.role)


def _columns(wanted: Wanted, kind: str) -> list:
    where = [LedgerEntry.kind == kind] if kind else []
    if wanted.role:
        where.append(LedgerEntry.actor_role == wanted.role)
    if wanted.subject is not None:
        where.append(LedgerEntry.subject == wanted.subject)
        if wanted.rule or wanted.actor:
            of_this = LedgerMark.entry_id == LedgerEntry.id
            same = and_(of_this, LedgerMark.at == LedgerEntry.at)
            where.append(exists().where(same, LedgerMark.mark == _mark(wanted, kind)))
    return where
