"""What the front page shows: how things stand, who waits longest, what is new."""

from dataclasses import dataclass, replace

from forum.cases import queries
from forum.cases.cards import Card, card_of, cards_of
from forum.cases.case_page import standing_and_service
from forum.cases.models import Case
from forum.cases.place_words import PlaceCard, card_of_standing
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
    """Gathered in as many statements, however much there is."""
    counts = queries.counts_by_status()
    waiting = queries.case_list(Filters(order="waiting"), limit=1).items
    newest = queries.case_list(Filters(), limit=NEWEST).items
    return FrontPage(
        counts=[(status, counts[status]) for status in STATUSES if status in counts],
        longest=_with_place(waiting[0]) if waiting else None,
        newest=cards_of(newest),
    )


def _with_place(case: Case) -> Card:
    """The ticket with its place in the queue."""
    standing, _served = standing_and_service(case)
    return replace(card_of(case), queue=card_of_standing(standing) if standing else PlaceCard())
