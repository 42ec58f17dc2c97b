"""The tables of incidents: who is in one, what was answered, and into which threads it went.

Refuses rules and cases: a case is known by its number alone, without a foreign key upward.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from forum.accounts.models import User
from forum.core.db import Model, UTCDateTime


class Incident(Model):
    """One fault behind many cases, in public, with a number of its own."""

    __tablename__ = "incidents"
    __table_args__ = (
        Index("ix_incidents_open", "closed_at", "number"),
        Index("ix_incidents_category", "category", "closed_at", "number"),
    )

    number: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(150))
    text: Mapped[str]  # what is known, in plain words; may be empty
    language: Mapped[str] = mapped_column(String(2))
    category: Mapped[str] = mapped_column(String(40))  # slug: whose authors are asked to join
    status: Mapped[str] = mapped_column(String(10), default="open")  # see incidents/rules.py
    next_word_by: Mapped[datetime | None] = mapped_column(UTCDateTime)
    opened_at: Mapped[datetime] = mapped_column(UTCDateTime)
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id, ondelete="SET NULL"))
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Member(Model):
    """That a case belongs to an incident, since when and by whom; who comes back has a new row."""

    __tablename__ = "incident_members"
    __table_args__ = (
        # A case is in one open incident at most, whoever asks at the same moment.
        Index(
            "ix_incident_members_current",
            "case_number",
            unique=True,
            sqlite_where=text("is_current = 1"),
            postgresql_where=text("is_current"),
        ),
        Index("ix_incident_members_case", "case_number", "id"),
        Index("ix_incident_members_incident", "incident", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    incident: Mapped[int] = mapped_column(ForeignKey(Incident.number))
    case_number: Mapped[int]
    joined_at: Mapped[datetime] = mapped_column(UTCDateTime)
    joined_by: Mapped[str] = mapped_column(String(10))  # author staff
    left_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    left_by: Mapped[str | None] = mapped_column(String(10))  # author staff
    is_current: Mapped[bool] = mapped_column(default=True)  # not left, and the incident is open


class IncidentAnswer(Model):
    """One text for all cases of an incident, and what follows it in each of them."""

    __tablename__ = "incident_answers"
    __table_args__ = (Index("ix_incident_answers_incident", "incident", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    incident: Mapped[int] = mapped_column(ForeignKey(Incident.number))
    text: Mapped[str]
    html: Mapped[str]
    reason: Mapped[str]  # public: why cases are answered before their turn
    then: Mapped[str] = mapped_column(String(10))  # answer work solve
    next_word_by: Mapped[datetime | None] = mapped_column(UTCDateTime)
    written_at: Mapped[datetime] = mapped_column(UTCDateTime)
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id, ondelete="SET NULL"))


class Delivery(Model):
    """What became of one answer in one case; written in the transaction that answers it.

    `sending` is seen by nobody but that transaction itself.
    """

    __tablename__ = "incident_deliveries"
    __table_args__ = (Index("ix_incident_deliveries_case", "case_number", "state"),)

    answer_id: Mapped[int] = mapped_column(ForeignKey(IncidentAnswer.id), primary_key=True)
    case_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    state: Mapped[str] = mapped_column(String(10))  # sending sent skipped waiting
    why: Mapped[str | None] = mapped_column(String(20))  # not sent; see incidents/rules.py
    position: Mapped[int | None]  # of the post in the thread
    tries: Mapped[int] = mapped_column(default=0)
    again_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # when it is tried again
    at: Mapped[datetime] = mapped_column(UTCDateTime)
