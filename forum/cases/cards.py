"""A case as the ticket and as a row of a list: plain values for the shared parts of the pages."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import url_for

from forum.cases import words
from forum.cases.models import Case
from forum.core.clock import now


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
    promise: str
    is_late: bool
    reasons: tuple[str, ...] = ()
    place: int | None = None


def card_of(case: Case) -> Card:
    """The card of a case that came with its category."""
    return Card(
        number=case.number,
        title=case.title,
        url=url_for("cases.show", number=case.number),
        language=case.language,
        status=case.status,
        is_confirmed=bool(case.confirmed_by) or case.solved_by == "import",
        turn=case.turn,
        category_name=words.category_name(case.category),
        waiting_since=case.waiting_since,
        affected_count=case.affected_count,
        reply_count=max(0, case.post_count - 1),
        promise=words.promise_words(case.category),
        is_late=is_late(case),
        reasons=tuple(filter(None, (words.solved_sentence(case), words.next_word(case)))),
    )


def cards_of(cases: list[Case]) -> list[Card]:
    """The cards of a list, in its order."""
    return [card_of(case) for case in cases]


def is_late(case: Case) -> bool:
    """Whether the promised first answer is overdue."""
    promised = case.category.first_answer_minutes
    if case.first_answer_at or not promised or case.waiting_since is None:
        return False
    return now() > case.waiting_since + timedelta(minutes=promised)
