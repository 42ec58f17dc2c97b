"""A sealed record in a database, and what somebody with all rights there can do to it."""

import hashlib
import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import text

SIZE = 1_200
STEP = 400  # entries between two checkpoints
GUARDED = ("ledger_entries", "ledger_seals", "ledger_tiles", "ledger_checkpoints")


def fill(size: int = SIZE) -> None:
    """Entries with texts, sealed in steps; needs an application context."""
    from forum.core.db import writing
    from forum.ledger import sealing
    from forum.ledger.ledger import Actor, record

    for first in range(0, size, STEP):
        with writing():
            for number in range(first, min(size, first + STEP)):
                texts = {"reason": f"Grund Nummer {number}"} if number % 3 == 0 else {}
                record(
                    "case.declined",
                    actor=Actor("moderator", f"M-{number % 5:02}"),
                    subject=number // 4 + 1,
                    fields={"post": number},
                    texts=texts,
                )
        sealing.seal()


def drop_triggers() -> None:
    """What an attacker with all rights does first."""
    from forum.core.db import db, is_postgresql, writing

    with writing():
        if is_postgresql():
            for table in GUARDED:
                db.session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
            return
        found = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for name in db.session.scalars(text(found)).all():
            db.session.execute(text(f'DROP TRIGGER "{name}"'))


@dataclass(frozen=True)
class Meddling:
    """Statements, and what they must be called."""

    name: str
    statements: tuple[str, ...]
    code: str
    seq: int | None = None
    place: str = ""


def entry(number: int) -> str:
    """The id of the entry with this number, in SQL."""
    return f"(SELECT entry_id FROM ledger_seals WHERE seq = {number})"


def set_text(number: int, to: str) -> str:
    """Change the sealed text of an entry, in SQL."""
    return f"UPDATE ledger_entries SET canonical = {to} WHERE id = {entry(number)}"


MEDDLINGS = [
    Meddling(
        "a text altered",
        (set_text(501, "replace(canonical, 'declined', 'accepted')"),),
        "altered",
        501,
    ),
    Meddling(
        "a text that is none", (set_text(501, "'rubbish'"),), "altered", 501, "tile/entries/001"
    ),
    Meddling(
        "an entry deleted",
        (f"DELETE FROM ledger_entries WHERE id = {entry(501)}",),
        "removed",
        501,
    ),
    Meddling(
        "an entry and its number deleted",
        (
            f"DELETE FROM ledger_entries WHERE id = {entry(501)}",
            "DELETE FROM ledger_seals WHERE seq = 501",
        ),
        "removed",
        501,
    ),
    Meddling(
        "the end deleted",
        ("DELETE FROM ledger_seals WHERE seq > 1100",),
        "truncated",
        1_101,
    ),
    Meddling(
        "the end deleted with its checkpoint",
        (
            "DELETE FROM ledger_seals WHERE seq > 1000",
            "DELETE FROM ledger_checkpoints WHERE size > 1000",
        ),
        "old-checkpoint",
        place="checkpoint",
    ),
    Meddling(
        "two numbers swapped",
        (
            "UPDATE ledger_seals SET seq = -501 WHERE seq = 501",
            "UPDATE ledger_seals SET seq = 501 WHERE seq = 600",
            "UPDATE ledger_seals SET seq = 600 WHERE seq = -501",
        ),
        "swapped",
        501,
    ),
    Meddling(
        "a tile altered",
        ("UPDATE ledger_tiles SET hashes = :zeros WHERE level = 0 AND number = 1",),
        "bad-tile",
        place="tile/0/001",
    ),
    Meddling(
        "a tile deleted",
        ("DELETE FROM ledger_tiles WHERE level = 0 AND number = 1",),
        "missing",
        place="tile/0/001",
    ),
    Meddling(
        "an upper tile altered",
        ("UPDATE ledger_tiles SET hashes = :zeros WHERE level = 1",),
        "bad-tile",
        place="tile/1/000.p/4",
    ),
    Meddling(
        "a checkpoint of the past altered",
        ("UPDATE ledger_checkpoints SET note = replace(note, '400', '401') WHERE size = 400",),
        "bad-signature",
        place="ledger_checkpoints 400",
    ),
    Meddling(
        "the root beside a checkpoint altered",
        ("UPDATE ledger_checkpoints SET root = 'ff' WHERE size = 400",),
        "bad-checkpoint",
        place="ledger_checkpoints 400",
    ),
    Meddling(
        "another history, truly signed",
        ("UPDATE ledger_checkpoints SET note = :fork WHERE size = 400",),
        "forked",
        place="checkpoint",
    ),
    Meddling(
        "the public key replaced",
        ("UPDATE ledger_keys SET vkey = :vkey",),
        "unknown-key",
        place="checkpoint",
    ),
    Meddling(
        "a kind altered beside the text",
        (f"UPDATE ledger_entries SET kind = 'case.solved' WHERE id = {entry(501)}",),
        "altered",
        501,
        "ledger_entries",
    ),
    Meddling(
        "a case altered beside the text",
        (f"UPDATE ledger_entries SET subject = 99 WHERE id = {entry(501)}",),
        "altered",
        501,
        "ledger_entries",
    ),
    Meddling(
        "an actor altered beside the text",
        (f"UPDATE ledger_entries SET actor = 'M-09' WHERE id = {entry(501)}",),
        "altered",
        501,
        "ledger_entries",
    ),
    Meddling(
        "a moment altered beside the text",
        (f"UPDATE ledger_entries SET at = :later WHERE id = {entry(501)}",),
        "altered",
        501,
        "ledger_entries",
    ),
    Meddling(
        "a kept text altered",
        (f"UPDATE ledger_texts SET text = 'Ein anderer Grund' WHERE entry_id = {entry(502)}",),
        "altered",
        502,
        "ledger_texts",
    ),
    Meddling(
        "a salt altered",
        (f"UPDATE ledger_texts SET salt = 'zz' WHERE entry_id = {entry(502)}",),
        "altered",
        502,
        "ledger_texts",
    ),
    Meddling(
        "an entry kept from its number",
        (
            "INSERT INTO ledger_entries (kind, at, subject, actor_role, actor, canonical) "
            "SELECT kind, at, subject, actor_role, actor, canonical FROM ledger_entries "
            f"WHERE id = {entry(1)}",
        ),
        "missing",
        None,
        "ledger_entries",
    ),
    Meddling(
        "an entry that waits for ever",
        (
            "INSERT INTO ledger_entries (kind, at, subject, actor_role, actor, canonical) "
            "SELECT kind, at, subject, actor_role, actor, canonical FROM ledger_entries "
            f"WHERE id = {entry(1)}",
            "INSERT INTO ledger_unsealed (entry_id, since) "
            "SELECT max(id), :earlier FROM ledger_entries",
        ),
        "missing",
        None,
        "ledger_unsealed",
    ),
    Meddling(
        "a month altered",
        ("UPDATE ledger_runs SET month = '1999-01'",),
        "altered",
        1,
        "ledger_runs",
    ),
]


def values() -> dict[str, Any]:
    """What the statements may name; needs an application context."""
    from forum.core.clock import now
    from forum.ledger import keys, tiles
    from forum.ledger.note import Checkpoint, SignerKey, sign

    sealed = tiles.checkpoint_now()
    other = hashlib.sha256(b"another history").digest()
    fork = Checkpoint(sealed.origin, STEP, other)
    (key,) = keys.in_use()
    return {
        "zeros": bytes(32 * 256),
        "fork": sign(fork.text, *keys.signers_of([key.key])),
        "vkey": SignerKey.fresh(sealed.origin).verifier.text,
        "later": now() + timedelta(days=1),
        "earlier": now() - timedelta(minutes=6),
    }


def told(report) -> str:
    """The findings, for a failing test."""
    return json.dumps([finding.as_dict() for finding in report.findings[:3]])
