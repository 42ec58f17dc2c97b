"""The tables of goodwill: what was granted once, and who claims the same; refuses rules and cases.

A case is known by its number alone, without a foreign key upward.
"""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import User
from forum.core.db import Model, UTCDateTime
from forum.core.text import TITLE_LIMIT


class Precedent(Model):
    """Something granted beyond the contract. Its public number is `P-` and the id.

    `terms` are the conditions under which anybody else may have it or, where it is not repeatable,
    why it cannot be repeated. Claims, grants and refusals are counted where lists need them.
    """

    __tablename__ = "precedents"
    __table_args__ = (
        UniqueConstraint("case_number", "position"),  # one record of one post
        Index("ix_precedents_category", "category", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_number: Mapped[int]  # where it was granted
    position: Mapped[int | None]  # of the post that told the customer
    category: Mapped[str] = mapped_column(String(40))  # its slug when it was granted
    language: Mapped[str] = mapped_column(String(2))
    what: Mapped[str] = mapped_column(String(TITLE_LIMIT))
    why: Mapped[str]
    is_repeatable: Mapped[bool]
    terms: Mapped[str]
    words: Mapped[str]  # the texts as the search compares them
    valid_until: Mapped[date | None] = mapped_column(Date)  # the last day, in the house's time
    granted_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    granted_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    ended_because: Mapped[str | None]
    claims: Mapped[int] = mapped_column(default=0)
    grants: Mapped[int] = mapped_column(default=0)
    refusals: Mapped[int] = mapped_column(default=0)


class PrecedentClaim(Model):
    """ "I am in the same position", said once in one case about one precedent."""

    __tablename__ = "precedent_claims"
    __table_args__ = (
        UniqueConstraint("precedent_id", "case_number"),
        Index("ix_precedent_claims_case", "case_number", "id"),
        Index("ix_precedent_claims_open", "decided_at", "id"),
        Index("ix_precedent_claims_precedent", "precedent_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    precedent_id: Mapped[int] = mapped_column(ForeignKey(Precedent.id))
    case_number: Mapped[int]
    claimant_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))  # None: has left
    said: Mapped[str] = mapped_column(default="")
    claimed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    due_at: Mapped[datetime] = mapped_column(UTCDateTime)  # by when a decision was promised
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    outcome: Mapped[str | None] = mapped_column(String(10))  # granted refused
    reason: Mapped[str] = mapped_column(default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    position: Mapped[int | None]  # of the post in the claimant's case that says so

    precedent: Mapped[Precedent] = relationship(lazy="raise_on_sql")
