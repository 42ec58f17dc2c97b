"""What the front page shows: how things stand, who waits longest, what is new."""

from dataclasses import dataclass

from forum.cases import queries
from forum.cases.cards import Card, cards_of
from forum.cases.queries import Filters
from forum.cases.states import STATUSES

NEWEST = 8


@dataclass(frozen=True)
class FrontPage:
    """Counts by status (those that occur), the longest waiting case, the newest cases."""

    counts: list[tuple[str, int]]
    longest: Card | None
    newest: list[Card]


def front_page() -> FrontPage:
    """Gathered in three statements."""
    counts = queries.counts_by_status()
    waiting = queries.case_list(Filters(order="waiting"), limit=1).items
    newest = queries.case_list(Filters(), limit=NEWEST).items
    return FrontPage(
        counts=[(status, counts[status]) for status in STATUSES if status in counts],
        longest=cards_of(waiting)[0] if waiting else None,
        newest=cards_of(newest),
    )
