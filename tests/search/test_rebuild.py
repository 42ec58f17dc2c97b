"""An operator makes the search anew while people search, and can ask whether it is right."""

import threading

import pytest

from forum.core.db import db, writing
from forum.search import index, query, rows, whoosh_engine
from forum.search.documents import Filters
from forum.search.models import SearchDocument
from forum.search.whoosh_store import Store
from tests.search.conftest import document

BIRDS = [document(n, f"Amsel {n}", "Lied am Morgen") for n in range(1, 31)]


def test_a_rebuild_holds_exactly_what_it_was_given(library):
    library.put(document(99, "Altes"), *BIRDS[:5])
    told = []
    assert index.rebuild(BIRDS, told.append) == 30
    assert library.find("Altes") == []
    assert index.search("Amsel").total == 30
    assert index.check(BIRDS) == []
    assert all(number <= 30 for number in told)


@pytest.mark.slow
def test_people_find_something_at_every_moment_of_a_rebuild(app, library):
    library.put(*BIRDS)
    totals, done = [], threading.Event()

    def keep_searching():
        with app.app_context():
            while not done.is_set():
                totals.append(index.search("Amsel").total)
                db.session.rollback()
            db.session.remove()

    reader = threading.Thread(target=keep_searching)
    reader.start()
    index.rebuild(BIRDS)
    index.rebuild(BIRDS)
    done.set()
    reader.join()
    assert totals and set(totals) == {30}


class AtTheWrongMoment(Store):
    """A reader that a rebuild overtakes right after it has read which folder to open."""

    is_overtaken = False

    def current(self):
        name = super().current()
        if not self.is_overtaken:
            self.is_overtaken = True
            index.rebuild(BIRDS)
        return name


@pytest.mark.only_on("sqlite", "the index lies in files there; elsewhere it is a column")
@pytest.mark.parametrize("is_open_already", [True, False])
def test_a_reader_overtaken_by_a_rebuild_finds_in_the_new_index(app, library, is_open_already):
    library.put(document(1, "Amsel"))
    if is_open_already:
        assert library.find("Amsel") == [1]
    store = AtTheWrongMoment(app.config["DATA_DIR"] / "search")
    found = whoosh_engine.find(store, query.read("Amsel"), Filters(), 50)
    assert store.is_overtaken and found.total == 30


def test_what_is_written_during_a_rebuild_is_kept(library):
    library.put(*BIRDS[:3])

    def while_others_write():
        yield from BIRDS
        # All was read; now a case is changed and one is opened before the change-over.

    def someone_writes(_done):
        with writing():
            index.put(document(2, "Drossel"))
            index.put(document(77, "Fink"))

    monitored = iter([True])
    index.rebuild(while_others_write(), lambda done: next(monitored, None) and someone_writes(done))
    library.deliver()
    someone_writes(0)
    library.deliver()
    assert library.find("Fink") == [77]
    assert library.find("Drossel") == [2]


def test_a_check_names_each_difference(library):
    library.put(*BIRDS[:3])
    with writing() as session:
        session.delete(session.get(SearchDocument, 1))
        rows.save(document(2, "Heimlich geändert"))
    found = [str(one) for one in index.check(BIRDS[:4])]
    assert any(line.startswith("1: missing") for line in found)
    assert any(line.startswith("2: another version") for line in found)
    assert any(line.startswith("4: missing") for line in found)
    assert not any(line.startswith("3:") for line in found)


def test_a_check_before_anything_was_put_says_all_is_missing(library):
    assert len(index.check(BIRDS)) == 30
    assert index.check([]) == []


@pytest.mark.only_on("sqlite", "the index lies in files there; elsewhere it is a column")
def test_a_rebuild_leaves_nothing_of_the_old_index(app, library):
    library.put(document(1, "Kanarienvogel"))
    index.rebuild(BIRDS)
    folder = app.config["DATA_DIR"] / "search"
    assert len([path for path in folder.iterdir() if path.is_dir()]) == 1
    assert not any(b"kanarien" in p.read_bytes() for p in folder.rglob("*") if p.is_file())
