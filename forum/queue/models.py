"""The tables of the fair queue: lanes, entries, grants, services; refuses rules and cases.

A case is known by its number alone, without a foreign key upward.
"""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from forum.accounts.models import User
from forum.core.db import Model, UTCDateTime


class Lane(Model):
    """A queue of its own. Its row is locked by whoever changes the order in it."""

    __tablename__ = "queue_lanes"

    slug: Mapped[str] = mapped_column(String(40), primary_key=True)
    name_de: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80))
    position: Mapped[int] = mapped_column(default=0)


class QueueEntry(Model):
    """Where one case stands. `effective_at` is what lanes are sorted by; without it nobody waits.

    A claimed case keeps its `effective_at`, but nobody else can take it and nobody counts it.
    """

    __tablename__ = "queue_entries"
    __table_args__ = (
        Index("ix_queue_entries_order", "lane", "effective_at", "number"),
        # Who stands ahead although they came later: only those with a head start can. With all
        # that a ticket counts them by, so that the rows themselves are not read.
        Index(
            "ix_queue_entries_ahead",
            "lane",
            "waiting_since",
            "effective_at",
            "head_start",
            "reasons",
            "claimed_by_id",
            "number",
            sqlite_where=text("head_start > 0"),
            postgresql_where=text("head_start > 0"),
        ),
        Index(
            "ix_queue_entries_claims",
            "lane",
            "claimed_until",
            sqlite_where=text("claimed_until IS NOT NULL"),
            postgresql_where=text("claimed_until IS NOT NULL"),
        ),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    lane: Mapped[str] = mapped_column(String(40))
    facts: Mapped[dict] = mapped_column(JSON)  # all that a rule may see, by the closed list
    joined_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # the line, the last time
    waiting_since: Mapped[datetime | None] = mapped_column(UTCDateTime)  # with what it had before
    effective_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    head_start: Mapped[int] = mapped_column(default=0)  # minutes, cut at the cap
    reasons: Mapped[str] = mapped_column(String(200), default="")  # of it: `R1 R4 hand`
    claimed_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    claimed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    claimed_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    is_out_of_turn: Mapped[bool] = mapped_column(default=False)  # the claim
    overtakes: Mapped[int] = mapped_column(default=0)  # waiting cases that the claim overtook


class Bucket(Model):
    """How many unclaimed cases of a lane count as waiting since one half hour.

    A place is the sum of the buckets before one's own and a count within it: it costs a
    row for each half hour in which somebody came, and nothing for how many did.
    """

    __tablename__ = "queue_buckets"

    lane: Mapped[str] = mapped_column(String(40), primary_key=True)
    half_hour: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # since 1970
    waiting: Mapped[int] = mapped_column(default=0)


class Grant(Model):
    """One head start given to one case: by a rule of a rulebook, or by hand. Never deleted."""

    __tablename__ = "queue_grants"
    __table_args__ = (Index("ix_queue_grants_number", "number", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    rule: Mapped[str | None] = mapped_column(String(8))  # None: by hand
    rulebook: Mapped[int | None]  # the version in force when the rule gave it
    minutes: Mapped[int]
    granted_at: Mapped[datetime] = mapped_column(UTCDateTime)
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    overtakes: Mapped[int] = mapped_column(default=0)  # waiting cases it moved ahead of
    entry_id: Mapped[int]  # of the ledger, where the reason of one by hand stands


class Service(Model):
    """One time that staff acted on a waiting case: when it was taken, and whom that overtook."""

    __tablename__ = "queue_services"
    __table_args__ = (
        Index("ix_queue_services_taken", "lane", "taken_at"),
        # Who was served although they came later, counted without reading the rows themselves.
        Index("ix_queue_services_arrival", "lane", "waiting_since", "taken_at", "number"),
        Index("ix_queue_services_number", "number", "id"),
        Index(
            "ix_queue_services_out_of_turn",
            "lane",
            "taken_at",
            sqlite_where=text("is_out_of_turn = 1"),  # as SQLAlchemy asks for it there
            postgresql_where=text("is_out_of_turn"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    lane: Mapped[str] = mapped_column(String(40))
    joined_at: Mapped[datetime] = mapped_column(UTCDateTime)
    waiting_since: Mapped[datetime] = mapped_column(UTCDateTime)
    effective_at: Mapped[datetime] = mapped_column(UTCDateTime)
    head_start: Mapped[int]  # minutes
    reasons: Mapped[str] = mapped_column(String(200))
    taken_at: Mapped[datetime] = mapped_column(UTCDateTime)  # claimed, or served without a claim
    served_at: Mapped[datetime] = mapped_column(UTCDateTime)
    is_out_of_turn: Mapped[bool]
    overtakes: Mapped[int]  # waiting cases that stood before it when it was taken
    entry_id: Mapped[int]  # of the ledger
