"""Finds and keeps documents with PostgreSQL's own text search; refuses its dictionaries.

The vector of a document holds our terms, so that both engines find by the same words.
"""

from collections.abc import Iterable

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert

from forum.core.db import db
from forum.search import analysis, ranking
from forum.search.analysis import EXACT, PART, SOLUTION, TEXT, TITLE, WEIGHTS, Analysis
from forum.search.documents import CASE, Filters
from forum.search.found import Found
from forum.search.models import SearchWord
from forum.search.postgres_ranking import statement
from forum.search.query import Query

MOST_MATCHES = 20_000  # documents read for one word; a word in more of them hardly ranks
MOST_COUNTED = 150  # candidates whose word frequencies are read
MOST_NEAR = 30  # words one slip away that are looked at

_CONDITIONS = {
    "status": "s.status = :status",
    "category": "s.category = :category",
    "language": "s.language = :language",
    "has_solution": "s.has_solution = :has_solution",
    "opened_from": "s.opened_at >= :opened_from",
    "opened_to": "s.opened_at < :opened_to",
}


def vector(found: Analysis) -> str:
    """The terms as PostgreSQL reads a vector: 'term':position-and-label,…; terms need no escape."""
    return " ".join(
        f"'{term}':" + ",".join(f"{place}{label}" for place, label in places.items())
        for term, places in found.occurrences.items()
    )


def find(query: Query, filters: Filters, depth: int) -> Found:
    """The best `depth` keys with their scores and how many match in all."""
    if not query.terms:
        return Found()
    conditions, values = _conditions(query, filters)
    rows = db.session.execute(
        statement(conditions),
        values
        | {
            "terms": list(query.terms),
            "worths": list(query.terms.values()),
            "most_matches": MOST_MATCHES,
            "most_counted": max(MOST_COUNTED, depth),
            "common_share": ranking.COMMON_SHARE,
            "common_at_least": ranking.COMMON_AT_LEAST,
            "exact": EXACT,
            "k1": ranking.K1,
            "b": ranking.B,
            "title": WEIGHTS[TITLE],
            "solution": WEIGHTS[SOLUTION],
            "part": WEIGHTS[PART],
            "plain": WEIGHTS[TEXT],
            "depth": depth,
        },
    ).all()
    if not rows:
        return Found(known=frozenset(frequencies(query.terms)))
    return Found([(row.key, row.score) for row in rows], rows[0].total, frozenset(rows[0].known))


def _conditions(query: Query, filters: Filters) -> tuple[list[str], dict]:
    values = {name: getattr(filters, name) for name in _CONDITIONS}
    values = {name: value for name, value in values.items() if value is not None}
    conditions = [_CONDITIONS[name] for name in values]
    if filters.shelf is not None:
        conditions.append("s.key >= 0" if filters.shelf == CASE else "s.key < 0")
    if query.phrases:
        conditions.append("s.vector @@ CAST(:together AS tsquery)")
        values["together"] = " & ".join(_all_words(query))
    if query.excluded:
        conditions.append("NOT s.vector @@ CAST(:excluded AS tsquery)")
        values["excluded"] = " | ".join(f"'{term}'" for term in query.excluded)
    return conditions, values


def _all_words(query: Query) -> Iterable[str]:
    for phrase in query.phrases:
        for word in phrase:
            stems = (f"'{one[0]}{analysis.stem(word, one)}'" for one in query.languages)
            yield "(" + " | ".join(stems) + ")"


def frequencies(terms: Iterable[str]) -> dict[str, int]:
    """In how many documents each term stands that stands in any, counted up to a limit."""
    rows = db.session.execute(
        text(
            """
            SELECT term, (SELECT count(*) FROM (
                SELECT FROM search_documents
                WHERE vector @@ CAST(quote_literal(term) AS tsquery) LIMIT 1000
            ) s) AS holding FROM unnest(CAST(:terms AS text[])) AS t (term)
            """
        ),
        {"terms": list(terms)},
    )
    return {row.term: row.holding for row in rows if row.holding}


def similar_words(word: str) -> dict[str, int]:
    """Known words about one slip away from this one, with the number of their documents."""
    near = select(SearchWord.word).where(SearchWord.near.overlap(_near(word))).limit(MOST_NEAR)
    words = list(db.session.scalars(near))
    return {term[1:]: n for term, n in frequencies("x" + one for one in words).items()}


def learn_words(found: Iterable[Analysis]) -> None:
    """Add the words of these documents to the known; in order, so that no two writers cross."""
    words = sorted({term[1:] for one in found for term in one.occurrences if term[0] == "x"})
    rows = [{"word": word, "near": _near(word)} for word in words if word.isalpha()]
    if rows:
        db.session.execute(insert(SearchWord).on_conflict_do_nothing(), rows)


def forget_words(key: int, kept: Iterable[str] = ()) -> None:
    """Drop the words that only document `key` holds, except those it goes on holding."""
    db.session.execute(
        text(
            """
            DELETE FROM search_words w USING (
                SELECT v.lexeme FROM search_documents d, unnest(d.vector) v
                WHERE d.key = :key AND left(v.lexeme, 1) = 'x'
                AND v.lexeme <> ALL (CAST(:kept AS text[]))
            ) mine
            WHERE w.word = substr(mine.lexeme, 2) AND NOT EXISTS (
                SELECT FROM search_documents other WHERE other.key <> :key
                AND other.vector @@ CAST(quote_literal(mine.lexeme) AS tsquery)
            )
            """
        ),
        {"key": key, "kept": list(kept)},
    )


def forget_unused_words() -> None:
    """Drop every known word that no document holds."""
    db.session.execute(
        text(
            """
            DELETE FROM search_words w WHERE NOT EXISTS (
                SELECT FROM search_documents d
                WHERE d.vector @@ CAST(quote_literal('x' || w.word) AS tsquery)
            )
            """
        )
    )


def _near(word: str) -> list[str]:
    """The word without umlauts, and this without each of its letters."""
    word = analysis.without_umlauts(word)
    return sorted({word, *(word[:i] + word[i + 1 :] for i in range(len(word)))})
