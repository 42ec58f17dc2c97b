"""What the pages of precedents show: texts, counts, claims, and where the reader can claim."""

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from forum.accounts.readers import Reader
from forum.cases.goodwill import ClaimLine, cases_to_claim_in, lines_of
from forum.cases.models import Case
from forum.cases.words import category_names
from forum.core.clock import now
from forum.core.paging import Page
from forum.core.text import clean_line
from forum.precedents import queries, rules
from forum.precedents.models import Precedent
from forum.precedents.queries import Sought

MOST_LETTERS = 200  # of a question


@dataclass(frozen=True)
class Row:
    """One precedent in a list; `refusal` says why nobody can claim it, None where they can."""

    precedent: Precedent
    category: str
    refusal: str | None


@dataclass(frozen=True)
class PrecedentPage:
    """One precedent, a page of its claims, and the reader's own cases to claim it in."""

    row: Row
    claims: list[ClaimLine]
    next: str | None
    own_cases: list[Case]


def sought_in(arguments: MultiDict) -> Sought:
    """What the address asks for; what it does not know narrows nothing."""
    today = rules.day_of(now())
    return Sought(
        words=clean_line(arguments.get("q"))[:MOST_LETTERS],
        category=clean_line(arguments.get("category"))[:40] or None,
        valid_on=today if arguments.get("valid") else None,
    )


def list_page(sought: Sought, cursor: str | None) -> tuple[list[Row], str | None]:
    """A page of the list, and the cursor of the next one."""
    found: Page[Precedent] = queries.precedents_list(sought, cursor)
    return rows_of(found.items), found.next


def rows_of(precedents: list[Precedent]) -> list[Row]:
    """Precedents as a list shows them."""
    names, today = category_names(), rules.day_of(now())
    return [
        Row(one, names.get(one.category, ""), rules.why_not_claim(one, today=today))
        for one in precedents
    ]


def precedent_page(precedent: Precedent, viewer: Reader, cursor: str | None) -> PrecedentPage:
    """One precedent for one reader."""
    (row,) = rows_of([precedent])
    claims = queries.claims_of(precedent, cursor)
    may_claim = row.refusal is None and viewer.is_authenticated and not viewer.is_suspended
    own = cases_to_claim_in(viewer, precedent) if may_claim else []
    return PrecedentPage(row, lines_of(claims.items), claims.next, own)
