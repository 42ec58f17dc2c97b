"""What is known already about a case that somebody writes: articles, then cases; no writes."""

from dataclasses import dataclass, field

from forum.cases import queries
from forum.cases.cards import Card, cards_of
from forum.core.excerpt import excerpt
from forum.core.markdown import plain_text
from forum.knowledge import article_queries, self_help_queries, suggestions
from forum.knowledge.models import SelfService
from forum.search.documents import ARTICLE, CASE

ARTICLES, CASES = 3, 5  # shown at once
TITLE_READ, BODY_READ = 200, 1_000  # characters of what is being written
BEGINNING = 160  # characters of an article


@dataclass(frozen=True)
class KnownArticle:
    """A help article in the list of what may be the answer."""

    number: int
    title: str
    language: str
    beginning: str
    helped_count: int


@dataclass(frozen=True)
class Known:
    """The articles and the cases about the same thing, best first."""

    articles: list[KnownArticle] = field(default_factory=list)
    cases: list[Card] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.articles or self.cases)


NOTHING = Known()


def known_about(title: str, body: str) -> Known:
    """What is public about the same thing; read in the language it is written in."""
    ranked = suggestions.suggest(title[:TITLE_READ], body[:BODY_READ])
    numbers = [one.number for one in ranked if one.kind == ARTICLE][:ARTICLES]
    articles = article_queries.articles_numbered(numbers)
    # Some more are asked for: one that was hidden a moment ago is left out.
    likely = [one.number for one in ranked if one.kind == CASE][: 2 * CASES]
    cases = queries.cases_numbered(likely)[:CASES]
    return Known([_article(one) for one in articles], cards_of(cases))


def self_service_for(category: str, title: str, body: str) -> list[SelfService]:
    """What needs no complaint, for this category or with these words."""
    text = f"{title[:TITLE_READ]}\n{body[:BODY_READ]}"
    return self_help_queries.offered_for(category=category, text=text)


def _article(row) -> KnownArticle:
    beginning = excerpt(plain_text(row.html), BEGINNING)
    return KnownArticle(row.number, row.title, row.language, beginning, row.helped_count)
