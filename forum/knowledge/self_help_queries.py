"""Reads of self-service, named by what they return; refuses writes."""

from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import func, select

from forum.core.clock import now
from forum.core.db import db
from forum.knowledge.models import SelfService, SelfServiceClicks
from forum.knowledge.self_help_rules import fitting

MOST = 100  # that a forum offers; administrators choose a few, and all are looked through
DAYS = 30  # that the clicks are summed over


class Counted(NamedTuple):
    """A self-service and how often it was gone to in the last DAYS days, and ever."""

    row: SelfService
    lately: int
    ever: int


def offered_for(*, category: str, text: str) -> list[SelfService]:
    """What fits somebody who writes about this; one statement, and none for nothing written."""
    if not category and not text.strip():
        return []
    chosen = select(SelfService).where(SelfService.is_offered)
    rows = db.session.scalars(chosen.order_by(SelfService.position, SelfService.id).limit(MOST))
    return fitting(rows, category=category, text=text)


def all_with_clicks() -> list[Counted]:
    """Every self-service in order, with its clicks."""
    since = now().date() - timedelta(days=DAYS - 1)
    clicks = SelfServiceClicks.clicks
    lately = func.coalesce(func.sum(clicks).filter(SelfServiceClicks.day >= since), 0)
    ever = func.coalesce(func.sum(clicks), 0)
    found = (
        select(SelfService, lately, ever)
        .outerjoin(SelfServiceClicks, SelfServiceClicks.self_service_id == SelfService.id)
        .group_by(SelfService.id)
        .order_by(SelfService.position, SelfService.id)
        .limit(MOST)
    )
    return [Counted(row, int(some), int(all_)) for row, some, all_ in db.session.execute(found)]


def how_many() -> int:
    """How many there are, offered or not."""
    return db.session.scalars(select(func.count()).select_from(SelfService)).one()
