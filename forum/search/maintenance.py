"""Keeps rows and index equal: the worker's rounds, rebuild and check; refuses to search."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import select, text

from forum.core.db import db, is_postgresql, writing
from forum.search import analysis, postgres_engine, rows, whoosh_engine
from forum.search.documents import ARTICLE, Document, call_number, place_of
from forum.search.models import SearchDocument
from forum.search.whoosh_store import Store

BATCH = 100  # documents written in one transaction: others wait a moment, not a rebuild


@dataclass(frozen=True)
class Difference:
    """One document, by its call number, that is not everywhere as it should be."""

    key: int
    what: str

    def __str__(self) -> str:
        key, shelf = place_of(self.key)
        return f"{'article ' if shelf == ARTICLE else ''}{key}: {self.what}"


def bring_up_to_date(store: Store, keys: set[int], *, is_purge: bool = False) -> None:
    """Make the Whoosh index hold of `keys` what the rows hold; makes the index if it is lost.

    With `is_purge` nothing of any document's earlier versions stays on disk.
    """
    try:
        whoosh_engine.update(store, keys, _found, is_purge=is_purge)
    except whoosh_engine.NoIndex:
        _build(store, lambda done: None)
    finally:
        db.session.rollback()  # nothing was written; the reading ends here


def rebuild(
    store: Store | None, documents: Iterable[Document], progress: Callable[[int], object]
) -> int:
    """Write all rows anew, then the index aside and change over; the old one serves meanwhile.

    `documents` is drawn in batches, each inside the write transaction that stores it, so a
    document changed meanwhile is read either before the change and replaced by it, or after.
    `progress` is told how many documents are done.
    """
    with writing() as session:
        before = set(session.scalars(select(SearchDocument.key)))
    seen: set[int] = set()
    remaining = iter(documents)
    while _save_batch(remaining, seen):
        if store is None:
            progress(len(seen))
    with writing():
        for key in before - seen:
            rows.drop(key)
    if store is not None:
        _build(store, progress)
    else:
        with writing():
            postgres_engine.forget_unused_words()
    return len(seen)


def check(store: Store | None, documents: Iterable[Document]) -> list[Difference]:
    """Where the rows differ from `documents`, or the Whoosh index from the rows."""
    wanted = {_number(document): rows.digest(document) for document in documents}
    held = rows.digests()
    differences = _compare(wanted, held, "the table")
    if store is not None:
        differences += _compare(held, whoosh_engine.digests(store), "the index")
    return differences


def _compare(wanted: dict[int, str], held: dict[int, str], where: str) -> list[Difference]:
    found = []
    for key in sorted(wanted.keys() | held.keys()):
        if key not in held:
            found.append(Difference(key, f"missing in {where}"))
        elif key not in wanted:
            found.append(Difference(key, f"should not be in {where}"))
        elif wanted[key] != held[key]:
            found.append(Difference(key, f"another version in {where}"))
    return found


def _save_batch(documents: Iterable[Document], seen: set[int]) -> bool:
    with writing() as session:
        if is_postgresql():
            # Nobody may change a document between our reading of it and our storing of it.
            session.execute(text("LOCK TABLE search_documents IN SHARE ROW EXCLUSIVE MODE"))
        batch = list(islice(documents, BATCH))
        for document in batch:
            rows.save(document)
        if is_postgresql():
            postgres_engine.learn_words(analysis.analyse(document) for document in batch)
    seen.update(map(_number, batch))
    return bool(batch)


def _build(store: Store, progress: Callable[[int], object]) -> None:
    """Fill an index aside from the rows, catch up with what was written meanwhile, change over."""
    with store.building():
        name = whoosh_engine.fill(store, _counted(progress))
        with store.locked():
            held, wanted = whoosh_engine.digests(store, name), rows.digests()
            late = {one.key for one in _compare(wanted, held, "")}
            whoosh_engine.write(store.open(name), late, set(held), _found(late))
            store.use(name)
    db.session.rollback()


def _counted(progress: Callable[[int], object]):
    for done, pair in enumerate(rows.all_with_digests(), 1):
        yield pair
        if done % BATCH == 0:
            progress(done)


def _found(keys: set[int]) -> dict[int, tuple[Document, str]]:
    return {_number(found): (found, digest) for found, digest in rows.with_digests(keys)}


def _number(document: Document) -> int:
    return call_number(document.key, document.shelf)
