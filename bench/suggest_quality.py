"""Prints how often the right kind of answer is suggested for a mail; refuses to run without data.

    python bench/suggest_quality.py

The categories of `omq-german-support-mails` are help articles, its mails are cases, each linked to
the articles of its categories. Then every mail is asked about by the product's own function, with
its own case left out. A mail with several categories is right if one of them is suggested.
SHARED_DATA names the data folder, by default ../shared/data.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from sqlalchemy import delete, insert  # noqa: E402

from bench import search_quality  # noqa: E402
from forum.core.db import db, writing  # noqa: E402
from forum.knowledge import suggestions  # noqa: E402
from forum.knowledge.models import Article, ArticleCase  # noqa: E402
from forum.search.documents import ARTICLE, Document  # noqa: E402

NAME = "omq-german-support-mails"
GOALS = {1: 0.70, 3: 0.88}  # the share of mails that are right among so many
TABLES = [Article.__table__, ArticleCase.__table__]
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


class Mail(NamedTuple):
    """A mail, the number of its case, and the numbers of the articles that answer it."""

    number: int
    text: str
    articles: frozenset[int]


class Collection(NamedTuple):
    """The texts of the articles by number, and the mails."""

    articles: dict[int, str]
    mails: list[Mail]


def main() -> None:
    """Measure both engines and print what came out."""
    collection = read(search_quality.data_folder() / NAME)
    print(f"{len(collection.mails)} mails, {len(collection.articles)} help articles\n")
    print(f"{'right kind':16}{'first':>8}{'of 3':>8}")
    with search_quality.engines() as applications:
        for name, app in applications.items():
            with app.app_context():
                db.metadata.create_all(db.engine, tables=TABLES)
                fill(collection)
                shares = measure(collection)
            print(f"{name:16}{shares[1]:8.3f}{shares[3]:8.3f}", flush=True)
    print(f"{'goal':16}{GOALS[1]:8.3f}{GOALS[3]:8.3f}")


def read(folder: Path) -> Collection:
    """The labelled mails of all folds that are there."""
    categories = search_quality.rows(folder / "categories.jsonl")
    articles = {int(row["category"]): row["text"] for row in categories}
    rows = [
        row for file in sorted(folder.glob("emails_*.jsonl")) for row in search_quality.rows(file)
    ]
    mails = [
        Mail(number, row["text"], frozenset(map(int, row["categories"])))
        for number, row in enumerate(rows, 1)
    ]
    return Collection(articles, mails)


def fill(collection: Collection) -> None:
    """Index articles and cases, and link each case to the articles that answer it."""
    search_quality.fill(documents(collection))
    with writing() as session:
        for table in (ArticleCase, Article):
            session.execute(delete(table))
        session.execute(insert(Article), [_article(*one) for one in collection.articles.items()])
        links = [
            {"article_number": number, "case_number": mail.number, "linked_at": MOMENT}
            for mail in collection.mails
            for number in mail.articles
        ]
        session.execute(insert(ArticleCase), links)


def documents(collection: Collection) -> Iterator[Document]:
    """Everything as the search takes it: a mail has no title, and an article little more."""
    for mail in collection.mails:
        yield _document(mail.number, "", mail.text, "case")
    for number, text in collection.articles.items():
        yield _document(number, text, "", ARTICLE)


def measure(collection: Collection) -> dict[int, float]:
    """The share of mails of which a right article is among the first one and three."""
    right = dict.fromkeys(GOALS, 0)
    for mail in collection.mails:
        ranked = suggestions.suggest("", mail.text, exclude={mail.number})
        found = [one.number for one in ranked if one.kind == ARTICLE]
        for most in GOALS:
            right[most] += bool(mail.articles & set(found[:most]))
        db.session.rollback()
    return {most: count / len(collection.mails) for most, count in right.items()}


def _document(key: int, title: str, text: str, shelf: str) -> Document:
    return Document(key, title, text, "", "de", "new", "all", MOMENT, False, shelf)


def _article(number: int, text: str) -> dict:
    named = {"number": number, "title": text[:150], "category": "all", "language": "de"}
    written = {"body": text, "html": "", "renderer": 1, "version": 1, "helped_count": 0}
    return {**named, **written, "is_public": True, "published_at": MOMENT, "changed_at": MOMENT}


if __name__ == "__main__":
    main()
