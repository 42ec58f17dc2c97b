"""The sealed record in its tables under the names of its public files, for the checker.

What the tables hold is handed over as it is: nothing is refused or put right here, because whether
it fits together is what the checker asks.
"""

import re
from collections.abc import Iterator

from sqlalchemy import func, select

from forum.core.db import db
from forum.ledger import keyfiles, tile_paths, tiles, vouching
from forum.ledger.models import LedgerCheckpoint, LedgerEntry, LedgerSeal, LedgerTile
from forum.verifier.verify import Found, parse_checkpoint

LONGEST = (1 << 16) - 1  # bytes; what is longer is no entry of a bundle
HASH = 32  # bytes


class Stored:
    """A source of the checker (see `forum.verifier.verify`) that reads the database."""

    live = True

    def __str__(self) -> str:
        return "the database"

    def read(self, name: str, limit: int) -> bytes | None:
        """What the public file of this name would hold; none when there is none."""
        if name == "checkpoint":
            return newest_note()
        if name == "keys":
            return "".join(f"{key}\n" for key in tiles.public_keys()).encode()
        if name == "rotations":
            return vouching.rotations().encode()
        if match := re.fullmatch(r"tile/(entries|[0-9]{1,2})/(.+)", name):
            number, width = tile_paths.parsed(match[2])
            return (
                _bundle(number, width) if match[1] == "entries" else _tile(match[1], number, width)
            )
        return None

    def stream(self, name: str) -> None:
        """Monthly files are made from what the bundles hold."""

    def months(self) -> list[str]:
        """None: see `stream`."""
        return []

    def tiles(self) -> list[str]:
        """None that would stand there unasked."""
        return []

    def has_bundles(self, size: int) -> bool:
        """They are what is read."""
        return True


def newest_note() -> bytes | None:
    """The newest checkpoint: in the table, or beside the key when its process died in between."""
    stored, kept = tiles.checkpoint_now(), last_kept()
    numbered = db.session.scalar(select(func.max(LedgerSeal.seq))) or 0
    if kept and (stored is None or stored.size < size_of(kept) <= numbered):
        return kept
    return stored.note.encode() if stored else None


def last_kept() -> bytes | None:
    """What the file beside the key says was signed last."""
    note = keyfiles.read(keyfiles.LAST)
    return note.encode() if note is not None else None


def size_of(note: bytes) -> int:
    """The size that a note claims; 0 when it cannot be read."""
    try:
        return parse_checkpoint(note).size
    except Found:
        return 0


def checkpoints() -> Iterator[tuple[LedgerCheckpoint, str]]:
    """Every checkpoint of the table, with the name by which a finding calls it."""
    for row in db.session.scalars(select(LedgerCheckpoint).order_by(LedgerCheckpoint.size)):
        yield row, f"ledger_checkpoints {row.size}"


def _tile(level: str, number: int, width: int) -> bytes | None:
    where = (LedgerTile.level == int(level), LedgerTile.number == number)
    hashes = db.session.scalar(select(LedgerTile.hashes).where(*where))
    return None if hashes is None else hashes[: width * HASH]


def _bundle(number: int, width: int) -> bytes:
    first = number * tile_paths.WIDTH
    same = LedgerSeal.entry_id == LedgerEntry.id
    statement = select(LedgerEntry.canonical).join(LedgerSeal, same)
    statement = statement.where(LedgerSeal.seq > first, LedgerSeal.seq <= first + width)
    found = db.session.scalars(statement.order_by(LedgerSeal.seq))
    parts = [text.encode()[:LONGEST] for text in found]
    return b"".join(len(part).to_bytes(2, "big") + part for part in parts)
