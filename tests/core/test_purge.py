"""The storage forgets what was removed, waits for who still reads, and tries again."""

import random
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from forum.core import purge
from forum.core.db import db, is_postgresql, writing
from forum.core.outbox import OutboxRow

CANARY = "qxkanarienvogel"


def sqlite_file(app) -> Path:
    return Path(app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///"))


def put_row(app):
    """A row with the canary, removed again at once, and the storage told to forget it."""
    from forum.core.drafts import KeptDraft, keep

    with app.app_context():
        with writing():
            keep("/somewhere", {"body": [CANARY]})
        with writing():
            db.session.query(KeptDraft).delete()
            purge.forget([KeptDraft])


def pending(app) -> list[str]:
    with app.app_context():
        return [row.kind for row in db.session.query(OutboxRow)]


@pytest.mark.slow
@pytest.mark.only_on("sqlite", "PostgreSQL has no pages that are split in place")
def test_copies_that_split_pages_left_behind_go(app):
    """`secure_delete` alone leaves them; were this ever to change, the first assertion says so."""
    chance = random.Random(1)

    def words(length):
        return "".join(chance.choices("abcdef ", k=length))

    with app.app_context():
        raw = db.engine.raw_connection()
        raw.execute("CREATE TABLE scratch (id INTEGER PRIMARY KEY, body TEXT UNIQUE)")
        for count in range(8_000):
            marked = CANARY if count % 10 == 0 else ""
            body = f"{words(20)}{marked}{words(chance.choice([20, 60, 400]))}{count}"
            raw.execute("INSERT INTO scratch (body) VALUES (?)", (body,))
        raw.execute("DELETE FROM scratch WHERE body LIKE ?", (f"%{CANARY}%",))
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.close()
        assert CANARY.encode() in sqlite_file(app).read_bytes()
        purge.deliver([{"tables": []}])
    assert CANARY.encode() not in sqlite_file(app).read_bytes()


@pytest.mark.only_on("sqlite", "a write-ahead file that a reader holds is SQLite's")
def test_a_reader_delays_it_and_it_is_tried_again(app, worker, clock, monkeypatch):
    monkeypatch.setattr(purge, "PATIENCE", 0.1)
    put_row(app)
    log = sqlite_file(app).with_name(sqlite_file(app).name + "-wal")
    assert CANARY.encode() in log.read_bytes()
    reader = sqlite3.connect(sqlite_file(app), isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM users").fetchone()
    worker()
    assert pending(app) == [purge.KIND]
    reader.close()
    clock.move(hours=2)
    worker()
    assert pending(app) == [] and CANARY.encode() not in log.read_bytes()


@pytest.mark.only_on("postgresql", "SQLite has no transactions that keep dead rows")
@pytest.mark.parametrize("is_writing", [False, True])
def test_an_older_transaction_is_waited_for(app, worker, clock, monkeypatch, is_writing):
    monkeypatch.setattr(purge, "PATIENCE", 0.1)
    with app.app_context(), db.engine.connect() as other:
        other = other.execution_options(isolation_level="REPEATABLE READ")
        other.execute(text("SELECT count(*) FROM kept_drafts"))
        if is_writing:
            other.execute(text("SELECT pg_current_xact_id()"))
        put_row(app)
        worker()
        assert pending(app) == [purge.KIND]
        other.rollback()
        # Whoever writes in another database of the same server is waited for as well.
        monkeypatch.setattr(purge, "PATIENCE", 30)
        clock.move(hours=2)
        worker()
        assert pending(app) == []


@pytest.mark.only_on("postgresql", "SQLite knows no permissions")
def test_a_role_that_may_not_begin_a_new_log_goes_on(app, monkeypatch, caplog):
    """The operator is told what is missing; the tables are written anew all the same."""
    with app.app_context(), db.engine.connect() as connection:
        connection = connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.execute(text("DROP ROLE IF EXISTS plain_forum"))
        connection.execute(text("CREATE ROLE plain_forum"))
        connection.execute(text("GRANT ALL ON ALL TABLES IN SCHEMA public TO plain_forum"))
        try:
            connection.execute(text("SET ROLE plain_forum"))
            for statement in ("SELECT pg_switch_wal()", "CHECKPOINT"):
                purge._if_permitted(connection, statement)
        finally:
            connection.execute(text("RESET ROLE"))
            connection.execute(text("DROP OWNED BY plain_forum"))
            connection.execute(text("DROP ROLE plain_forum"))
    assert [record.getMessage() for record in caplog.records] == [
        f"purge: not permitted: {one}; see docs/erasure.md"
        for one in ("SELECT pg_switch_wal()", "CHECKPOINT")
    ]


def test_a_table_that_there_is_not_is_passed_over(app):
    with app.app_context():
        purge.deliver([{"tables": ["no_such_table", 'users"; DROP TABLE users; --']}])
        assert db.session.execute(text("SELECT count(*) FROM users")).scalar() == 0


def test_many_removals_cost_one_rewriting(app, worker, monkeypatch):
    calls = []
    monkeypatch.setattr(purge, "_rewrite_file", lambda: calls.append("file"))
    monkeypatch.setattr(purge, "_rewrite_tables", calls.append)
    for _count in range(20):
        put_row(app)
    worker()
    with app.app_context():
        assert calls == ([["kept_drafts", "outbox"]] if is_postgresql() else ["file"])
    assert pending(app) == []


def test_nothing_lies_in_memory_beyond_its_minute(clock, app):
    from forum.core.memory import LONGEST, Memory

    memory = Memory(entries=100, size=1_000)
    memory.put(("page",), "stamp", CANARY, 10)
    clock.move(seconds=(LONGEST + timedelta(seconds=1)).total_seconds())
    memory.put(("another",), "stamp", "value", 10)
    assert len(memory) == 1 and memory.size == 10
