"""Finds and keeps documents with Whoosh, for the database without a full-text search of its own."""

from collections.abc import Callable, Iterable, Mapping

from whoosh import query as whoosh_query
from whoosh.index import FileIndex
from whoosh.reading import SegmentReader
from whoosh.searching import Searcher
from whoosh.writing import SegmentWriter

from forum.search import analysis
from forum.search.documents import Document, Filters
from forum.search.found import Found
from forum.search.query import Query
from forum.search.whoosh_schema import entry
from forum.search.whoosh_store import Store, searcher

LARGEST_MERGE = 2_000  # documents that one commit rewrites for tidiness; a second or two
FAN_IN = 5  # segments of about one size before they become one
COMMON_SHARE = 0.5  # a word in more of the documents than this only ranks, it does not find


def find(store: Store, query: Query, filters: Filters, depth: int) -> Found:
    """The best `depth` keys with their scores, how many match in all, and the known terms."""
    with searcher(store) as open_searcher:
        if open_searcher is None or not query.terms:
            return Found()
        holding = {term: _holding(open_searcher, term) for term in query.terms}
        holding = {term: number for term, number in holding.items() if number}
        if not holding:
            return Found()
        tree = _tree(query, holding, open_searcher.doc_count_all())
        results = open_searcher.search(tree, limit=depth, filter=_filter(filters))
        ranked = [(int(hit["key"]), hit.score) for hit in results]
        return Found(ranked, len(results), frozenset(holding))


def _holding(open_searcher: Searcher, term: str) -> int:
    return open_searcher.doc_frequency("terms", term.encode())


def similar_words(store: Store, word: str) -> dict[str, int]:
    """The indexed words near this one, with the number of their documents."""
    with searcher(store) as open_searcher:
        if open_searcher is None:
            return {}
        reader = open_searcher.reader()
        slips = 1 if len(word) < 6 else 2
        near = list(reader.terms_within("terms", "x" + word, maxdist=slips, prefix=2))
        return {term[1:]: _holding(open_searcher, term) for term in near}


def _tree(query: Query, holding: Mapping[str, int], documents: int) -> whoosh_query.Query:
    """Telling words find, common words only rank: what all hold would find everything."""
    common = [term for term in holding if holding[term] > documents * COMMON_SHARE]
    telling = [term for term in holding if term not in common]
    tree = whoosh_query.Or([_term(term, query.terms[term]) for term in telling or common])
    if telling and common:
        others = whoosh_query.Or([_term(term, query.terms[term]) for term in common])
        tree = whoosh_query.AndMaybe(tree, others)
    for phrase in query.phrases:
        tree = whoosh_query.Require(tree, _all_words(phrase, query.languages))
    for term in query.excluded:
        tree = whoosh_query.AndNot(tree, _term(term))
    return tree


def _term(term: str, worth: float = 1.0) -> whoosh_query.Term:
    return whoosh_query.Term("terms", term.encode(), boost=worth)


def _all_words(phrase: tuple[str, ...], languages: tuple[str, ...]) -> whoosh_query.Query:
    return whoosh_query.And(
        [
            whoosh_query.Or([_term(one[0] + analysis.stem(word, one)) for one in languages])
            for word in phrase
        ]
    )


def _filter(filters: Filters) -> whoosh_query.Query | None:
    wanted = [
        whoosh_query.Term(name, getattr(filters, name))
        for name in ("status", "category", "language")
        if getattr(filters, name) is not None
    ]
    if filters.has_solution is not None:
        wanted.append(whoosh_query.Term("solved", "1" if filters.has_solution else "0"))
    if filters.opened_from or filters.opened_to:
        first = int(filters.opened_from.timestamp()) if filters.opened_from else None
        last = int(filters.opened_to.timestamp()) if filters.opened_to else None
        wanted.append(whoosh_query.NumericRange("opened", first, last, endexcl=True))
    return whoosh_query.And(wanted) if wanted else None


class NoIndex(LookupError):
    """There is no readable index to write to: it has to be built from the rows."""


def update(
    store: Store, keys: set[int], read: Callable[[set[int]], Mapping[int, tuple[Document, str]]]
) -> None:
    """Make the index hold of `keys` exactly what `read` finds for them, read under the lock."""
    with store.locked():
        index = store.open_current()
        if index is None:
            raise NoIndex
        with searcher(store) as open_searcher:
            held = {key for key in keys if open_searcher.document_number(key=str(key)) is not None}
        write(index, keys, held, read(keys))


def write(
    index: FileIndex, keys: set[int], held: set[int], found: Mapping[int, tuple[Document, str]]
) -> None:
    """Replace or remove `keys` in one commit; `held` says which of them the index has now."""
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
    writer.commit(mergetype=_purge if held - found.keys() else _tidy)


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
    kept, rewritten = [], []
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
