"""Finds and keeps documents with Whoosh, for the database without a full-text search of its own."""

from collections.abc import Callable, Iterable, Mapping

import numpy
from whoosh.index import FileIndex
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from forum.search import analysis, ranking
from forum.search.documents import CASE, Document, Filters
from forum.search.found import Found
from forum.search.query import Query
from forum.search.whoosh_reading import Reading, Segment
from forum.search.whoosh_schema import entry
from forum.search.whoosh_store import Store, reading

LARGEST_MERGE = 2_000  # documents that one commit rewrites for tidiness; a second or two
FAN_IN = 5  # segments of about one size before they become one


def find(store: Store, query: Query, filters: Filters, depth: int) -> Found:
    """The best `depth` keys with their scores, how many match in all, and the known terms."""
    with reading(store) as index:
        if index is None:
            return Found()
        holding = {term: index.holding(term) for term in query.terms}
        known = frozenset(term for term, number in holding.items() if number)
        ranked: list[tuple[float, int]] = []
        total = 0
        for segment in index.segments if known else ():
            keys, scores = _ranked(segment, index, query, filters, holding)
            total += len(keys)
            best = numpy.argsort(-scores, kind="stable")[:depth]
            ranked += zip(scores[best].tolist(), keys[best].tolist(), strict=True)
        ranked.sort(reverse=True)
        return Found([(key, score) for score, key in ranked[:depth]], total, known)


def _ranked(
    segment: Segment, index: Reading, query: Query, filters: Filters, holding: Mapping[str, int]
) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Keys and scores of the documents of a segment that match: telling words find, all rank."""
    telling = ranking.telling(holding, index.documents)
    scores = numpy.zeros(len(segment.keys))
    matches = numpy.zeros(len(segment.keys), bool)
    for term, worth in query.terms.items():
        ids, weights = segment.holding("terms", term)
        if not len(ids):
            continue
        rarity = worth * ranking.rarity(index.documents, holding[term])
        relative = segment.lengths[ids] / index.average_length
        scores[ids] += rarity * ranking.saturation(weights, relative)
        if term in telling:
            matches[ids] = True
    matches &= _passing(segment, query, filters)
    return segment.keys[matches], scores[matches]


def _passing(segment: Segment, query: Query, filters: Filters) -> numpy.ndarray:
    """Which documents are what was asked for beside the words."""
    passing = segment.live.copy()
    if filters.shelf is not None:
        passing &= segment.keys >= 0 if filters.shelf == CASE else segment.keys < 0
    for field in ("status", "category", "language"):
        if (value := getattr(filters, field)) is not None:
            passing &= _holds_any(segment, field, [value])
    if filters.has_solution is not None:
        passing &= _holds_any(segment, "solved", ["1" if filters.has_solution else "0"])
    if filters.opened_from is not None:
        passing &= segment.opened >= filters.opened_from.timestamp()
    if filters.opened_to is not None:
        passing &= segment.opened < filters.opened_to.timestamp()
    for word in (word for phrase in query.phrases for word in phrase):
        stems = [one[0] + analysis.stem(word, one) for one in query.languages]
        passing &= _holds_any(segment, "terms", stems)
    if query.excluded:
        passing &= ~_holds_any(segment, "terms", query.excluded)
    return passing


def _holds_any(segment: Segment, field: str, values: Iterable[str]) -> numpy.ndarray:
    found = numpy.zeros(len(segment.keys), bool)
    for value in values:
        found[segment.holding(field, value)[0]] = True
    return found


def similar_words(store: Store, word: str) -> dict[str, int]:
    """The indexed words near this one, with the number of their documents."""
    with reading(store) as index:
        if index is None:
            return {}
        near = set(index.words_near(word))
        return {one: index.holding("x" + one) for one in near}


class NoIndex(LookupError):
    """There is no readable index to write to: it has to be built from the rows."""


def update(
    store: Store,
    keys: set[int],
    read: Callable[[set[int]], Mapping[int, tuple[Document, str]]],
    *,
    is_purge: bool = False,
) -> None:
    """Make the index hold of `keys` exactly what `read` finds for them, read under the lock."""
    with store.locked():
        index = store.open_current()
        if index is None:
            raise NoIndex
        with reading(store) as newest:
            held = keys & newest.keys()
        write(index, keys, held, read(keys), is_purge=is_purge)


def write(
    index: FileIndex,
    keys: set[int],
    held: set[int],
    found: Mapping[int, tuple[Document, str]],
    *,
    is_purge: bool = False,
) -> None:
    """Replace or remove `keys` in one commit; `held` says which of them the index has now.

    A removal always purges: it rewrites what holds any text that is no longer said.
    """
    if not keys:
        return
    writer = index.writer()
    try:
        for key in sorted(keys):
            if key in held:
                writer.delete_by_term("key", str(key))
            if key in found:
                writer.add_document(**entry(*found[key]))
    except BaseException:
        writer.cancel()
        raise
    writer.commit(mergetype=_purge if is_purge or held - found.keys() else _tidy)


def fill(store: Store, documents: Iterable[tuple[Document, str]]) -> str:
    """Write all documents into a new index aside; returns its name, for `finish`."""
    name, index = store.create()
    writer = index.writer(limitmb=256)
    for document, digest in documents:
        writer.add_document(**entry(document, digest))
    writer.commit()
    return name


def digests(store: Store, name: str | None = None) -> dict[int, str]:
    """The key and digest of every document in the index `name`, or in the one in use."""
    index = store.open(name) if name else store.open_current()
    if index is None:
        return {}
    reader = index.reader()
    try:
        return {int(stored["key"]): stored["digest"] for _, stored in reader.iter_docs()}
    finally:
        reader.close()


def _tidy(writer: SegmentWriter, segments: list) -> list:
    """Join small segments of one size; a segment a fifth of which is deleted is rewritten."""
    kept: list = []
    rewritten: list = []
    sizes: dict[int, list] = {}
    for segment in segments:
        live = segment.doc_count()
        if segment.deleted_count() * 5 >= segment.doc_count_all() and live <= LARGEST_MERGE:
            rewritten.append(segment)
        else:
            sizes.setdefault(_size(live), []).append(segment)
    for same in sizes.values():
        small = sum(segment.doc_count() for segment in same) <= LARGEST_MERGE
        (rewritten if len(same) >= FAN_IN and small else kept).extend(same)
    return _rewrite(writer, rewritten, kept)


def _size(documents: int) -> int:
    size = 0
    while documents >= FAN_IN:
        documents //= FAN_IN
        size += 1
    return size


def _purge(writer: SegmentWriter, segments: list) -> list:
    """Rewrite every segment with deletions: nothing of a removed text stays on disk."""
    rewritten = [segment for segment in segments if segment.has_deletions()]
    return _rewrite(writer, rewritten, [s for s in segments if not s.has_deletions()])


def _rewrite(writer: SegmentWriter, segments: list, kept: list) -> list:
    for segment in segments:
        if segment.doc_count():
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
    return kept
