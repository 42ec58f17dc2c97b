"""What each person was told, and of what they want no mail; refuses to decide who is told."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Model, UTCDateTime


class Notification(Model):
    """One piece of news for one person, shown on their account page."""

    __tablename__ = "notifications"
    __table_args__ = (Index("ix_notifications_user", "user_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(40))
    values: Mapped[dict] = mapped_column(JSON)  # what its words need; never private text
    path: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class MailChoice(Model):
    """Of what a person wants no mail: a case (`/cases/12`) or a sort (`sort:answers`).

    News on their page still come. Where no row is, mails are sent.
    """

    __tablename__ = "mail_choices"
    __table_args__ = (UniqueConstraint("user_id", "about"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    about: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
