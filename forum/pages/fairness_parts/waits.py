"""How long people waited, beside how long it would have been first come, first served; pure."""

from bisect import bisect_right

from forum.core.i18n import _, _p
from forum.pages.charts import bars
from forum.pages.fairness_parts.part import Part, Picture, Table, bar_swatch, counted
from forum.pages.fairness_parts.words import NOTHING, count, length

HOUR, DAY = 3600, 86400
# Where one stretch of the picture ends and the next begins, in seconds.
BOUNDS = (HOUR, 4 * HOUR, 12 * HOUR, DAY, 2 * DAY, 4 * DAY, 7 * DAY)


def stretches() -> list[str]:
    """The name of each stretch between the bounds."""
    hours = [(0, 1), (1, 4), (4, 12), (12, 24)]
    days = [(1, 2), (2, 4), (4, 7)]
    named = [_p("stretch", "up to %(end)s h", end=1)]
    named += [_p("stretch", "%(begin)s–%(end)s h", begin=a, end=b) for a, b in hours[1:]]
    named += [_p("stretch", "%(begin)s–%(end)s days", begin=a, end=b) for a, b in days]
    return [*named, _p("stretch", "over %(begin)s days", begin=7)]


def in_stretches(waits: list[int]) -> list[int]:
    """How many of these waits (seconds) lie in each stretch; the end of one belongs to it."""
    found = [0] * (len(BOUNDS) + 1)
    for one in waits:
        found[bisect_right(BOUNDS, one - 1)] += 1
    return found
