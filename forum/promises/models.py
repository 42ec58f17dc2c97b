"""The tables of promises: what was promised when, and each case's deadlines; refuses rules."""

from datetime import datetime, timedelta

from sqlalchemy import BigInteger, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.db import Model, UTCDateTime
from forum.promises.calendar import calendar_of
from forum.promises.rules import Clock

MICROSECOND = timedelta(microseconds=1)


class PromisedTime(Model):
    """One version of what a category promises; a change is a further row, for ever readable."""

    __tablename__ = "promised_times"
    __table_args__ = (Index("ix_promised_times_category", "category", "matter", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    category: Mapped[str] = mapped_column(String(40))  # its slug
    matter: Mapped[str] = mapped_column(String(10))  # answer solution
    minutes: Mapped[int | None]  # None: from then on nothing is promised
    calendar: Mapped[str] = mapped_column(String(400))
    valid_from: Mapped[datetime] = mapped_column(UTCDateTime)
    changed_by: Mapped[str] = mapped_column(String(20), default="")  # public pseudonym


class Deadline(Model):
    """A promise given to one case, as it was given; see forum/promises/rules.py for its course."""

    __tablename__ = "deadlines"
    __table_args__ = (
        UniqueConstraint("case_number", "matter"),
        Index("ix_deadlines_due", "state", "due_at"),
        Index("ix_deadlines_warn", "warn_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_number: Mapped[int]
    matter: Mapped[str] = mapped_column(String(10))
    minutes: Mapped[int]
    calendar: Mapped[str] = mapped_column(String(400))
    given_at: Mapped[datetime] = mapped_column(UTCDateTime)
    state: Mapped[str] = mapped_column(String(10))  # running paused kept broken void
    running_since: Mapped[datetime | None] = mapped_column(UTCDateTime)
    left_microseconds: Mapped[int] = mapped_column(BigInteger)  # as the waiting clock counts
    due_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    warn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # None: warned, or it stands
    warned_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    @property
    def clock(self) -> Clock:
        """The row as the pure rules take it."""
        return Clock(
            matter=self.matter,
            minutes=self.minutes,
            calendar=calendar_of(self.calendar),
            given_at=self.given_at,
            left=timedelta(microseconds=self.left_microseconds),
            state=self.state,
            running_since=self.running_since,
            due_at=self.due_at,
            ended_at=self.ended_at,
        )

    def take(self, clock: Clock) -> None:
        """Hold what the rules made of it; who was warned once is not warned again."""
        self.state, self.running_since = clock.state, clock.running_since
        self.left_microseconds = clock.left // MICROSECOND
        self.due_at, self.ended_at = clock.due_at, clock.ended_at
        self.warn_at = None if self.warned_at else clock.warn_at
