"""The one statement that finds and ranks on PostgreSQL; refuses values of its own.

PostgreSQL's ts_rank knows no rarity of words, so BM25 is computed here. GIN counts the documents of
each term; those that hold a telling term are ranked as if each held each word once; then the
frequencies of the best are read from their vectors.
"""

from sqlalchemy import TextClause, text

_STATEMENT = """
WITH asked AS (
    SELECT * FROM unnest(CAST(:terms AS text[]), CAST(:worths AS float8[])) AS t (term, worth)
), corpus AS MATERIALIZED (
    SELECT CASE WHEN c.reltuples > 50000 THEN CAST(c.reltuples AS float8)
                ELSE (SELECT CAST(count(*) AS float8) FROM search_documents) END AS documents,
           (SELECT CAST(avg(length) AS float8)
            FROM (SELECT length FROM search_documents LIMIT 2000) s) AS average
    FROM pg_class c WHERE c.oid = CAST('search_documents' AS regclass)
), counted AS MATERIALIZED (
    SELECT a.term, a.worth, n.holding FROM asked a CROSS JOIN LATERAL (
        SELECT CAST(count(*) AS float8) AS holding FROM (
            SELECT FROM search_documents s
            WHERE s.vector @@ CAST(quote_literal(a.term) AS tsquery) LIMIT :most_matches
        ) held
    ) n WHERE n.holding > 0
), rarities AS MATERIALIZED (
    SELECT term, left(term, 1) <> :exact AS finds,
           holding > greatest(documents * :common_share, :common_at_least) AS common,
           worth * ln(1 + (greatest(documents, holding) - holding + 0.5) / (holding + 0.5))
               AS rarity
    FROM counted CROSS JOIN corpus
), telling AS MATERIALIZED (
    SELECT term, rarity FROM rarities
    WHERE finds AND (NOT common OR (SELECT bool_and(common) FROM rarities WHERE finds))
), candidates AS MATERIALIZED (
    SELECT d.key, count(*) OVER () AS total,
           sum(t.rarity / (1 + :k1 * (1 - :b + :b * d.length / c.average))) AS score
    FROM telling t CROSS JOIN corpus c CROSS JOIN LATERAL (
        SELECT s.key, s.length FROM search_documents s
        WHERE s.vector @@ CAST(quote_literal(t.term) AS tsquery) {conditions}
        LIMIT :most_matches
    ) d
    GROUP BY d.key ORDER BY score DESC, d.key DESC LIMIT :most_counted
)
SELECT d.key, max(n.total) AS total, (SELECT array_agg(term) FROM counted) AS known,
       sum(r.rarity * w.weight * (:k1 + 1)
           / (w.weight + :k1 * (1 - :b + :b * d.length / c.average))) AS score
FROM candidates n JOIN search_documents d USING (key) CROSS JOIN corpus c
CROSS JOIN LATERAL unnest(d.vector) v JOIN rarities r ON r.term = v.lexeme
CROSS JOIN LATERAL (
    SELECT sum(CASE label WHEN 'A' THEN :title WHEN 'B' THEN :solution
                          WHEN 'C' THEN :part ELSE :plain END) AS weight
    FROM unnest(v.weights) label
) w
GROUP BY d.key ORDER BY score DESC, d.key DESC LIMIT :depth
"""


def statement(conditions: list[str]) -> TextClause:
    """The statement with what a hit `s` must be; conditions are ours, their values are bound."""
    return text(_STATEMENT.replace("{conditions}", "".join(f" AND {one}" for one in conditions)))
