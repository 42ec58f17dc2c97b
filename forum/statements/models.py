"""Statements of reasons and the objections to them; refuses rules."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import User
from forum.core.db import Model, UTCDateTime


class Statement(Model):
    """What was decided about something of somebody's, and why (Art. 17, Reg. (EU) 2022/2065).

    One for each decision, written in its transaction, beside its one entry in the record.
    """

    __tablename__ = "statements"
    __table_args__ = (
        Index("ix_statements_person", "person_id", "id"),
        Index("ix_statements_post", "case_number", "position", "id"),
        Index("ix_statements_at", "at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(unique=True)  # of the ledger
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    measure: Mapped[str] = mapped_column(String(20))
    ground: Mapped[str] = mapped_column(String(20))
    sentence: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    case_number: Mapped[int | None]  # no foreign key upward
    position: Mapped[int | None]  # of the post; None: the case or the account as a whole
    until: Mapped[datetime | None] = mapped_column(UTCDateTime)  # None: without an end
    # Who decided; None: a published rule did, by itself.
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    prompted_by: Mapped[str] = mapped_column(
        String(10)
    )  # own report held appeal rule author repeats
    since: Mapped[datetime | None] = mapped_column(UTCDateTime)  # when the matter was handed in
    appeal_by: Mapped[datetime] = mapped_column(UTCDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    person: Mapped[User | None] = relationship(lazy="raise_on_sql", foreign_keys=[person_id])
    by: Mapped[User | None] = relationship(lazy="raise_on_sql", foreign_keys=[by_id])


class Appeal(Model):
    """The objection of whom a decision concerns; decided by somebody who did not make it."""

    __tablename__ = "appeals"
    __table_args__ = (Index("ix_appeals_open", "decided_at", "created_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("statements.id"), unique=True)
    text: Mapped[str]  # for moderators alone
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    outcome: Mapped[str | None] = mapped_column(String(10))  # upheld rejected
    sentence: Mapped[str] = mapped_column(default="")  # public
    entry_id: Mapped[int | None]

    statement: Mapped[Statement] = relationship(lazy="raise_on_sql")
    decided_by: Mapped[User | None] = relationship(
        lazy="raise_on_sql", foreign_keys=[decided_by_id]
    )
