"""What is committed is found, what is removed is gone: across processes and after a kill."""

import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from forum.core import outbox
from forum.core.db import db, writing
from forum.search import index, whoosh_store
from forum.search.models import SearchDocument, SearchWord
from tests.data import REPOSITORY
from tests.search.conftest import document

FILES = pytest.mark.only_on("sqlite", "the index lies in files there; elsewhere it is a column")


def files(app) -> list:
    return [path for path in (app.config["DATA_DIR"] / "search").rglob("*") if path.is_file()]


def test_a_change_is_found_at_the_next_query(library):
    library.put(document(1, "Amsel"))
    assert library.find("Amsel") == [1]
    library.put(document(1, "Drossel"), document(2, "Amsel und Fink"))
    assert library.find("Amsel") == [2]
    assert library.find("Drossel") == [1]


def test_a_change_that_is_rolled_back_is_never_found(library):
    library.put(document(1, "Amsel"))
    with pytest.raises(RuntimeError), writing():
        index.put(document(1, "Drossel"))
        index.put(document(2, "Drossel"))
        raise RuntimeError
    library.deliver()
    assert library.find("Drossel") == []
    assert library.find("Amsel") == [1]


def test_what_is_removed_is_no_hit_before_the_worker_comes(library):
    library.put(document(1, "Amsel"), document(2, "Amsel"))
    with writing():
        index.remove(1)
    assert library.find("Amsel") == [2]


def test_of_what_is_removed_no_trace_remains(app, library):
    library.put(document(1, "Kanarienvogelgeheimnis", "Tel. 0151999", solution="Nimmerwiederwort"))
    library.put(document(2, "Anderes", "Fink"))
    library.remove(1)
    for word in ("Kanarienvogelgeheimnis", "0151999", "Nimmerwiederwort"):
        assert library.find(word) == []
    assert index.search("Kanarienvogelgeheimnix").suggestion is None
    held = [str(row) for row in db.session.execute(db.select(SearchDocument.__table__))]
    held += db.session.scalars(db.select(SearchWord.word))
    for word in ("anarienvogel", "0151999", "immerwieder"):
        assert not any(word in one.casefold() for one in held)
        assert not any(word.encode() in path.read_bytes() for path in files(app))


def test_of_what_is_edited_away_no_word_is_suggested(library):
    library.put(document(1, "Amsel Kanarienvogel"), document(2, "Amsel"))
    library.put(document(1, "Amsel"))
    assert library.find("Kanarienvogel") == []
    assert index.search("Kanarienvogl").suggestion is None
    assert index.search("Amsle").suggestion == "amsel"


def said_on_disk(app, word: str) -> bool:
    return any(word.encode() in path.read_bytes() for path in files(app))


@FILES
def test_what_a_changed_text_no_longer_says_leaves_the_disk_within_the_hour(app, library, clock):
    library.put(*(document(number, f"Fink {number}", "Lied") for number in range(2, 12)))
    library.put(document(1, "Amsel", "Kanarienvogel singt"), document(12, "Star", "Nachbar"))
    library.put(document(1, "Amsel", "Meise singt"))
    assert library.find("Kanarienvogel") == []
    clock.move(hours=1)
    library.deliver()
    assert not said_on_disk(app, "kanarienvogel") and said_on_disk(app, "nachbar")
    assert (library.find("Meise"), library.find("Star")) == ([1], [12])


@FILES
def test_a_text_that_is_only_continued_is_not_purged(library, clock):
    library.put(document(1, "Amsel", "Lied"))
    library.put(document(1, "Amsel", "Lied\n\nAntwort", status="solved", solution="Antwort"))
    assert outbox.waiting() == 0
    library.put(document(1, "Amsel", "Antwort", status="solved", solution="Antwort"))
    assert outbox.waiting() == 1
    clock.move(hours=1)
    library.deliver()
    assert outbox.waiting() == 0 and library.find("Antwort") == [1]


def test_delivering_twice_and_late_changes_nothing(library):
    library.put(document(1, "Amsel"), document(2, "Fink"))
    for payloads in ([{"key": 1}, {"key": 1}], [{"key": 99}], [{"key": 2}, {"key": 1}]):
        index.consume(payloads)
    assert library.find("Amsel") == [1]
    assert index.check([document(1, "Amsel"), document(2, "Fink")]) == []


def test_nothing_is_found_where_nothing_was_ever_put(library):
    assert library.find("Amsel") == []
    assert index.similar("Amsel", "", "de") == []
    index.consume([{"key": 1}])
    assert library.find("Amsel") == []


@FILES
def test_an_emptied_index_fills_again(library):
    library.put(document(1, "Amsel"))
    library.remove(1)
    assert library.find("Amsel") == []
    library.put(document(2, "Amsel"))
    assert library.find("Amsel") == [2]


@pytest.mark.slow
@FILES
def test_many_small_commits_stay_few_files(app, library):
    for number in range(1, 60):
        library.put(document(number, f"Amsel {number}", "und Fink"))
    assert len(files(app)) < 20
    assert index.search("Amsel").total == 59


@FILES
def test_a_lost_index_is_made_again_from_the_rows(app, library):
    import shutil

    library.put(document(1, "Amsel"), document(2, "Fink"))
    shutil.rmtree(app.config["DATA_DIR"] / "search")
    assert library.find("Amsel") == []
    library.put(document(3, "Drossel"))
    assert library.find("Amsel") == [1]
    assert library.find("Drossel") == [3]


WORKER = """
import sys
from flask import Flask
from forum.core import outbox
from forum.core.db import db
from forum.search import index
app = Flask("worker")
app.config.update(SQLALCHEMY_DATABASE_URI=sys.argv[1], DATA_DIR=sys.argv[2])
db.init_app(app)
with app.app_context():
    print("ready", flush=True)
    while True:
        outbox.deliver_due({index.KIND: outbox.Consumer(index.consume, batch=5)})
"""


def start_worker(app) -> subprocess.Popen:
    arguments = [app.config["SQLALCHEMY_DATABASE_URI"], str(app.config["DATA_DIR"])]
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, *arguments],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout.readline() == "ready\n"
    return worker


def end(worker: subprocess.Popen) -> None:
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    worker.stdout.close()


def found_within(seconds: float, library, word: str, keys: list[int]) -> bool:
    last = time.monotonic() + seconds
    while time.monotonic() < last:
        if library.find(word) == keys:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.slow
def test_another_process_finds_what_the_worker_wrote(app, library):
    library.put(document(1, "Amsel"))
    assert library.find("Amsel") == [1]
    worker = start_worker(app)
    try:
        for number in range(2, 6):
            with writing():
                index.put(document(number, f"Vogel{number}"))
            assert found_within(20, library, f"Vogel{number}", [number])
    finally:
        end(worker)


@pytest.mark.slow
@FILES
def test_a_worker_killed_at_any_moment_leaves_a_readable_index(app, library, monkeypatch):
    chance = random.Random(5)
    for round_ in range(6):
        with writing():
            for number in range(round_ * 10 + 1, round_ * 10 + 11):
                index.put(document(number, f"Amsel {number}", "Lied " * 300))
        worker = start_worker(app)
        time.sleep(chance.random() * 0.6)
        end(worker)
        index.search("Amsel Lied")
    free_leases(app)
    library.deliver()
    assert index.search("Amsel").total == 60
    wanted = [document(n, f"Amsel {n}", "Lied " * 300) for n in range(1, 61)]
    assert index.check(wanted) == []


def free_leases(app) -> None:
    """What a killed worker had taken is due again after a minute; here at once."""
    from sqlalchemy import update

    from forum.core.outbox import OutboxRow

    with writing() as session:
        session.execute(update(OutboxRow).values(due_at=datetime(2020, 1, 1, tzinfo=UTC)))


@FILES
def test_a_forked_process_opens_its_own_files(app, library):
    library.put(document(1, "Amsel"))
    assert library.find("Amsel") == [1]
    kept = whoosh_store._open[app.config["DATA_DIR"] / "search"]
    kept.process = -1  # as it looks from a child of this process
    assert library.find("Amsel") == [1]
    assert whoosh_store._open[app.config["DATA_DIR"] / "search"] is not kept
    kept.reading.reader.close()
