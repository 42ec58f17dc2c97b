"""The table of what was counted: a row for each month and lane, written by the worker alone."""

from datetime import datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, deferred, mapped_column

from forum.core.db import Model, UTCDateTime

ONE = 1  # the only row of FairnessCount


class FairnessReport(Model):
    """A report as JSON, and its services in a compact form, to be served again in another order."""

    __tablename__ = "fairness_reports"

    month: Mapped[str] = mapped_column(String(7), primary_key=True)  # 2026-11, UTC
    lane: Mapped[str] = mapped_column(String(40), primary_key=True)  # empty: all lanes together
    headline: Mapped[str]
    content: Mapped[str] = deferred(mapped_column(nullable=False))
    services: Mapped[int]  # how many are in `served`
    # See forum/fairness/compact.py.
    served: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))


class FairnessCount(Model):
    """When it was counted last, and how long that took: one row."""

    __tablename__ = "fairness_counts"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    size: Mapped[int]  # how many sealed entries were counted
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    milliseconds: Mapped[int]
