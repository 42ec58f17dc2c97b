"""Help articles, the cases they answer, whom they helped, and self-service; refuses rules."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Model, UTCDateTime


class Article(Model):
    """A public answer to a question that comes again; rendered once, when written."""

    __tablename__ = "articles"
    __table_args__ = (Index("ix_articles_public", "is_public", "category", "number"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(150))
    category: Mapped[str] = mapped_column(String(40))  # its slug; no foreign key upward
    language: Mapped[str] = mapped_column(String(2))
    body: Mapped[str]
    html: Mapped[str]
    renderer: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    is_public: Mapped[bool] = mapped_column(default=True)  # False: withdrawn
    made_from: Mapped[int | None]  # the number of a case
    published_at: Mapped[datetime] = mapped_column(UTCDateTime)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    helped_count: Mapped[int] = mapped_column(default=0)


class ArticleVersion(Model):
    """What an article says or said, since when, and by whose hand."""

    __tablename__ = "article_versions"

    article_number: Mapped[int] = mapped_column(ForeignKey("articles.number"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str] = mapped_column(String(150))
    body: Mapped[str]
    written_at: Mapped[datetime] = mapped_column(UTCDateTime)
    by: Mapped[str] = mapped_column(String(20))  # role and public pseudonym, never a name


class ArticleCase(Model):
    """That an article answers a case: the one it was made from, and others like it."""

    __tablename__ = "article_cases"
    __table_args__ = (Index("ix_article_cases_case", "case_number", "article_number"),)

    article_number: Mapped[int] = mapped_column(ForeignKey("articles.number"), primary_key=True)
    case_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    linked_at: Mapped[datetime] = mapped_column(UTCDateTime)


class ArticleHelped(Model):
    """ "This solved it": a case that was not needed, counted once for a person or a browser."""

    __tablename__ = "article_helped"
    __table_args__ = (
        UniqueConstraint("article_number", "user_id"),
        UniqueConstraint("article_number", "browser"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    article_number: Mapped[int] = mapped_column(ForeignKey("articles.number"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    browser: Mapped[str | None] = mapped_column(String(64))  # a hash of what its session holds
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class SelfService(Model):
    """Something that needs no complaint: a page of the company or of this forum does it."""

    __tablename__ = "self_services"
    __table_args__ = (Index("ix_self_services_order", "position", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    category: Mapped[str] = mapped_column(String(40))  # a slug, or "" for every category
    title_de: Mapped[str] = mapped_column(String(80))
    title_en: Mapped[str] = mapped_column(String(80))
    words_de: Mapped[str] = mapped_column(String(500))
    words_en: Mapped[str] = mapped_column(String(500))
    url: Mapped[str] = mapped_column(String(500))
    position: Mapped[int] = mapped_column(default=0)
    is_offered: Mapped[bool] = mapped_column(default=True)


class SelfServiceClicks(Model):
    """How often one self-service was gone to on one day; nobody is told apart."""

    __tablename__ = "self_service_clicks"

    self_service_id: Mapped[int] = mapped_column(ForeignKey("self_services.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    clicks: Mapped[int] = mapped_column(default=0)
