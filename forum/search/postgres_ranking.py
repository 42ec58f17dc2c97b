"""The one statement that finds and ranks on PostgreSQL; refuses values of its own.

PostgreSQL's ts_rank knows no rarity of words, so BM25 is computed here: GIN tells which documents
hold which term and how many there are, which ranks all of them as if each held each word once;
then the frequencies of the best are read from their vectors.
"""

from sqlalchemy import TextClause, text

_STATEMENT = """
WITH asked AS (
    SELECT * FROM unnest(CAST(:terms AS text[]), CAST(:worths AS float8[])) AS t (term, worth)
), corpus AS MATERIALIZED (
    SELECT CASE WHEN c.reltuples > 50000 THEN c.reltuples
                ELSE (SELECT count(*) FROM search_documents) END AS documents,
           (SELECT avg(length) FROM (SELECT length FROM search_documents LIMIT 2000) s)
               AS average
    FROM pg_class c WHERE c.oid = CAST('search_documents' AS regclass)
), matches AS MATERIALIZED (
    SELECT a.term, a.worth, d.key, d.length, d.passes
    FROM asked a CROSS JOIN LATERAL (
        SELECT s.key, s.length, ({passes}) AS passes FROM search_documents s
        WHERE s.vector @@ CAST(quote_literal(a.term) AS tsquery) LIMIT :most_matches
    ) d
), counted AS (
    SELECT term, worth, count(*) AS holding FROM matches GROUP BY term, worth
), rarities AS MATERIALIZED (
    SELECT term, holding > greatest(documents * :common_share, :common_at_least) AS common,
           worth * ln(1 + (greatest(documents, holding) - holding + 0.5) / (holding + 0.5))
               AS rarity
    FROM counted CROSS JOIN corpus
), candidates AS MATERIALIZED (
    SELECT m.key, count(*) OVER () AS total,
           sum(r.rarity / (1 + :k1 * (1 - :b + :b * m.length / c.average))) AS score
    FROM matches m JOIN rarities r USING (term) CROSS JOIN corpus c
    WHERE m.passes
    GROUP BY m.key
    HAVING NOT bool_and(r.common) OR (SELECT bool_and(common) FROM rarities)
    ORDER BY score DESC, m.key DESC LIMIT :most_counted
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
    return text(_STATEMENT.replace("{passes}", " AND ".join(conditions) or "TRUE"))
