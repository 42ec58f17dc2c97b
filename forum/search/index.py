"""The only door of this room: put, remove, search, similar; it hides which engine answers."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from flask import current_app

from forum.core import outbox
from forum.core.clock import now
from forum.core.db import is_postgresql, writing
from forum.search import (
    analysis,
    maintenance,
    pages,
    postgres_engine,
    query,
    rows,
    suggestions,
    whoosh_engine,
)
from forum.search.documents import CASE, Document, Filters, Hit, Results, call_number
from forum.search.found import Found
from forum.search.whoosh_store import Store

KIND = "search.index"  # of the outbox rows that this room's consumer takes
DEEPEST = 200  # hits that can be paged through; nobody reads further, and ranking them costs
QUESTION_LIMIT = 300  # characters of a question, on the page and by the API
SPARE = 10  # candidates beyond the page, so that the solved bonus and stale rows can move places
MOST_READ_FOR_PHRASES = 500  # texts that hold all words of a quoted phrase, read to find it
MOST_SIMILAR_TERMS = 30  # of the text that similar documents are sought for


def put(document: Document) -> None:
    """Make the document findable as it is now; part of the caller's transaction.

    On SQLite words that it no longer says leave the index file with the next full hour: to rewrite
    what holds them takes seconds where there are thousands of documents.
    """
    number = call_number(document.key, document.shelf)
    if not is_postgresql() and rows.says_less(document):
        purged_at = now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        outbox.put(KIND, {"key": number, "purge": True}, not_before=purged_at)
    rows.save(document)
    outbox.put(KIND, {"key": number})


def remove(key: int, shelf: str = CASE) -> None:
    """Make the document unfindable and drop every copy of its text; part of the transaction.

    On SQLite the index file follows within the worker's next round; until then a hit on it is
    left out of every answer, because its row is gone.
    """
    number = call_number(key, shelf)
    rows.drop(number)
    outbox.put(KIND, {"key": number})


def purge(key: int, shelf: str = CASE) -> None:
    """Let no copy of what the document once said stay on disk beyond the worker's next round."""
    outbox.put(KIND, {"key": call_number(key, shelf), "purge": True})


def search(
    text: str, filters: Filters | None = None, limit: int = 20, cursor: str | None = None
) -> Results:
    """The documents that answer `text`, best first; raises Invalid for a forged cursor only."""
    filters = (filters or Filters()).storable()
    asked = query.read(text, filters.language)
    if not asked.words:
        return pages.newest(filters, limit, cursor) if filters != Filters() else pages.NOTHING
    before = pages.position(cursor)
    depth = _depth(asked, limit, before)
    found = _find(asked, filters, depth)
    page = pages.page(found, asked, filters, limit, before)
    suggestion = suggestions.suggest(asked, found.known, _similar_words)
    return replace(page, suggestion=suggestion)


def similar(
    title: str, body: str, language: str, limit: int = 5, exclude: Iterable[int] = ()
) -> list[Hit]:
    """Cases about the same thing as this text of any length, best first."""
    asked = query.of_document(title, body, language, MOST_SIMILAR_TERMS)
    found = _find(asked, Filters(), limit + len(set(exclude)) + SPARE)
    left = [(key, score) for key, score in found.ranked if key not in set(exclude)]
    return pages.page(Found(left, len(left)), asked, Filters(), limit, None).hits


def nearest(
    title: str, body: str, language: str, *, shelf: str, limit: int, most_terms: int
) -> list[tuple[int, float]]:
    """Keys on one shelf that are most like this text, each with its score, best first.

    Nothing is read of them: one that was removed a moment ago may be among them on SQLite.
    """
    asked = query.of_document(title, body, language, most_terms)
    found = _find(asked, Filters(shelf=shelf), limit)
    return [(abs(number), score) for number, score in found.ranked]


def consume(payloads: list[dict]) -> None:
    """Outbox consumer: bring what stands outside the transaction up to the rows; idempotent."""
    keys = {payload["key"] for payload in payloads}
    if is_postgresql():
        with writing():
            postgres_engine.learn_words(
                analysis.analyse(document) for document in rows.documents(keys)
            )
    else:
        is_purge = any(payload.get("purge") for payload in payloads)
        maintenance.bring_up_to_date(_store(), keys, is_purge=is_purge)


def rebuild(
    documents: Iterable[Document], progress: Callable[[int], object] = lambda done: None
) -> int:
    """Write rows and index anew from `documents`, while others search; returns their number."""
    return maintenance.rebuild(None if is_postgresql() else _store(), documents, progress)


def check(documents: Iterable[Document]) -> list[maintenance.Difference]:
    """What differs between `documents`, the rows and the index; an empty list if nothing does."""
    return maintenance.check(None if is_postgresql() else _store(), documents)


def _depth(asked: query.Query, limit: int, before: pages.Position | None) -> int:
    """How many candidates to rank for this page; a phrase is looked for in many."""
    if asked.phrases:
        return MOST_READ_FOR_PHRASES
    return min(DEEPEST, max(0, before.shown if before else 0) + limit) + limit + SPARE


def _find(asked: query.Query, filters: Filters, depth: int) -> Found:
    if is_postgresql():
        return postgres_engine.find(asked, filters, depth)
    return whoosh_engine.find(_store(), asked, filters, depth)


def _similar_words(word: str) -> dict[str, int]:
    if is_postgresql():
        return postgres_engine.similar_words(word)
    return whoosh_engine.similar_words(_store(), word)


def _store() -> Store:
    return Store(Path(current_app.config["DATA_DIR"]) / "search")
