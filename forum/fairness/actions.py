"""Verbs of the figures: count the whole record, and store what was counted; refuses to commit.

Counting only reads and can take a while; storing writes the rows that changed. Whoever calls both
gives each its own transaction, so that nobody waits for a lock while it is being counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import perf_counter

from sqlalchemy import select
from sqlalchemy.orm import undefer

from forum.core.clock import now
from forum.core.db import db
from forum.fairness.compact import packed
from forum.fairness.models import ONE, FairnessCount, FairnessReport
from forum.fairness.past import Past
from forum.fairness.reports import Counted
from forum.fairness.stored import content_text, headline_text
from forum.fairness.values import Report
from forum.ledger import tiles
from forum.rulebook.queries import published_rulebooks

PAUSE = timedelta(minutes=10)  # between two counts at least; the page says how old they are
REST = 20  # times as long as it took: counting never takes more than a twentieth of a processor


@dataclass(frozen=True)
class Renewal:
    """What was counted from the first `size` entries of the record."""

    size: int
    at: datetime
    milliseconds: int
    rows: list[tuple[Report, int, bytes]]  # each with how many services there are, and those


def is_due(at: datetime) -> bool:
    """Whether there is something new to count, and the last count is long enough ago."""
    last = db.session.get(FairnessCount, ONE)
    if last is None:
        return tiles.signed_size() > 0
    rest = max(PAUSE, REST * timedelta(milliseconds=last.milliseconds))
    return at >= last.at + rest and tiles.signed_size() > last.size


def count() -> Renewal:
    """Count all figures from the sealed entries and the published rulebooks; changes nothing."""
    began, at, size = perf_counter(), now(), tiles.signed_size()
    past = Past({one.version: one for one in published_rulebooks() if one.version is not None})
    past.take(entry for _seq, entry in tiles.sealed_entries(until_size=size))
    counted = Counted(past)
    rows = list(_rows(counted, size, at))
    return Renewal(size, at, round(1000 * (perf_counter() - began)), rows)


def store(renewal: Renewal) -> int:
    """Store what was counted; returns how many rows that changed. An older count changes none."""
    last = db.session.get(FairnessCount, ONE, with_for_update=True)
    if last is not None and last.size > renewal.size:
        return 0
    if last is None:
        last = FairnessCount(id=ONE)
        db.session.add(last)
    last.size, last.at, last.milliseconds = renewal.size, renewal.at, renewal.milliseconds
    everything = (undefer(FairnessReport.content), undefer(FairnessReport.served))
    stored = {
        (row.month, row.lane): row
        for row in db.session.scalars(select(FairnessReport).options(*everything))
    }
    changed = 0
    for report, services, served in renewal.rows:
        row = stored.pop((report.month, report.lane), None)
        changed += _store(row, report, services, served)
    for row in stored.values():  # of a record that this one has taken the place of
        db.session.delete(row)
    db.session.flush()
    return changed + len(stored)


def _rows(counted: Counted, size: int, at: datetime) -> Iterator[tuple[Report, int, bytes]]:
    for report in counted.reports(size=size, at=at):
        services = counted.services_in(report.month, report.lane)
        yield report, len(services), packed(one.spell for one in services)


def _store(row: FairnessReport | None, report: Report, services: int, served: bytes) -> bool:
    told = {
        "headline": headline_text(report.headline),
        "content": content_text(report),
        "services": services,
        "served": served,
    }
    if row is None:
        db.session.add(FairnessReport(month=report.month, lane=report.lane, **told))
        return True
    if all(getattr(row, name) == value for name, value in told.items()):
        return False
    for name, value in told.items():
        setattr(row, name, value)
    return True
