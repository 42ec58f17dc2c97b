"""What the pages of the help show: articles with their cases; refuses writes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from forum.accounts.readers import Reader
from forum.cases import queries
from forum.cases.cards import Card, cards_of
from forum.cases.models import Category
from forum.cases.words import category_names
from forum.core.diff import word_diff
from forum.core.errors import Invalid
from forum.core.i18n import LANGUAGES, _
from forum.core.text import clean_line
from forum.knowledge import article_queries
from forum.knowledge.article_queries import Filters
from forum.knowledge.models import Article
from forum.search import index
from forum.search.documents import ARTICLE
from forum.search.documents import Filters as SearchFilters


@dataclass(frozen=True)
class ListPage:
    """Articles of one page of the list, and what it was narrowed to."""

    articles: list[Article]
    next: str | None
    question: str
    filters: Filters
    categories: list[Category]
    names: dict[str, str]


@dataclass(frozen=True)
class ArticlePage:
    """One article with the public cases it answers, the one it came from first."""

    article: Article
    category_name: str
    origin: Card | None
    others: list[Card]
    may_edit: bool
    may_thank: bool


@dataclass(frozen=True)
class Step:
    """One version: since when, by whose hand, and what it changed (None: the first)."""

    version: int
    at: datetime
    by: str
    difference: Markup | None


def filters_from(arguments: Mapping[str, str]) -> Filters:
    """What the list is narrowed to; Invalid for a language that is none."""
    language = arguments.get("language") or None
    if language not in (None, *LANGUAGES):
        raise Invalid(_("The language must be German or English."), "language")
    return Filters(category=arguments.get("category") or None, language=language)


def list_page(arguments: Mapping[str, str], filters: Filters) -> ListPage:
    """By category, or what a search finds best first; Invalid on a forged cursor."""
    question = clean_line(arguments.get("q", ""))[: index.QUESTION_LIMIT]
    cursor = arguments.get("cursor") or None
    if question:
        wanted = SearchFilters(category=filters.category, language=filters.language, shelf=ARTICLE)
        found = index.search(question, wanted, cursor=cursor)
        numbers, following = [hit.key for hit in found.hits], found.next
        articles = article_queries.articles_numbered(numbers)
    else:
        page = article_queries.article_list(filters, cursor)
        articles, following = page.items, page.next
    categories, names = queries.categories(), category_names()
    return ListPage(articles, following, question, filters, categories, names)


def article_page(article: Article, reader: Reader) -> ArticlePage:
    """The article as this reader sees it; of its cases only those that are public."""
    numbers = article_queries.cases_of(article)
    if article.made_from and article.made_from not in numbers:
        numbers.append(article.made_from)
    cards = cards_of(queries.cases_numbered(numbers))
    return ArticlePage(
        article=article,
        category_name=category_names().get(article.category, ""),
        origin=next((one for one in cards if one.number == article.made_from), None),
        others=[one for one in cards if one.number != article.made_from],
        may_edit=reader.is_authenticated and reader.is_staff,
        may_thank=article.is_public and not (reader.is_authenticated and reader.is_team),
    )


def steps_of(article: Article) -> list[Step]:
    """Every version, newest first."""
    versions = article_queries.versions_of(article)
    before = [None, *versions[:-1]]
    return [
        Step(one.version, one.written_at, one.by, _difference(former, one))
        for former, one in zip(before, versions, strict=True)
    ][::-1]


def _difference(former, later) -> Markup | None:
    if former is None:
        return None
    return word_diff(f"{former.title}\n\n{former.body}", f"{later.title}\n\n{later.body}")
