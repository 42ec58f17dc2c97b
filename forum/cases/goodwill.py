"""What a case and its author have to do with goodwill, for pages; refuses writes."""

from dataclasses import dataclass

from sqlalchemy import select

from forum.accounts.readers import Reader
from forum.cases.models import Case
from forum.cases.states import OPEN
from forum.core.clock import now
from forum.core.db import db
from forum.precedents import queries, rules
from forum.precedents.models import Precedent, PrecedentClaim

OWN_CASES = 10  # of somebody's open cases, those offered as buttons


@dataclass(frozen=True)
class ClaimLine:
    """One claim as pages show it, and whether its decision came or comes late.

    Of a claim in a case that is not public, neither the case nor what its author said is shown.
    """

    claim: PrecedentClaim
    is_late: bool
    is_public: bool


@dataclass(frozen=True)
class GoodwillCard:
    """What was granted in a case, what is claimed in it, and what its author can claim."""

    granted: list[Precedent]
    claimed: list[ClaimLine]
    offers: list[Precedent]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.granted or self.claimed or self.offers)


def goodwill_card(case: Case, viewer: Reader) -> GoodwillCard:
    """The card of one case; at most three offers, and only for the author of an open one."""
    found = queries.in_case(case.number)
    is_author = viewer.is_authenticated and viewer.id == case.author_id
    may_claim = is_author and case.visibility == "public" and case.status in OPEN
    offers = []
    if may_claim and viewer.is_authenticated and not viewer.is_suspended:
        today = rules.day_of(now())
        offers = queries.claimable(case.category.slug, today=today, case_number=case.number)
    return GoodwillCard(found.granted, lines_of(found.claimed), offers)


def lines_of(claims: list[PrecedentClaim]) -> list[ClaimLine]:
    """Claims with what the promised time says about each."""
    at, public = now(), _public_among({one.case_number for one in claims})
    return [ClaimLine(one, rules.is_late(one, at), one.case_number in public) for one in claims]


def _public_among(numbers: set[int]) -> set[int]:
    if not numbers:
        return set()
    wanted = select(Case.number).where(Case.number.in_(numbers), Case.visibility == "public")
    return set(db.session.scalars(wanted))


def cases_to_claim_in(user: Reader, precedent: Precedent) -> list[Case]:
    """The latest open public cases of somebody in which they can claim this precedent."""
    if not user.is_authenticated:
        return []
    where = (
        Case.author_id == user.id,
        Case.visibility == "public",
        Case.status.in_(OPEN),
        Case.number != precedent.case_number,
    )
    wanted = select(Case).where(*where).order_by(Case.number.desc()).limit(OWN_CASES)
    own = list(db.session.scalars(wanted))
    if not own:
        return []
    claimed = queries.cases_with_claim(precedent, [one.number for one in own])
    return [one for one in own if one.number not in claimed]
