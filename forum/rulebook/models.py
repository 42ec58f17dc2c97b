"""Rulebooks as rows: drafts that may change, published ones that the database keeps as they are."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import User
from forum.core.db import Model, UTCDateTime


class RulebookRow(Model):
    """A draft, a proposal or a published rulebook; the first came with the forum, from nobody."""

    __tablename__ = "rulebooks"
    __table_args__ = (Index("ix_rulebooks_state", "state", "updated_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int | None] = mapped_column(unique=True)  # of a published one
    state: Mapped[str] = mapped_column(String(10))  # draft, proposed, published
    content: Mapped[str]  # canonical JSON, see content.py
    fingerprint: Mapped[str] = mapped_column(String(64))
    based_on: Mapped[int | None]  # the version that was in force when the draft began
    note: Mapped[str] = mapped_column(default="")  # in public: what changes and why
    proposer_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime)
    valid_from: Mapped[datetime | None] = mapped_column(UTCDateTime)

    proposer: Mapped[User | None] = relationship(foreign_keys=[proposer_id], lazy="joined")
    approver: Mapped[User | None] = relationship(foreign_keys=[approver_id], lazy="joined")

    @property
    def in_force_since(self) -> datetime:
        """When it was published, of a published one."""
        assert self.valid_from is not None
        return self.valid_from
