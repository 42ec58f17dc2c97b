"""How a document lies in a Whoosh index and how a match is weighed; refuses any file handling."""

from whoosh import fields, formats, scoring

from forum.search import analysis, ranking
from forum.search.documents import Document


class Terms(fields.FieldType):
    """The terms of a document, analysed already, with the weights of their occurrences."""

    def __init__(self):
        super().__init__(formats.Existence(), None, scorable=True, stored=False)

    def index(self, value: analysis.Analysis, **_):
        """Yield (term, length share, weight, nothing) for Whoosh's writer."""
        # Whoosh adds up the second number to the document's length: the first term brings it all.
        length = value.length
        for term, places in value.occurrences.items():
            yield term.encode(), length, analysis.weight(places.values()), b""
            length = 0


def schema() -> fields.Schema:
    """One field of terms to rank by; the others only filter."""
    return fields.Schema(
        key=fields.ID(stored=True, unique=True),
        digest=fields.STORED(),
        terms=Terms(),
        status=fields.ID(),
        category=fields.ID(),
        language=fields.ID(),
        solved=fields.ID(),
        opened=fields.NUMERIC(int, bits=64, sortable=False),
    )


def entry(document: Document, digest: str) -> dict:
    """The fields of one document as Whoosh's writer takes them."""
    return {
        "key": str(document.key),
        "digest": digest,
        "terms": analysis.analyse(document),
        "status": document.status,
        "category": document.category,
        "language": document.language,
        "solved": "1" if document.has_solution else "0",
        "opened": int(document.opened_at.timestamp()),
    }


class BM25(scoring.WeightingModel):
    """The ranking both engines share; Whoosh's own differs in the rarity of a word."""

    def scorer(self, searcher, fieldname, text, qf=1):
        """The scorer of one term, with its rarity over the whole index."""
        return _TermScorer(searcher, fieldname, text)


class _TermScorer(scoring.WeightLengthScorer):
    def __init__(self, searcher, fieldname, text):
        whole = searcher.get_parent()
        self._rarity = ranking.rarity(whole.doc_count_all(), whole.doc_frequency(fieldname, text))
        self._average = whole.avg_field_length(fieldname) or 1
        self.setup(searcher, fieldname, text)

    def _score(self, weight, length):
        return self._rarity * ranking.saturation(weight, length / self._average)
