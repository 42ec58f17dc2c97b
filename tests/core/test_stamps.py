"""The name of the database's state: equal while nothing was committed, unknown when in doubt."""

import sqlite3
import threading

import psycopg
import pytest

from forum.core import stamps
from tests.moderation.scene import Scene


@pytest.fixture
def stamp(app):
    stamp = stamps.stamp_of(app.config["SQLALCHEMY_DATABASE_URI"])
    yield stamp
    stamp.close()


def test_it_stays_until_somebody_commits(app, cast, stamp):
    scene = Scene(app)
    before = stamp()
    assert before is not None and stamp() == before
    number = scene.open_case(cast.anna)
    after = stamp()
    assert after not in (None, before)
    scene.write(number, cast.ben)
    assert stamp() not in (None, before, after)


def test_what_was_taken_back_is_no_commit(app, cast, stamp):
    from forum.accounts.models import User
    from forum.core.db import db, intend_to_write

    seen = {stamp()}
    with app.app_context():
        intend_to_write(True)
        db.session.get(User, cast.anna.id).language = "de"
        db.session.flush()
        inside = stamp()
        db.session.rollback()
        intend_to_write(False)
        assert db.session.get(User, cast.anna.id).language == "en"
    assert inside is not None and seen


def test_many_threads_agree(stamp):
    seen, threads = [], []
    for _count in range(12):
        threads.append(threading.Thread(target=lambda: seen.extend(stamp() for _ in range(20))))
        threads[-1].start()
    for thread in threads:
        thread.join()
    assert len(seen) == 240 and len(set(seen)) == 1


def test_it_is_answered_again_after_it_was_closed(stamp):
    first = stamp()
    stamp.close()
    assert first is not None and stamp() is not None


@pytest.mark.only_on("sqlite", "a file")
def test_a_missing_file_has_no_stamp_and_is_not_made(tmp_path):
    stamp = stamps.stamp_of(f"sqlite:///{tmp_path / 'absent.sqlite'}")
    assert stamp() is None
    assert not (tmp_path / "absent.sqlite").exists()


def test_another_file_in_its_place_has_another_stamp(tmp_path):
    file, other = tmp_path / "a b?.sqlite", tmp_path / "other.sqlite"
    for path in (file, other):
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE t (x)")
        connection.close()
    stamp = stamps.SQLiteStamp(file)
    first = stamp()
    assert first == stamp() is not None
    other.replace(file)
    assert stamp() not in (None, first)
    stamp.close()


@pytest.mark.only_on("postgresql", "connections of a server")
def test_a_lost_connection_is_opened_again(app, engine):
    stamp = stamps.stamp_of(app.config["SQLALCHEMY_DATABASE_URI"])
    assert stamp() is not None
    _end_other_connections(app)
    assert stamp() is None
    assert stamp() is not None
    stamp.close()


@pytest.mark.only_on("postgresql", "connections of a server")
def test_one_thread_after_the_other_shares_a_connection(app, engine):
    stamp = stamps.stamp_of(app.config["SQLALCHEMY_DATABASE_URI"])
    for _count in range(5):
        thread = threading.Thread(target=stamp)
        thread.start()
        thread.join()
    assert len(stamp._idle) == 1
    stamp.close()
    assert stamp._idle == []


def test_a_server_that_is_not_there_has_no_stamp():
    assert stamps.PostgreSQLStamp("postgresql://nobody@/none?host=/nonexistent")() is None


def _end_other_connections(app) -> None:
    url = app.config["SQLALCHEMY_DATABASE_URI"].replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
