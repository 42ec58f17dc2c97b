"""How a document lies in a Whoosh index; refuses any ranking and any file handling."""

from whoosh import fields, formats

from forum.search import analysis
from forum.search.documents import Document, call_number


class Terms(fields.FieldType):
    """The terms of a document, analysed already, with what their occurrences weigh together."""

    def __init__(self):
        # Whoosh's own fields of numbers have none either.
        super().__init__(formats.Existence(), None)  # type: ignore[arg-type]

    def index(self, value: analysis.Analysis, **_):
        """Yield (term, frequency, weight, value) as Whoosh's writer takes them."""
        for term, places in value.occurrences.items():
            yield term.encode(), 1, analysis.weight(places.values()), b""


def schema() -> fields.Schema:
    """One field of terms to rank by, some to filter by, and numbers stored with the document."""
    return fields.Schema(
        key=fields.ID(stored=True, unique=True),
        terms=Terms(),
        status=fields.ID(),
        category=fields.ID(),
        language=fields.ID(),
        solved=fields.ID(),
        digest=fields.STORED(),
        length=fields.STORED(),
        opened=fields.STORED(),
    )


def entry(document: Document, digest: str) -> dict:
    """The fields of one document as Whoosh's writer takes them."""
    found = analysis.analyse(document)
    return {
        "key": str(call_number(document.key, document.shelf)),
        "terms": found,
        "status": document.status,
        "category": document.category,
        "language": document.language,
        "solved": "1" if document.has_solution else "0",
        "digest": digest,
        "length": found.length,
        "opened": document.opened_at.timestamp(),
    }
