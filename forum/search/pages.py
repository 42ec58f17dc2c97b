"""Makes pages of hits from what an engine found: newest rows, solved bonus, phrases, marks."""

from collections.abc import Iterable
from datetime import UTC, datetime
from math import isfinite
from sys import getsizeof
from typing import NamedTuple

from sqlalchemy import func, or_, select

from forum.core import fragments
from forum.core.db import db
from forum.core.paging import decode_cursor, encode_cursor
from forum.search import analysis, ranking, rows
from forum.search.documents import (
    CASE,
    Document,
    Filters,
    Hit,
    Results,
    call_number,
)
from forum.search.found import Found
from forum.search.models import SearchDocument
from forum.search.passages import Marker
from forum.search.query import Query

NOTHING = Results([], 0, None, None)


class Position(NamedTuple):
    """Where the previous page ended."""

    score: float
    key: int
    shown: int  # hits on all pages before


def position(cursor: str | None) -> Position | None:
    """Read a cursor of `page`; raises Invalid if it is forged."""
    parts = decode_cursor(cursor, float, int, int)
    if parts is None:
        return None
    score, key, shown = parts
    return Position(score if isfinite(score) else 0.0, key, shown)


def page(
    found: Found, asked: Query, filters: Filters, limit: int, before: Position | None
) -> Results:
    """One page of what was found, as its rows are now: a row that is gone is no hit."""
    ranked = _ranked(found, asked, filters)
    total = len(ranked) if asked.phrases else max(found.total, len(ranked))
    if before:
        place = (-before.score, -before.key)
        ranked = [one for one in ranked if (-one[0], -_number(one[1])) > place]
    shown = ranked[:limit]
    following = None
    if len(ranked) > limit:
        score, last = shown[-1]
        following = encode_cursor(score, _number(last), (before.shown if before else 0) + limit)
    marker = Marker(asked)
    hits = [_hit(one, score, marker) for score, one in shown]
    is_cut = following is None and len(found.ranked) < found.total
    return Results(hits, total, following, None, is_cut)


def _ranked(found: Found, asked: Query, filters: Filters) -> list[tuple[float, Document]]:
    scores = dict(found.ranked)
    ranked = [
        (scores[_number(one)] * (ranking.SOLVED_BONUS if one.has_solution else 1.0), one)
        for one in _documents(scores)
        if filters.accept(one) and _holds_phrases(one, asked.phrases)
    ]
    return sorted(ranked, key=lambda one: (-one[0], -_number(one[1])))


def _number(document: Document) -> int:
    return call_number(document.key, document.shelf)


def _documents(keys: Iterable[int]) -> Iterable[Document]:
    """The documents with these numbers as they are now; no statement if all are in memory."""
    return fragments.values(("document",), keys, _read, _size).values()


def _read(keys: list[int]) -> dict[int, Document]:
    return {_number(one): one for one in rows.documents(keys)} if keys else {}


def _size(document: Document) -> int:
    return sum(map(getsizeof, (document.text, document.title, document.solution))) + 1_000


def _holds_phrases(document: Document, phrases: Iterable[tuple[str, ...]]) -> bool:
    if not phrases:
        return True
    pieces = (document.title, document.solution, document.text)
    spoken = [_spoken(word.text for word in analysis.words(piece)) for piece in pieces]
    return all(any(_spoken(phrase) in piece for piece in spoken) for phrase in phrases)


def _spoken(words: Iterable[str]) -> str:
    return analysis.without_umlauts(analysis.with_umlauts(f" {' '.join(words)} "))


def _hit(document: Document, score: float, marker: Marker) -> Hit:
    passages = marker.passages(document.text)
    if document.solution and not marker.places(document.text) and marker.places(document.solution):
        passages = marker.passages(document.solution)
    return Hit(
        key=document.key,
        title=marker.mark(document.title),
        passages=passages,
        score=score,
        language=document.language,
        status=document.status,
        category=document.category,
        opened_at=document.opened_at,
        has_solution=document.has_solution,
        shelf=document.shelf,
    )


def newest(filters: Filters, limit: int, cursor: str | None) -> Results:
    """What passes the filters, newest first: the answer to filters without words."""
    conditions = _conditions(filters)
    total = db.session.scalar(select(func.count()).select_from(SearchDocument).where(*conditions))
    chosen = select(*rows.COLUMNS).where(*conditions, *_after(cursor))
    chosen = chosen.order_by(SearchDocument.opened_at.desc(), SearchDocument.key.desc())
    found = [rows.read(row) for row in db.session.execute(chosen.limit(limit + 1))]
    marker = Marker(Query())
    last = found[limit - 1] if len(found) > limit else None
    return Results(
        [_hit(one, 0.0, marker) for one in found[:limit]],
        total or 0,
        encode_cursor(last.opened_at.timestamp(), _number(last), 0) if last else None,
        None,
    )


def _after(cursor: str | None) -> list:
    before = position(cursor)
    if before is None:
        return []
    moment = _moment(before.score)
    return [
        or_(
            SearchDocument.opened_at < moment,
            (SearchDocument.opened_at == moment) & (SearchDocument.key < before.key),
        )
    ]


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(min(max(seconds, 0.0), 4e9), UTC)


def _conditions(filters: Filters) -> list:
    equal = {
        SearchDocument.status: filters.status,
        SearchDocument.category: filters.category,
        SearchDocument.language: filters.language,
        SearchDocument.has_solution: filters.has_solution,
    }
    conditions = [name == value for name, value in equal.items() if value is not None]
    if filters.shelf is not None:
        is_case = SearchDocument.key >= 0
        conditions.append(is_case if filters.shelf == CASE else ~is_case)
    if filters.opened_from is not None:
        conditions.append(SearchDocument.opened_at >= filters.opened_from)
    if filters.opened_to is not None:
        conditions.append(SearchDocument.opened_at < filters.opened_to)
    return conditions
