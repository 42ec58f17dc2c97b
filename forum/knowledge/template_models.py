"""Answer templates, all their versions, and where each was used; refuses rules.

A case is known here by its number alone.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import User
from forum.core.db import Model, UTCDateTime


class AnswerTemplate(Model):
    """An answer that is needed again and again, as it is now; its text stands in its versions."""

    __tablename__ = "answer_templates"
    __table_args__ = (Index("ix_answer_templates_title", "title_key", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(150))
    title_key: Mapped[str] = mapped_column(String(300))  # folded, for the order of lists
    words: Mapped[str]  # title and text, folded, for the search
    category: Mapped[str | None] = mapped_column(String(40))  # a slug; None fits everywhere
    language: Mapped[str] = mapped_column(String(2))
    version: Mapped[int]
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    retired_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # offered no more


class TemplateVersion(Model):
    """What a template said from a moment on; never changed, so that an answer stays traceable."""

    __tablename__ = "template_versions"

    template_id: Mapped[int] = mapped_column(ForeignKey("answer_templates.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str] = mapped_column(String(150))
    text: Mapped[str]
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    by: Mapped[User | None] = relationship(lazy="raise_on_sql")


class TemplateUse(Model):
    """One published answer that came from a version; `confirmed_at` by the author's word alone."""

    __tablename__ = "template_uses"
    __table_args__ = (
        UniqueConstraint("case_number", "position"),
        Index("ix_template_uses_version", "template_id", "version", "case_number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    template_id: Mapped[int] = mapped_column(ForeignKey("answer_templates.id"))
    version: Mapped[int]
    case_number: Mapped[int]  # no foreign key upward
    position: Mapped[int]  # of the post in its case
    used_at: Mapped[datetime] = mapped_column(UTCDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
