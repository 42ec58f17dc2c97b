"""The headline figures as a file of the public record, so that outsiders can compare theirs."""

from forum.fairness import queries
from forum.fairness.values import ALL_LANES


def figures() -> dict:
    """Of every month and lane as they are stored, and from how many entries they were counted."""
    lanes = sorted({lane for month in queries.months() for lane in queries.lanes_of(month)})
    items = [
        {"month": one.month, "lane": lane, "headline": one.headline.as_dict()}
        for lane in (ALL_LANES, *lanes)
        for one in queries.series(lane)
    ]
    items.sort(key=lambda one: (one["month"], one["lane"]))
    return {"size": queries.counted_size(), "items": items}
