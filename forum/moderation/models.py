"""What people reported; posts held back are marked on the post itself. Refuses rules."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import User
from forum.cases.models import Post
from forum.core.db import Model, UTCDateTime


class Report(Model):
    """ "This post breaks a rule", by one person about one post."""

    __tablename__ = "reports"
    __table_args__ = (
        UniqueConstraint("post_id", "reporter_id"),
        Index("ix_reports_open", "decided_at", "created_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    # Somebody without an account has perhaps an address, and a secret to ask with: see `key_hash`.
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    contact: Mapped[str | None] = mapped_column(String(254))
    language: Mapped[str | None] = mapped_column(String(2))
    key_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    reason: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(default="")  # never public
    passage: Mapped[str | None]  # what its own author wants to have taken out
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    decision: Mapped[str | None] = mapped_column(String(10))  # kept hidden moved redacted
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    post: Mapped[Post] = relationship(lazy="raise_on_sql")
    reporter: Mapped[User | None] = relationship(lazy="raise_on_sql", foreign_keys=[reporter_id])
    decided_by: Mapped[User | None] = relationship(
        lazy="raise_on_sql", foreign_keys=[decided_by_id]
    )


class Take(Model):
    """Who is looking at what waits, so that two do not look at the same; it ends by itself."""

    __tablename__ = "moderation_takes"

    sort: Mapped[str] = mapped_column(String(10), primary_key=True)  # post appeal
    item_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    moderator_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    until: Mapped[datetime] = mapped_column(UTCDateTime)
