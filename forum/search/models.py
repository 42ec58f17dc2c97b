"""The searchable copy of each document and the words of all; refuses links to other rooms."""

from datetime import datetime

from sqlalchemy import JSON, Index, Text
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR
from sqlalchemy.orm import Mapped, deferred, mapped_column

from forum.core.db import Model, UTCDateTime


class SearchDocument(Model):
    """One document as it is searched. `vector` is filled on PostgreSQL alone, NULL on SQLite.

    `key` is its call number (documents.py): an article has one below zero.
    """

    __tablename__ = "search_documents"
    __table_args__ = (Index("ix_search_documents_vector", "vector", postgresql_using="gin"),)

    key: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str]
    text: Mapped[str]
    solution: Mapped[str]
    language: Mapped[str]
    status: Mapped[str]
    category: Mapped[str]
    opened_at: Mapped[datetime] = mapped_column(UTCDateTime)
    has_solution: Mapped[bool]
    length: Mapped[int]  # words, for the ranking
    digest: Mapped[str]  # of everything above: tells whether an index holds this very version
    vector: Mapped[str | None] = deferred(mapped_column(TSVECTOR().with_variant(Text(), "sqlite")))


class SearchWord(Model):
    """A word that some document holds, for "did you mean"; used on PostgreSQL alone.

    `near` holds the word without umlauts, and this with each of its letters left out: two words
    are at most one slip apart if these lists meet. Whoosh keeps its own list of words.
    """

    __tablename__ = "search_words"
    __table_args__ = (Index("ix_search_words_near", "near", postgresql_using="gin"),)

    word: Mapped[str] = mapped_column(primary_key=True)
    near: Mapped[list[str]] = mapped_column(ARRAY(Text()).with_variant(JSON(), "sqlite"))
