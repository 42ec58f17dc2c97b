"""What people reported; posts held back are marked on the post itself. Refuses rules."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import User
from forum.cases.models import Post
from forum.core.db import UTCDateTime, db


class Report(db.Model):
    """ "This post breaks a rule", by one person about one post."""

    __tablename__ = "reports"
    __table_args__ = (
        UniqueConstraint("post_id", "reporter_id"),
        Index("ix_reports_open", "decided_at", "created_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    reporter_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    reason: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(default="")  # never public
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    decision: Mapped[str | None] = mapped_column(String(10))  # kept hidden moved
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    post: Mapped[Post] = relationship(lazy="raise_on_sql")
    reporter: Mapped[User] = relationship(lazy="raise_on_sql", foreign_keys=[reporter_id])
    decided_by: Mapped[User | None] = relationship(
        lazy="raise_on_sql", foreign_keys=[decided_by_id]
    )
