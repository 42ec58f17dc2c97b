"""The tables of the private part; no other room imports them. Refuses rules."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import User
from forum.core.db import Model, UTCDateTime


class AnnexMessage(Model):
    """One message; of one that has vanished only who wrote it and when is left."""

    __tablename__ = "annex_messages"
    __table_args__ = (Index("ix_annex_messages_case", "case_number", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_number: Mapped[int] = mapped_column(ForeignKey("cases.number"))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    author_role: Mapped[str] = mapped_column(String(20))  # the role in which it was written
    body: Mapped[str]
    html: Mapped[str]
    renderer: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    vanishes: Mapped[bool] = mapped_column(default=False)  # removed when the case closes
    vanished_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    author: Mapped[User] = relationship(lazy="raise_on_sql")


class AnnexFile(Model):
    """A file that came with a message; `media_type` is what its content is, whatever its name."""

    __tablename__ = "annex_files"
    __table_args__ = (
        Index("ix_annex_files_message", "message_id", "id"),
        Index("ix_annex_files_case", "case_number", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("annex_messages.id"))
    case_number: Mapped[int] = mapped_column(ForeignKey("cases.number"))
    name: Mapped[str] = mapped_column(String(120))
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]  # bytes
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True, deferred_raiseload=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class AnnexRequest(Model):
    """Staff asked for data: what, says the message. Open until the author has answered."""

    __tablename__ = "annex_requests"
    __table_args__ = (Index("ix_annex_requests_case", "case_number", "answered_at"),)

    message_id: Mapped[int] = mapped_column(ForeignKey("annex_messages.id"), primary_key=True)
    case_number: Mapped[int] = mapped_column(ForeignKey("cases.number"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class AnnexReading(Model):
    """Somebody other than the author opened the private part, or one file of it."""

    __tablename__ = "annex_readings"
    __table_args__ = (Index("ix_annex_readings_case", "case_number", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_number: Mapped[int] = mapped_column(ForeignKey("cases.number"))
    reader_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    reader_role: Mapped[str] = mapped_column(String(20))  # the role in which it was read
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    file_id: Mapped[int | None]  # no key: the file may have vanished since

    reader: Mapped[User] = relationship(lazy="raise_on_sql")
