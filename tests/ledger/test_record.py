"""The record: what it takes, what it refuses, and that the database itself keeps it."""

import hashlib
import json

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from forum.ledger.canonical import canonical, check_plain, commitment


def write(app, **more) -> int:
    from forum.core.db import writing
    from forum.ledger.ledger import Actor, record

    with app.app_context(), writing():
        return record("case.declined", actor=Actor("staff", "S-01"), subject=7, **more)


def test_an_entry_holds_a_commitment_instead_of_the_text(app):
    from forum.ledger.queries import entries_about

    write(app, fields={"post": 2}, texts={"reason": "Nicht unser Netz – leider."})
    with app.app_context():
        (entry,) = entries_about(7)
    assert "Netz" not in entry.canonical
    assert entry.texts == {"reason": "Nicht unser Netz – leider."}
    assert json.loads(entry.canonical)["actor"] == {"pseudonym": "S-01", "role": "staff"}


def test_the_commitment_is_sha_256_of_salt_and_text():
    salt = "00" * 32
    expected = hashlib.sha256(bytes(32) + "Grüße".encode()).hexdigest()
    assert commitment("Grüße", salt) == expected


def test_the_same_entry_has_one_form():
    assert canonical({"b": 1, "a": "ü", "c": None}) == '{"a":"ü","b":1,"c":null}'


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entries SET kind = 'x'",
        "DELETE FROM ledger_entries",
        "UPDATE ledger_entries SET actor = '' WHERE id = 1",
    ],
)
def test_the_database_refuses_to_rewrite_it(app, statement):
    from forum.core.db import db, writing

    write(app)
    with app.app_context():
        with pytest.raises(DBAPIError, match="never rewritten"), writing():
            db.session.execute(text(statement))
        kept = db.session.execute(text("SELECT kind, actor FROM ledger_entries")).all()
    assert kept == [("case.declined", "S-01")]


@pytest.mark.only_on("sqlite", "PostgreSQL knows no REPLACE")
def test_the_database_refuses_to_replace_an_entry(app):
    from forum.core.db import db, writing

    write(app)
    statement = (
        "INSERT OR REPLACE INTO ledger_entries SELECT id, 'x', at, subject, actor_role, actor, "
        "canonical FROM ledger_entries"
    )
    with app.app_context(), pytest.raises(DBAPIError, match="never rewritten"), writing():
        db.session.execute(text(statement))


@pytest.mark.only_on("postgresql", "SQLite knows no TRUNCATE")
def test_the_database_refuses_to_empty_it(app):
    from forum.core.db import db, writing

    write(app)
    with app.app_context(), pytest.raises(DBAPIError, match="never rewritten"), writing():
        db.session.execute(text("TRUNCATE ledger_entries"))


def test_erasing_a_text_leaves_the_entry(app):
    from forum.core.db import db, writing
    from forum.ledger.queries import entries_about

    write(app, texts={"reason": "Somebody's name"})
    with app.app_context():
        before = entries_about(7)[0].canonical
        with writing():
            db.session.execute(text("DELETE FROM ledger_texts"))
        (entry,) = entries_about(7)
    assert entry.canonical == before and entry.texts == {}


def test_nothing_is_entered_when_the_decision_fails(app):
    from forum.core.db import writing
    from forum.ledger.ledger import CLOCK, record
    from forum.ledger.queries import entries_about

    with app.app_context():
        with pytest.raises(RuntimeError), writing():
            record("case.closed", actor=CLOCK, subject=7)
            raise RuntimeError("the decision itself went wrong")
        assert entries_about(7) == []


@pytest.mark.parametrize(
    "fields",
    [{"title": "No dial tone since Monday"}, {"name": "Anna Ölmühl"}, {"x": 1.5}, {"A b": 1}],
)
def test_free_text_cannot_slip_in_as_a_field(fields):
    with pytest.raises(ValueError, match="no such field"):
        check_plain(fields)


def test_an_entry_that_no_bundle_could_hold_is_refused(app):
    write(app, fields={"cases": [10**9] * 5_000})
    with pytest.raises(ValueError, match="as long as this"):
        write(app, fields={"cases": [10**9] * 6_000})
