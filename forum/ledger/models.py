"""The record's tables: entries that never change, the erasable texts they commit to, the seal."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.clock import now
from forum.core.db import Model, UTCDateTime


class LedgerEntry(Model):
    """One decision. The database refuses UPDATE and DELETE (triggers, see the migration)."""

    __tablename__ = "ledger_entries"
    __table_args__ = (
        Index("ix_ledger_entries_subject", "subject", "id"),
        Index("ix_ledger_entries_kind", "kind", "id"),
        Index("ix_ledger_entries_at_id", "at", "id"),
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


class LedgerMark(Model):
    """What an entry is found by beside kind and role: its rule, its person; see marks.py."""

    __tablename__ = "ledger_marks"

    mark: Mapped[str] = mapped_column(String(160), primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime, primary_key=True)
    entry_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class LedgerRun(Model):
    """Entries from `first` to `last`, numbers without a gap, all of one month (in UTC)."""

    __tablename__ = "ledger_runs"
    __table_args__ = (Index("ix_ledger_runs_last", "last"),)

    month: Mapped[str] = mapped_column(String(7), primary_key=True)  # 2026-11
    first: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class LedgerText(Model):
    """A free text an entry commits to, with its salt; erasing it leaves the entry verifiable."""

    __tablename__ = "ledger_texts"

    entry_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    text: Mapped[str]
    salt: Mapped[str] = mapped_column(String(64))  # 256 bits, hexadecimal


class LedgerUnsealed(Model):
    """An entry that has no number yet; written beside the entry, removed by the sealer."""

    __tablename__ = "ledger_unsealed"

    entry_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    # An imported decision is old the moment it comes; none where it was there before numbers were.
    since: Mapped[datetime | None] = mapped_column(UTCDateTime, default=now)


class LedgerSeal(Model):
    """The number of an entry: 1, 2, 3 … without a gap; leaf `seq − 1`. Never changed."""

    __tablename__ = "ledger_seals"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entry_id: Mapped[int] = mapped_column(unique=True)


class LedgerTile(Model):
    """Up to 256 hashes of the tree, as C2SP's tlog-tiles cut it; it only ever grows at its end."""

    __tablename__ = "ledger_tiles"

    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hashes: Mapped[bytes] = mapped_column(LargeBinary)  # 32 bytes each


class LedgerCheckpoint(Model):
    """A signed root over the first `size` entries. Never changed."""

    __tablename__ = "ledger_checkpoints"

    size: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    root: Mapped[str] = mapped_column(String(64))  # hexadecimal
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    note: Mapped[str]  # the signed note as it is published


class LedgerKey(Model):
    """A public key of the log, and for which sizes it signs; the secret one is never here."""

    __tablename__ = "ledger_keys"

    vkey: Mapped[str] = mapped_column(String(400), primary_key=True)
    from_size: Mapped[int]
    until_size: Mapped[int | None]  # the last size it signed, once another key followed
