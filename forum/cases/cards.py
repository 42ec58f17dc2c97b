"""A case as the ticket and as a row of a list: plain values for the shared parts of the pages."""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from forum.cases import promise_words, promises, words
from forum.cases.models import Case
from forum.cases.place_words import PlaceCard
from forum.core.clock import now
from forum.promises.rules import Clock


@dataclass(frozen=True)
class Card:
    """What the ticket and a list show of a case; `reasons` are sentences, one for each."""

    number: int
    title: str
    url: str
    language: str
    status: str
    is_confirmed: bool
    turn: str
    category_name: str
    waiting_since: datetime | None
    affected_count: int
    reply_count: int
    is_late: bool
    promises: tuple[Clock, ...] = ()  # read for the page of one case alone
    reasons: tuple[str, ...] = ()
    queue: PlaceCard = PlaceCard()

    @property
    def promise_lines(self) -> list[promise_words.PromiseLine]:
        """The promises in words; a list has no use for them."""
        return promise_words.promise_lines(self.promises, self.status, now())


def card_of(case: Case, clocks: tuple[Clock, ...] = ()) -> Card:
    """The card of a case that came with its category, with its promised times where wanted."""
    return Card(
        promises=clocks,
        number=case.number,
        title=case.title,
        url=url_for("cases.show", number=case.number),
        language=case.language,
        status=case.status,
        is_confirmed=is_confirmed(case),
        turn=case.turn,
        category_name=words.category_name(case.category),
        waiting_since=case.waiting_since,
        affected_count=case.affected_count,
        reply_count=max(0, case.post_count - 1),
        is_late=is_late(case),
        reasons=tuple(filter(None, (words.solved_sentence(case), words.next_word(case)))),
    )


def cards_of(cases: list[Case]) -> list[Card]:
    """The cards of a list, in its order."""
    return [card_of(case) for case in cases]


def is_confirmed(case: Case) -> bool:
    """Whether "solved" is more than the word of staff alone."""
    return bool(case.confirmed_by) or case.solved_by == "import"


def is_late(case: Case) -> bool:
    """Whether a promise of its category was broken while the case is open."""
    return promises.is_late(case, now())
