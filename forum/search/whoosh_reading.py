"""An index as it lies open in one process, as arrays; refuses to rank and to write.

Whoosh's own matchers take some microseconds for each document that holds a word of the query, 40 ms
for three words in 12,000 documents. A segment never changes once it is written, so what was read
of it is kept as arrays: the next query that holds the word adds them up in a few microseconds.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator

import numpy
from whoosh.reading import IndexReader, SegmentReader, TermNotFound

MOST_KEPT = 3_000_000  # postings of one index kept in memory: 24 megabytes

SLIPS = 2  # letters changed; two letters swapped are two, as Whoosh counts

NONE = (numpy.empty(0, numpy.int32), numpy.empty(0, numpy.float32))


class Segment:
    """One immutable part of an index; only `live`, which of its documents still count, moves."""

    def __init__(self, reader: SegmentReader, postings: "Postings"):
        stored = [reader.stored_fields(number) for number in range(reader.doc_count_all())]
        self.identity = _identity(reader)
        self.keys = numpy.array([int(one["key"]) for one in stored], numpy.int64)
        self.lengths = numpy.array([one["length"] for one in stored], numpy.float64)
        self.opened = numpy.array([one["opened"] for one in stored], numpy.float64)
        self._postings = postings
        self.read_anew(reader)

    def read_anew(self, reader: SegmentReader) -> None:
        """Take another reader of the same segment, which knows of newer deletions."""
        self._reader = reader
        self.live = numpy.ones(len(self.keys), bool)
        for number in range(len(self.keys)) if reader.has_deletions() else ():
            self.live[number] = not reader.is_deleted(number)

    def holding(self, field: str, term: str) -> tuple[numpy.ndarray, numpy.ndarray]:
        """The live documents that hold a term, by number, and what it weighs in each."""
        ids, weights = self._postings.of(self._reader, self.identity, field, term)
        alive = self.live[ids]
        return (ids, weights) if alive.all() else (ids[alive], weights[alive])


class Postings:
    """What was read of segments, the least recently used dropped first."""

    def __init__(self):
        self._kept: OrderedDict = OrderedDict()
        self._size = 0

    def of(self, reader: SegmentReader, identity: str, field: str, term: str):
        """Numbers and weights of all documents of a segment that hold a term."""
        place = (identity, field, term)
        if place in self._kept:
            self._kept.move_to_end(place)
            return self._kept[place]
        found = _read(reader, field, term)
        self._kept[place] = found
        self._size += len(found[0]) + 8
        while self._size > MOST_KEPT:
            _, (ids, _) = self._kept.popitem(last=False)
            self._size -= len(ids) + 8
        return found


class Reading:
    """All segments of one generation of an index."""

    def __init__(self, reader: IndexReader, before: "Reading | None" = None):
        self.reader = reader
        self.postings: Postings = before.postings if before else Postings()
        known = {one.identity: one for one in before.segments} if before else {}
        self.segments: list[Segment] = [self._segment(leaf, known) for leaf in _leaves(reader)]
        self.documents = int(sum(one.live.sum() for one in self.segments))
        words = sum(one.lengths[one.live].sum() for one in self.segments)
        self.average_length = float(words / self.documents) if self.documents and words else 1.0

    def _segment(self, leaf: SegmentReader, known: dict[str, Segment]) -> Segment:
        segment = known.get(_identity(leaf))
        if segment is None:
            return Segment(leaf, self.postings)
        segment.read_anew(leaf)
        return segment

    def holding(self, term: str) -> int:
        """In how many live documents a term stands."""
        return sum(len(one.holding("terms", term)[0]) for one in self.segments)

    def keys(self) -> set[int]:
        """The keys of all live documents."""
        return {int(key) for one in self.segments for key in one.keys[one.live]}

    def words_near(self, word: str) -> Iterator[str]:
        """The indexed words that begin alike and are about two letters from this one."""
        for leaf in _leaves(self.reader):
            for term in leaf.terms_within("terms", "x" + word, maxdist=SLIPS, prefix=2):
                yield term[1:]


def _leaves(reader: IndexReader) -> Iterable[SegmentReader]:
    leaves = [leaf for leaf, _ in reader.leaf_readers() if leaf.doc_count_all()]
    return [leaf for leaf in leaves if isinstance(leaf, SegmentReader)]


def _identity(reader: SegmentReader) -> str:
    segment = reader.segment()
    assert segment is not None  # it reads one
    return segment.segment_id()


def _read(reader: SegmentReader, field: str, term: str) -> tuple[numpy.ndarray, numpy.ndarray]:
    """All postings of a term, of deleted documents too: which those are changes, this does not."""
    try:
        matcher = reader.postings(field, term.encode())
    except TermNotFound:
        return NONE
    matcher = getattr(matcher, "child", matcher)  # what is below the filter of deleted documents
    ids, weights = [], []
    while matcher.is_active():
        ids.append(matcher.id())
        weights.append(matcher.weight())
        matcher.next()
    return numpy.array(ids, numpy.int32), numpy.array(weights, numpy.float32)
