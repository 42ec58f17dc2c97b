"""Sealing: numbers without a gap, one history, and what makes it refuse."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from tests.ledger.sealed import verified

PATIENCE = 60  # seconds


@pytest.fixture
def keys(app) -> Path:
    return Path(app.config["DATA_DIR"]) / "keys"


@pytest.mark.slow
def test_entries_get_numbers_and_a_signed_checkpoint(record, keys):
    record.write(3)
    assert record.newest() is None
    assert record.seal() == 3
    record.write(300)
    assert record.seal() == 300
    assert [size for size, _root in verified(record)] == [3, 303]
    newest = record.newest()
    assert newest.origin == "localhost/log" and newest.note.startswith("localhost/log\n303\n")
    assert (keys / "last-checkpoint").read_text() == newest.note
    assert record.rows("SELECT * FROM ledger_unsealed") == []


def test_secret_keys_stay_in_their_folder(record, keys):
    record.write()
    record.seal()
    assert oct(keys.stat().st_mode)[-3:] == "700"
    assert oct((keys / "log.key").stat().st_mode)[-3:] == "600"
    # The form is PRIVATE+KEY+name+hash+secret, and in base64 a plus is a digit.
    secret = (keys / "log.key").read_text().strip().split("+", 4)[4]
    assert len(secret) == 44
    stored = str(record.rows("SELECT * FROM ledger_keys")) + record.newest().note
    assert secret not in stored and "PRIVATE" not in stored


@pytest.mark.slow
def test_without_urgency_it_signs_after_a_hundred_entries_or_a_minute(record, clock):
    def pass_by() -> list[int]:
        record.seal(is_urgent=False)
        return [size for size, _root in record.checkpoints()]

    record.write()
    assert pass_by() == [1], "the first one at once"
    record.write(99)
    assert pass_by() == [1]
    record.write()
    assert pass_by() == [1, 101]
    record.write()
    clock.move(seconds=59)
    assert pass_by() == [1, 101]
    clock.move(seconds=1)
    assert pass_by() == [1, 101, 102]
    clock.move(hours=2)
    assert pass_by() == [1, 101, 102], "nothing new, nothing to sign"


def test_an_idle_look_costs_one_statement(app, record, statements):
    record.write()
    record.seal()
    with statements() as counted:
        record.seal(is_urgent=False)
    assert counted.number == 1, counted


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_seals SET entry_id = entry_id + 100",
        "DELETE FROM ledger_seals",
        "UPDATE ledger_checkpoints SET root = ''",
        "DELETE FROM ledger_checkpoints",
        "DELETE FROM ledger_tiles",
        "UPDATE ledger_tiles SET hashes = substr(hashes, 1, 32)",
    ],
)
def test_the_database_refuses_to_rewrite_the_seal(record, statement):
    from sqlalchemy import text

    from forum.core.db import db, writing

    def rewrite():
        with writing():
            db.session.execute(text(statement))

    record.write(2)
    record.seal()
    with pytest.raises(DBAPIError, match="never rewritten"):
        record.call(rewrite)
    assert len(verified(record)) == 1


ATTACKS = {
    "an entry altered": ["UPDATE ledger_entries SET canonical = '{}' WHERE id = 2"],
    "an entry removed": ["DELETE FROM ledger_entries WHERE id = 2"],
    "an entry and its number removed": [
        "DELETE FROM ledger_entries WHERE id = 4",
        "DELETE FROM ledger_seals WHERE seq = 4",
    ],
    "two swapped": [
        "UPDATE ledger_seals SET entry_id = 99 WHERE seq = 1",
        "UPDATE ledger_seals SET entry_id = 1 WHERE seq = 2",
        "UPDATE ledger_seals SET entry_id = 2 WHERE seq = 1",
    ],
    "a tile lost": ["DELETE FROM ledger_tiles"],
    "a checkpoint altered": [
        "UPDATE ledger_checkpoints SET note = replace(note, 'localhost', 'elsewhere')"
    ],
    "the checkpoints gone": ["DELETE FROM ledger_checkpoints", "DELETE FROM ledger_keys"],
    "all of it sealed anew": [
        "DELETE FROM ledger_checkpoints",
        "DELETE FROM ledger_tiles",
        "DELETE FROM ledger_seals",
        "DELETE FROM ledger_entries WHERE id = 2",
        "INSERT INTO ledger_unsealed (entry_id) SELECT id FROM ledger_entries",
    ],
}


@pytest.mark.slow
@pytest.mark.parametrize("attack", ATTACKS)
def test_it_refuses_what_does_not_extend_what_was_signed(record, attack):
    record.write(4)
    record.seal()
    record.tamper(*ATTACKS[attack])
    before = record.checkpoints()
    record.write(200 if "anew" not in attack else 1)
    result = record.command("seal")
    assert result.exit_code == 1 and "docs/ledger.md" in result.output, result.output
    assert record.checkpoints() == before
    status, [problem] = record.ready()
    assert status == 503 and "not signed" in problem


def test_an_older_backup_is_named(record, keys):
    record.write(4)
    record.seal()
    record.tamper(
        "DELETE FROM ledger_checkpoints",
        "DELETE FROM ledger_tiles",
        "DELETE FROM ledger_seals",
    )
    result = record.command("seal")
    assert "numbered only 0: it is older" in result.output


def test_the_key_at_hand_must_be_the_registered_one(record, keys, clock):
    record.write()
    record.seal()
    kept = (keys / "log.key").read_text()
    (keys / "log.key").write_text(record.command("new-key").output)
    record.write()
    result = record.command("seal")
    assert result.exit_code == 1 and "neither in LOG_KEY nor" in result.output
    os.remove(keys / "log.key")
    assert record.command("seal").exit_code == 1 and not (keys / "log.key").exists()
    clock.move(minutes=6)
    status, problems = record.ready()
    assert status == 503 and any("lain unsealed for five minutes" in one for one in problems)
    (keys / "log.key").write_text(kept)
    assert record.command("seal").exit_code == 0
    assert [size for size, _root in verified(record)] == [1, 2]


def test_a_log_keeps_its_name(app, record):
    record.write()
    record.seal()
    app.config["BASE_URL"] = "https://elsewhere.example"
    record.write()
    record.seal()
    assert record.newest().origin == "localhost/log"
    app.config["LOG_ORIGIN"] = "elsewhere.example/log"
    record.write()
    assert "A log keeps its name" in record.command("seal").output


def test_a_late_backdated_entry_is_not_late_for_sealing(record, clock, worker):
    from forum.core.db import writing
    from forum.ledger.ledger import IMPORT
    from forum.ledger.ledger import record as append

    def bring_in():
        with writing():
            append("case.imported", actor=IMPORT, subject=1, at=clock.now - timedelta(days=4000))

    record.call(bring_in)
    assert record.ready() == (200, [])
    clock.move(minutes=6)
    assert record.ready()[0] == 503
    worker()
    assert record.ready() == (200, [])


def test_the_worker_goes_on_when_signing_is_refused(record, worker, caplog):
    record.write(2)
    worker()  # seals, so that what this process was refused before is forgotten
    record.tamper("UPDATE ledger_entries SET canonical = '{}' WHERE id = 2")
    record.write()
    worker()
    worker()
    said = [one for one in caplog.messages if "the record is not signed" in one]
    assert len(said) == 1 and "Entry 2" in said[0]


def test_a_running_worker_seals_within_seconds(app, record):
    from tests.harness.nearby import working_for

    record.write(2)
    until = time.monotonic() + PATIENCE
    with working_for(app):
        while record.newest() is None:
            assert time.monotonic() < until, "nothing was signed"
            time.sleep(0.05)
    assert [size for size, _root in verified(record)] == [2]
