"""What is known already about a text that somebody writes: articles first; refuses writes.

Two looks into the search, whatever is found: the nearest articles, and the nearest cases, which
vote for the article that answers them (nearness.py).
"""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import func, select

from forum.core.db import db
from forum.knowledge import nearness
from forum.knowledge.letters import matter_of
from forum.knowledge.models import Article, ArticleCase
from forum.knowledge.nearness import NEIGHBOURS, Ranked
from forum.search import index
from forum.search.documents import ARTICLE, CASE
from forum.search.language import detect

MOST_TERMS = 60  # words of the text that are looked for
MOST_ARTICLES = 40  # looked at by their own words


def suggest(title: str, body: str, *, exclude: Collection[int] = ()) -> list[Ranked]:
    """Public articles and cases about the same thing as this text, best first.

    Read in the language it is written in. `exclude` are cases that do not count, such as the one
    that is written about. A case may have been hidden a moment ago: whoever shows it looks again.
    """
    if not title.strip() and not body.strip():
        return []
    language = detect(f"{title}\n{body}")
    body = matter_of(body)

    def nearest(shelf: str, limit: int) -> list[tuple[int, float]]:
        return index.nearest(title, body, language, shelf=shelf, limit=limit, most_terms=MOST_TERMS)

    articles = nearest(ARTICLE, MOST_ARTICLES)
    cases = nearest(CASE, NEIGHBOURS + len(exclude))
    cases = [one for one in cases if one[0] not in exclude]
    answered = answered_by([number for number, _score in cases])
    of_them = {article for known in answered.values() for article in known}
    return nearness.rank(articles, cases, answered, sizes_of(of_them, exclude))


def answered_by(numbers: Collection[int]) -> dict[int, list[int]]:
    """The public articles that answer each of these cases."""
    if not numbers:
        return {}
    found = defaultdict(list)
    columns = (ArticleCase.case_number, ArticleCase.article_number)
    chosen = select(*columns).join(Article, Article.number == ArticleCase.article_number)
    chosen = chosen.where(ArticleCase.case_number.in_(set(numbers)), Article.is_public)
    for case_number, article_number in db.session.execute(chosen.order_by(*columns)):
        found[case_number].append(article_number)
    return dict(found)


def sizes_of(articles: Collection[int], exclude: Collection[int] = ()) -> dict[int, int]:
    """How many cases each of these articles answers, without the excluded ones."""
    if not articles:
        return {}
    number = ArticleCase.article_number
    where = (number.in_(articles), ArticleCase.case_number.not_in(exclude))
    counted = select(number, func.count()).where(*where).group_by(number)
    return dict(db.session.execute(counted).all())
