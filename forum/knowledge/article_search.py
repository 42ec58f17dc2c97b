"""What of an article is handed to the search: all of a public one, nothing of any other."""

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import select

from forum.core.db import db
from forum.core.markdown import plain_text
from forum.knowledge.models import Article
from forum.search import index
from forum.search.documents import ARTICLE, Document, Filters, Hit

STEP = 100  # rows read at once
FOUND = 3  # articles that stand beside the cases that a search finds


def articles_found(question: str, filters: Filters, limit: int = FOUND) -> list[Hit]:
    """The articles that answer a question; none for filters that only a case can pass."""
    here = Filters(category=filters.category, language=filters.language)
    if not question or filters != here:
        return []
    return index.search(question, replace(here, shelf=ARTICLE), limit=limit).hits


def refresh_search(article: Article) -> None:
    """Make the search know this article as it is now; in the caller's transaction."""
    db.session.flush()
    if article.is_public:
        index.put(document_of(article))
    else:
        index.remove(article.number, ARTICLE)


def document_of(article: Article) -> Document:
    """The article as a document; its status says nothing, as it has no turn."""
    return Document(
        key=article.number,
        title=article.title,
        text=plain_text(article.html),
        solution="",
        language=article.language,
        status="",
        category=article.category,
        opened_at=article.published_at,
        has_solution=False,
        shelf=ARTICLE,
    )


def public_documents() -> Iterator[Document]:
    """Every public article as the search should know it, read in small steps."""
    last = 0
    while True:
        where = (Article.is_public, Article.number > last)
        found = select(Article).where(*where).order_by(Article.number).limit(STEP)
        articles = list(db.session.scalars(found))
        if not articles:
            return
        last = articles[-1].number
        yield from [document_of(one) for one in articles]
        db.session.expunge_all()
