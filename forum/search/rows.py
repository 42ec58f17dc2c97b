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
from forum.search.documents import Document
from forum.search.models import SearchDocument

BATCH = 200  # rows read at once where all are read
_FIELDS = tuple(Document.__dataclass_fields__)
COLUMNS = tuple(getattr(SearchDocument, name) for name in _FIELDS)


def save(document: Document) -> None:
    """Insert or replace the document's row, on PostgreSQL with its vector."""
    document = storable(document)
    values = asdict(document) | {"digest": digest(document)}
    if is_postgresql():
        found = analysis.analyse(document)
        postgres_engine.forget_words(document.key, kept=found.occurrences)
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
    held = db.session.execute(select(*texts).where(SearchDocument.key == document.key)).first()
    said = storable(document)
    after = (said.title, said.text, said.solution)
    return held is not None and not all(map(str.startswith, after, held))


def drop(key: int) -> None:
    """Remove the document's row, and on PostgreSQL the words that stood in it alone."""
    if is_postgresql():
        postgres_engine.forget_words(key)
    db.session.execute(delete(SearchDocument).where(SearchDocument.key == key))


def documents(keys: Iterable[int]) -> list[Document]:
    """The documents with these keys that are there."""
    return [document for document, _ in with_digests(keys)]


def with_digests(keys: Iterable[int]) -> list[tuple[Document, str]]:
    """The documents with these keys that are there, each with the digest of its version."""
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
        last = batch[-1][0].key


def digests() -> dict[int, str]:
    """The version of every row; on PostgreSQL a row without vector counts as none."""
    chosen = select(SearchDocument.key, SearchDocument.digest)
    if is_postgresql():
        chosen = chosen.where(SearchDocument.vector.is_not(None))
    return {row.key: row.digest for row in db.session.execute(chosen)}


def digest(document: Document) -> str:
    """What tells two versions of a document apart, and two ways of analysing it."""
    plain = asdict(storable(document)) | {"opened_at": document.opened_at.timestamp()}
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


def _document(row) -> tuple[Document, str]:
    return Document(*row[: len(_FIELDS)]), row.digest
