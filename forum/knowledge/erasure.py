"""Takes words of people out of articles and all their versions; their numbers and entries stay."""

import re
from collections.abc import Callable, Collection, Iterable

from sqlalchemy import or_, select

from forum.core import drafts
from forum.core.db import db
from forum.core.markdown import plain_text, render
from forum.core.passages import REPLACEMENT, Passages
from forum.core.text import TITLE_LIMIT
from forum.knowledge.article_actions import withdraw_article
from forum.knowledge.article_search import refresh_search
from forum.knowledge.models import Article, ArticleCase, ArticleHelped, ArticleVersion
from forum.search import index
from forum.search.documents import ARTICLE

TABLES = (Article, ArticleVersion, ArticleHelped)
SHORTEST = 12  # characters of a sentence; a shorter one is everybody's

_SENTENCES = re.compile(r"\n+|(?<=[.!?:;])\s+")
_MARKS = re.compile(r"^[\s>*#+\-\d.)]+|[\s*_`]+$")  # of Markdown, around a sentence


def rewrite(numbers: Collection[int], change: Callable[[str], str]) -> None:
    """Let `change` have every text of the articles that these cases are answered by.

    An article in which nothing is left is withdrawn.
    """
    for article in _articles_about(numbers):
        form = f"/help/{article.number}/edit"
        drafts.rewrite(change, _is_at(form))
        said = select(ArticleVersion).where(ArticleVersion.article_number == article.number)
        texts = [article, *db.session.scalars(said)]
        changed = [one for one in texts if _change(one, change)]  # each of them, not the first
        if not changed:
            continue
        rendered = render(article.body)
        article.html, article.renderer = rendered.html, rendered.version
        if not plain_text(article.html).replace(REPLACEMENT, "").strip(" .,;:!?\n"):
            withdraw_article(article, staff=None)
        else:
            refresh_search(article)
        index.purge(article.number, ARTICLE)


def forget_texts(numbers: Collection[int], texts: Iterable[str]) -> None:
    """Take out of the articles about these cases every sentence that they share with `texts`."""
    known = Passages(one for text in texts for one in sentences(text))
    if known.all:
        rewrite(numbers, known.remove)


def sentences(text: str) -> set[str]:
    """The sentences of a text that are long enough to be its own, without marks around them."""
    tidy = {_MARKS.sub("", one) for one in _SENTENCES.split(text)}
    return {one for one in tidy if len(one) >= SHORTEST}


def _is_at(form: str) -> Callable[[str, dict], bool]:
    return lambda path, _fields: path == form


def _articles_about(numbers: Collection[int]) -> list[Article]:
    answered = select(ArticleCase.article_number).where(ArticleCase.case_number.in_(numbers))
    where = or_(Article.number.in_(answered), Article.made_from.in_(numbers))
    chosen = select(Article).where(where).order_by(Article.number).with_for_update()
    return list(db.session.scalars(chosen))


def _change(said: Article | ArticleVersion, change: Callable[[str], str]) -> bool:
    title, body = change(said.title)[:TITLE_LIMIT] or REPLACEMENT, change(said.body)
    is_changed = (title, body) != (said.title, said.body)
    if is_changed:
        said.title, said.body = title, body
    return is_changed
