"""Reads of help articles, named by what they return; refuses writes."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import exists, select

from forum.core.db import db
from forum.core.paging import Page, decode_cursor, page_of
from forum.knowledge.models import Article, ArticleCase, ArticleHelped, ArticleVersion

PAGE_SIZE = 20
MOST_SHOWN = 50  # cases that the page of an article links


@dataclass(frozen=True)
class Filters:
    """What a list of articles is narrowed to; None asks for nothing."""

    category: str | None = None
    language: str | None = None
    is_public: bool | None = True


def article_list(filters: Filters, cursor: str | None = None, limit: int = PAGE_SIZE) -> Page:
    """Articles by category and number, paged by key; Invalid on a forged cursor."""
    wanted = select(Article).order_by(Article.category, Article.number).limit(limit + 1)
    for name in ("category", "language", "is_public"):
        if (value := getattr(filters, name)) is not None:
            wanted = wanted.where(getattr(Article, name) == value)
    if key := decode_cursor(cursor, str, int):
        category, number = key
        later = (Article.category == category) & (Article.number > number)
        wanted = wanted.where((Article.category > category) | later)
    rows = list(db.session.scalars(wanted))
    return page_of(rows, limit, lambda one: (one.category, one.number))


def articles_numbered(numbers: Collection[int]) -> list[Article]:
    """The public ones among these articles, in the order of `numbers`."""
    if not numbers:
        return []
    where = (Article.number.in_(numbers), Article.is_public)
    found = {one.number: one for one in db.session.scalars(select(Article).where(*where))}
    return [found[number] for number in numbers if number in found]


def articles_about(case_number: int) -> list[Article]:
    """The public articles that answer this case, the one made from it first."""
    chosen = select(Article).join(ArticleCase, ArticleCase.article_number == Article.number)
    chosen = chosen.where(ArticleCase.case_number == case_number, Article.is_public)
    found = db.session.scalars(chosen.order_by(Article.number))
    return sorted(found, key=lambda one: one.made_from != case_number)


def cases_of(article: Article, limit: int = MOST_SHOWN) -> list[int]:
    """The numbers of the cases it answers, public or not, the latest first."""
    where = ArticleCase.article_number == article.number
    chosen = select(ArticleCase.case_number).where(where)
    return list(db.session.scalars(chosen.order_by(ArticleCase.case_number.desc()).limit(limit)))


def versions_of(article: Article) -> list[ArticleVersion]:
    """What it said from each change on, oldest first."""
    where = ArticleVersion.article_number == article.number
    chosen = select(ArticleVersion).where(where).order_by(ArticleVersion.version)
    return list(db.session.scalars(chosen))


def has_helped(article: Article, *, user_id: int | None, browser: str | None) -> bool:
    """Whether this person, or this browser of a visitor, has said so already."""
    whose = ArticleHelped.user_id == user_id
    if user_id is None:
        whose = ArticleHelped.browser == browser
    found = exists().where(ArticleHelped.article_number == article.number, whose)
    return bool(db.session.scalar(select(found)))
