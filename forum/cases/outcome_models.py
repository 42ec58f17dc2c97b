"""What the author of a case is asked at its end, and the ratings they gave; refuses rules."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Model, UTCDateTime


class Ask(Model):
    """ "Did this solve your problem?": asked once per solution, answered once.

    The key stands in a mail alone; here is its hash. It opens exactly this question.
    """

    __tablename__ = "asks"
    __table_args__ = (Index("ix_asks_case", "case_number", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    case_number: Mapped[int] = mapped_column(ForeignKey("cases.number"))
    position: Mapped[int]  # of the post that staff marked as the solution
    person_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    answer: Mapped[str | None] = mapped_column(String(12))  # solved not_solved withdrawn
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Rating(Model):
    """One rating of a case by its author; the last one counts, those before it stay."""

    __tablename__ = "ratings"
    __table_args__ = (
        Index("ix_ratings_case", "case_number", "id"),
        CheckConstraint("score BETWEEN 1 AND 5", name="is_between_one_and_five"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_number: Mapped[int] = mapped_column(ForeignKey("cases.number"))
    score: Mapped[int]
    sentence: Mapped[str]  # plain text; empty where only the number was given, or once it is gone
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    solved_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # since when it was solved then
    entry_id: Mapped[int]  # of the ledger
    is_taken_out: Mapped[bool] = mapped_column(default=False)  # its sentence, by a moderator
