"""When a case may be served, as a range that the recent past gives; promises nothing."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from forum.core.db import db
from forum.queue.models import Service

LOOKED_AT = 200  # of the latest services in the lane
FEWEST = 20  # below this the past says too little for an honest range
QUICK, SLOW = 0.1, 0.9  # of all stretches of the past, one in ten was quicker, one in ten slower


@dataclass(frozen=True)
class Expected:
    """Between `quick` and `slow` from now, as long as nobody with a head start comes before."""

    quick: timedelta
    slow: timedelta


def expected(lane: str, place: int) -> Expected | None:
    """How long it took lately until as many were served as stand up to `place`; None: too few."""
    latest = select(Service.taken_at).where(Service.lane == lane)
    rows = db.session.scalars(latest.order_by(Service.taken_at.desc()).limit(LOOKED_AT))
    return range_of([at.timestamp() for at in rows][::-1], place)


def range_of(taken_at: list[float], place: int) -> Expected | None:
    """The middle eighty hundredths of how long `place` services in a row took; pure.

    `taken_at` in seconds, ascending. Farther places than half of what is known are scaled up.
    """
    if len(taken_at) < FEWEST:
        return None
    steps = min(place, len(taken_at) // 2)
    pairs = zip(taken_at, taken_at[steps:], strict=False)
    lasted = sorted(later - earlier for earlier, later in pairs)
    scale = place / steps
    quick, slow = (lasted[int(share * (len(lasted) - 1))] * scale for share in (QUICK, SLOW))
    return Expected(timedelta(seconds=quick), timedelta(seconds=slow))
