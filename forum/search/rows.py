"""Reads and writes the searchable copies of documents; refuses to know how they are found."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from forum.core.db import db, is_postgresql
from forum.core.text import clean_text
from forum.search import analysis, postgres_engine
from forum.search.documents import Document, call_number, place_of
from forum.search.models import SearchDocument

BATCH = 200  # rows read at once where all are read
_FIELDS = tuple(name for name in Document.__dataclass_fields__ if name != "shelf")
COLUMNS = tuple(getattr(SearchDocument, name) for name in _FIELDS)


def save(document: Document) -> None:
    """Insert or replace the document's row, on PostgreSQL with its vector."""
    document = storable(document)
    values = _values(document) | {"digest": digest(document)}
    statement: postgresql.Insert | sqlite.Insert
    if is_postgresql():
        found = analysis.analyse(document)
        postgres_engine.forget_words(values["key"], kept=found.occurrences)
        values |= {"length": found.length, "vector": postgres_engine.vector(found)}
        statement = postgresql.insert(SearchDocument).values(values)
    else:
        values |= {"length": len(document.text.split())}
        statement = sqlite.insert(SearchDocument).values(values)
    changed = {name: value for name, value in values.items() if name != "key"}
    db.session.execute(
        statement.on_conflict_do_update(index_elements=[SearchDocument.key], set_=changed)
    )


def says_less(document: Document) -> bool:
    """Whether its row holds text that this version does not only continue, as a reply does."""
    texts = (SearchDocument.title, SearchDocument.text, SearchDocument.solution)
    number = call_number(document.key, document.shelf)
    held = db.session.execute(select(*texts).where(SearchDocument.key == number)).first()
    said = storable(document)
    after = (said.title, said.text, said.solution)
    return held is not None and not all(map(str.startswith, after, held))


def drop(key: int) -> None:
    """Remove the row with this call number, and on PostgreSQL the words that stood in it alone."""
    if is_postgresql():
        postgres_engine.forget_words(key)
    db.session.execute(delete(SearchDocument).where(SearchDocument.key == key))


def documents(keys: Iterable[int]) -> list[Document]:
    """The documents with these call numbers that are there."""
    return [document for document, _ in with_digests(keys)]


def with_digests(keys: Iterable[int]) -> list[tuple[Document, str]]:
    """The documents with these call numbers that are there, each with its version's digest."""
    chosen = select(*COLUMNS, SearchDocument.digest).where(SearchDocument.key.in_(set(keys)))
    return [_document(row) for row in db.session.execute(chosen)]


def all_with_digests() -> Iterator[tuple[Document, str]]:
    """Every document by key, read in batches, so that no long reading holds the database."""
    last = None
    while True:
        chosen = select(*COLUMNS, SearchDocument.digest).order_by(SearchDocument.key).limit(BATCH)
        if last is not None:
            chosen = chosen.where(SearchDocument.key > last)
        batch = [_document(row) for row in db.session.execute(chosen)]
        db.session.rollback()
        yield from batch
        if len(batch) < BATCH:
            return
        last = call_number(batch[-1][0].key, batch[-1][0].shelf)


def digests() -> dict[int, str]:
    """The version of every row by call number; on PostgreSQL one without vector counts as none."""
    chosen = select(SearchDocument.key, SearchDocument.digest)
    if is_postgresql():
        chosen = chosen.where(SearchDocument.vector.is_not(None))
    return {row.key: row.digest for row in db.session.execute(chosen)}


def digest(document: Document) -> str:
    """What tells two versions of a document apart, and two ways of analysing it."""
    plain = _values(storable(document)) | {"opened_at": document.opened_at.timestamp()}
    canonical = json.dumps([analysis.VERSION, plain], sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()[:32]


def storable(document: Document) -> Document:
    """The document without characters that a database refuses."""
    return replace(
        document,
        title=clean_text(document.title),
        text=clean_text(document.text),
        solution=clean_text(document.solution),
    )


def read(row) -> Document:
    """The document of a row that was asked for by COLUMNS first."""
    number, *values = row[: len(_FIELDS)]
    key, shelf = place_of(number)
    return Document(*(key, *values, shelf))


def _document(row) -> tuple[Document, str]:
    return read(row), row.digest


def _values(document: Document) -> dict:
    """The columns of its row, with its call number as the key."""
    values = asdict(document)
    return values | {"key": call_number(document.key, values.pop("shelf"))}
