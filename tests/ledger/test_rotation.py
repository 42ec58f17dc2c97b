"""A new key follows the old one: both sign once, the record says so, and nothing gets lost."""

import hashlib
import json
from pathlib import Path

import pytest

from tests.ledger.sealed import verified


@pytest.fixture
def keys(app) -> Path:
    return Path(app.config["DATA_DIR"]) / "keys"


def signatures(record) -> list[str]:
    """The ids of the keys under the newest checkpoint."""
    from forum.ledger import note

    return [key_id.hex() for _name, key_id, _signed in note.split(record.newest().note)[1]]


def public(record) -> list:
    from forum.ledger import keys

    return record.call(keys.registered)


def ids(record) -> list[str]:
    return [one.key.id.hex() for one in public(record)]


def test_both_sign_once_and_then_the_new_one_alone(record, keys):
    record.write(3)
    record.seal()
    assert signatures(record) == ids(record)
    result = record.command("rotate")
    assert result.exit_code == 0, result.output
    old, new = public(record)
    assert signatures(record) == [old.key.id.hex(), new.key.id.hex()]
    assert (old.from_size, old.until_size) == (1, 4) and (new.from_size, new.until_size) == (
        4,
        None,
    )
    assert new.key.text in result.output
    assert not (keys / "log.key.next").exists()
    record.write()
    record.seal()
    assert signatures(record) == [new.key.id.hex()]
    assert [size for size, _root in verified(record)] == [3, 4, 5]


def test_the_record_says_which_key_followed_which(record):
    record.write()
    record.seal()
    record.command("rotate")
    page = record.app.test_client().get("/log").text
    assert "signed with a new key" in page and "Operator of this forum" in page
    old, new = (one.key for one in public(record))
    [(canonical,)] = record.rows(
        "SELECT canonical FROM ledger_entries WHERE kind = 'log.key_rotated'"
    )
    entry = json.loads(canonical)
    assert entry["actor"]["role"] == "operator" and entry["case"] is None
    assert entry["fields"] == {
        "old_key": old.id.hex(),
        "old_sha256": hashlib.sha256(old.public).hexdigest(),
        "new_key": new.id.hex(),
        "new_sha256": hashlib.sha256(new.public).hexdigest(),
        "old_lost": False,
    }


def test_an_interrupted_rotation_goes_on(record, keys, monkeypatch):
    from forum.ledger import keyfiles

    record.write()
    record.seal()
    monkeypatch.setattr(keyfiles, "promote", lambda: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        record.call(_rotate)
    monkeypatch.undo()
    assert (keys / "log.key.next").exists() and len(ids(record)) == 2
    record.write()
    record.seal()
    assert not (keys / "log.key.next").exists()
    assert signatures(record) == ids(record)[1:]
    assert len(verified(record)) == 3


def _rotate():
    from forum.ledger import rotation

    rotation.rotate()


def test_what_was_begun_before_the_database_knew_is_taken_up(record, keys):
    from forum.ledger.note import SignerKey

    record.write()
    record.seal()
    waiting = SignerKey.fresh("localhost/log")
    (keys / "log.key.next").write_text(waiting.text)
    assert record.command("rotate").exit_code == 0
    assert ids(record)[1] == waiting.verifier.id.hex()


def test_a_log_that_has_not_begun_has_nothing_to_rotate(record):
    result = record.command("rotate")
    assert result.exit_code == 1 and "has not begun" in result.output


def test_without_the_old_key_nothing_is_rotated_unless_it_is_said_to_be_lost(record, keys):
    record.write()
    record.seal()
    (keys / "log.key").unlink()
    assert record.command("rotate").exit_code == 1
    assert len(ids(record)) == 1
    result = record.command("rotate", "--old-is-lost")
    assert result.exit_code == 0, result.output
    assert signatures(record) == ids(record)[1:]
    assert '"old_lost":true' in record.rows("SELECT canonical FROM ledger_entries")[-1][0]
    assert [size for size, _root in verified(record)] == [1, 2]


def test_keys_can_be_given_by_setting(app, record, keys):
    first, second = (record.command("new-key").output.strip() for _ in range(2))
    app.config["LOG_KEY"] = first
    record.write()
    record.seal()
    assert not (keys / "log.key").exists()
    result = record.command("rotate")
    assert result.exit_code == 1 and "LOG_KEY holds one key alone" in result.output
    app.config["LOG_KEY"] = f"{first} {second}"
    assert record.command("rotate").exit_code == 0
    assert len(signatures(record)) == 2
    app.config["LOG_KEY"] = second
    record.write()
    record.seal()
    assert signatures(record) == ids(record)[1:]
    app.config["LOG_KEY"] = "PRIVATE+KEY+nonsense"
    record.write()
    result = record.command("seal")
    assert result.exit_code == 1 and "LOG_KEY" in result.output and "nonsense" not in result.output
