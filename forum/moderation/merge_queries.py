"""What a moderator sees before cases are merged or split; refuses writes."""

from dataclasses import dataclass
from datetime import datetime

from forum.cases import clock, merges
from forum.cases.cards import Card, card_of, cards_of
from forum.cases.models import Case
from forum.cases.queries import cases_numbered
from forum.core.clock import now
from forum.queue.places import would_overtake_by_clock
from forum.search import index

CANDIDATES = 8


@dataclass(frozen=True)
class MergePreview:
    """What a merge would change about the case that goes on."""

    into: Card
    affected: int
    affected_then: int
    waiting_since: datetime | None  # None: it does not wait for the company now
    waiting_since_then: datetime | None
    has_longer_clock: bool
    overtakes: int


def candidates(case: Case) -> list[Card]:
    """Open public cases about something alike, in which this one could go on."""
    hits = index.similar(
        case.title, "", case.language, limit=3 * CANDIDATES, exclude=(case.number,)
    )
    found = cases_numbered([hit.key for hit in hits])
    return cards_of([one for one in found if one.turn != "nobody"][:CANDIDATES])


def merge_preview(case: Case, into: Case) -> MergePreview:
    """Clock, people and place of the case that goes on, before and after."""
    at = now()
    group = merges.together([case.number, into.number])
    below = [*group.below(into.number), case.number, *group.below(case.number)]
    gain = max(clock.waited(case, at) - clock.waited(into, at), clock.MICROSECOND * 0)
    since = into.waiting_since
    then = since - gain if since else None
    passed = 0
    if gain and then:
        passed = would_overtake_by_clock(into.number, then, without=case.number)
    return MergePreview(
        into=card_of(into),
        affected=into.affected_count,
        affected_then=merges.affected_in(into, below),
        waiting_since=since,
        waiting_since_then=then,
        has_longer_clock=bool(gain),
        overtakes=passed,
    )
