"""A search as the page shows it: hits beside the cases as they are now; refuses to rank."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from forum.cases import filters as case_filters
from forum.cases import queries
from forum.cases.cards import Card, card_of
from forum.core import fragments, i18n
from forum.core.errors import Invalid
from forum.core.i18n import _
from forum.core.text import clean_line
from forum.knowledge.article_search import articles_found
from forum.search import index
from forum.search.documents import Filters, Hit, Results

CARD_SIZE = 3_000  # bytes that one takes in memory, about


@dataclass(frozen=True)
class Finding:
    """The question, the answer of the search, and each hit with its case."""

    question: str
    results: Results | None
    pairs: list[tuple[Hit, Card]]
    next: str | None
    articles: list[Hit] = field(default_factory=list)


def find(arguments: Mapping[str, str], *, limit: int = 20) -> Finding:
    """Search by the address of the page or the API; raises Invalid for a forged filter."""
    # Longer ones are cut: a pasted text still finds something.
    question = clean_line(arguments.get("q", ""))[: index.QUESTION_LIMIT]
    filters = search_filters(arguments)
    if not question and filters == Filters():
        return Finding(question, None, [], None)
    cursor = arguments.get("cursor") or None
    results = index.search(question, filters, limit=limit, cursor=cursor)
    numbers = [hit.key for hit in results.hits]
    cards = fragments.values(("card", i18n.language()), numbers, _cards, lambda _card: CARD_SIZE)
    pairs = [(hit, cards[hit.key]) for hit in results.hits if hit.key in cards]
    articles = [] if cursor else articles_found(question, filters)
    return Finding(question, results, pairs, results.next, articles)


def _cards(numbers: list[int]) -> dict[int, Card]:
    return {case.number: card_of(case) for case in queries.cases_numbered(numbers)}


def search_filters(arguments: Mapping[str, str]) -> Filters:
    """The filters of a search from its address; raises Invalid naming the one that is wrong."""
    days = case_filters.filters_from(arguments)
    language = arguments.get("language") or None
    if language not in (None, "de", "en"):
        raise Invalid(_("The language must be German or English."), "language")
    return Filters(
        status=days.status,
        category=days.category,
        language=language,
        opened_from=days.opened_from,
        opened_to=days.opened_before,
        has_solution=True if arguments.get("has_solution") == "1" else None,
    )
