"""Pure decisions about goodwill: who can still claim it, and whether a decision came late.

Values in, an answer with its reason out; refuses Flask and the database.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from forum.core.house_time import HOUSE_TIME
from forum.core.i18n import _
from forum.precedents.words import day_words

SAID_LIMIT = 300  # characters of what a claimant may add; more belongs in a post
LONGEST_YEARS = 10  # for which anything is promised to everybody


@dataclass(frozen=True)
class Terms:
    """What staff say about something they grant, as it becomes public."""

    what: str
    why: str
    is_repeatable: bool
    terms: str
    valid_until: date | None = None


class Offer(Protocol):
    """What of something granted decides whether it can still be claimed."""

    case_number: int  # where it was granted
    is_repeatable: bool
    valid_until: date | None
    ended_at: datetime | None


class Claimed(Protocol):
    """When a decision about a claim was promised, and when it came."""

    due_at: datetime
    decided_at: datetime | None


def day_of(moment: datetime) -> date:
    """The day of a moment in the house's time."""
    return moment.astimezone(HOUSE_TIME).date()


def is_valid(offer: Offer, today: date) -> bool:
    """Whether anybody can claim it on this day; the last day counts."""
    return why_not_claim(offer, today=today) is None


def why_not_claim(offer: Offer, *, today: date, case_number: int | None = None) -> str | None:
    """The sentence why nobody can claim it, or not in this very case; None where they can."""
    if offer.ended_at is not None:
        return _("This offer has been ended; the reason stands beside it.")
    if not offer.is_repeatable:
        return _("This was granted once and cannot be repeated; why stands beside it.")
    if offer.valid_until and offer.valid_until < today:
        return _("This could be claimed until %(day)s.", day=day_words(offer.valid_until))
    if case_number == offer.case_number:
        return _("It was granted in this very case; there is nothing left to claim.")
    return None


def is_late(claim: Claimed, at: datetime) -> bool:
    """Whether the decision came, or still has not come, after it was promised; so for ever."""
    return (claim.decided_at or at) > claim.due_at


def why_not_until(day: date | None, *, today: date) -> str | None:
    """The sentence why an offer cannot be valid until this day, or None."""
    if day is None:
        return _("Say until which day everybody can claim it.")
    if day < today:
        return _("This day is over already.")
    if day.year > today.year + LONGEST_YEARS:
        return _("At most %(years)s years ahead.", years=LONGEST_YEARS)
    return None


def searchable(*texts: str) -> str:
    """Texts as the search compares them."""
    return "\n".join(texts).casefold()
