"""A library to search in: documents go in by the door and the worker's round is made at once."""

from datetime import UTC, datetime

import pytest

from forum.core import outbox
from forum.core.db import db, writing
from forum.search import index
from forum.search.documents import Document, Filters

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
CONSUMERS = {index.KIND: outbox.Consumer(index.consume, batch=100)}


def document(key: int, title: str, text: str = "", **others) -> Document:
    """A document with what a test does not care about filled in."""
    given = {
        "solution": "",
        "language": "de",
        "status": "new",
        "category": "mobile",
        "opened_at": MONDAY,
        "has_solution": bool(others.get("solution")),
    }
    return Document(key=key, title=title, text=text, **(given | others))


class Library:
    """What tests do with the search: put in, take out, look up."""

    def put(self, *documents: Document) -> None:
        """Commit these documents and let the worker make its round."""
        with writing():
            for one in documents:
                index.put(one)
        self.deliver()

    def remove(self, key: int) -> None:
        """Commit the removal and let the worker make its round."""
        with writing():
            index.remove(key)
        self.deliver()

    def deliver(self) -> None:
        """The worker's round."""
        while outbox.deliver_due(CONSUMERS):
            pass

    def find(self, text: str, **filters) -> list[int]:
        """The keys that a search finds, best first."""
        found = index.search(text, Filters(**filters))
        db.session.rollback()
        return [hit.key for hit in found.hits]


@pytest.fixture
def library(app):
    """The search of a fresh forum, on each engine; the application's context is pushed."""
    with app.app_context():
        yield Library()
