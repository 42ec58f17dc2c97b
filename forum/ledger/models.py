"""The record's two tables: entries that never change, and the erasable texts they commit to."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import UTCDateTime, db


class LedgerEntry(db.Model):
    """One decision. The database refuses UPDATE and DELETE (triggers, see the migration)."""

    __tablename__ = "ledger_entries"
    __table_args__ = (
        Index("ix_ledger_entries_subject", "subject", "id"),
        Index("ix_ledger_entries_kind", "kind", "id"),
        Index("ix_ledger_entries_kind_at", "kind", "at", "id"),
        Index("ix_ledger_entries_role_at", "actor_role", "at", "id"),
        Index("ix_ledger_entries_kind_role_at", "kind", "actor_role", "at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    subject: Mapped[int | None]  # a case's public number; no foreign key: entries outlive cases
    actor_role: Mapped[str] = mapped_column(String(20))
    actor: Mapped[str] = mapped_column(String(20))  # public pseudonym, or the role alone
    canonical: Mapped[str]  # the whole entry as canonical JSON (RFC 8785): what will be sealed


class LedgerMark(db.Model):
    """What an entry is found by beside kind and role: its rule, its person; see marks.py."""

    __tablename__ = "ledger_marks"

    mark: Mapped[str] = mapped_column(String(160), primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime, primary_key=True)
    entry_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class LedgerRun(db.Model):
    """Entries from `first` to `last`, numbers without a gap, all of one month (in UTC)."""

    __tablename__ = "ledger_runs"

    month: Mapped[str] = mapped_column(String(7), primary_key=True)  # 2026-11
    first: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class LedgerText(db.Model):
    """A free text an entry commits to, with its salt; erasing it leaves the entry verifiable."""

    __tablename__ = "ledger_texts"

    entry_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    text: Mapped[str]
    salt: Mapped[str] = mapped_column(String(64))  # 256 bits, hexadecimal
