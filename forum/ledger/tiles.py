"""Reads of the sealed record: checkpoints, tiles, bundles and proofs; refuses to change anything.

What is given out ends at the newest signed checkpoint: beyond it nothing has been promised. Asked
for what is not there it raises LookupError, for what cannot be (a level of 64) ValueError.
"""

import json
import struct
from base64 import b64encode
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.sql.elements import ColumnElement

from forum.core.db import LARGEST_NUMBER, db
from forum.ledger import tree
from forum.ledger.models import LedgerCheckpoint, LedgerEntry, LedgerKey, LedgerSeal, LedgerTile
from forum.ledger.note import Checkpoint, split
from forum.ledger.queries import Entry

WIDTH = 256  # hashes in a full tile: eight levels of the tree
HASH = 32  # bytes
LEVELS = 64  # C2SP tlog-tiles: levels 0 to 63


@dataclass(frozen=True)
class Sealed:
    """A signed checkpoint: `root` in hexadecimal, `note` exactly as it is published."""

    size: int
    root: str
    at: datetime
    note: str

    @property
    def origin(self) -> str:
        """The name of the log, as the checkpoint itself says it."""
        return Checkpoint.parse(split(self.note)[0]).origin

    @property
    def signed_root(self) -> str:
        """The root as the checkpoint writes it, in Base64: what a reader holds beside it."""
        return b64encode(bytes.fromhex(self.root)).decode()


def checkpoint_now() -> Sealed | None:
    """The newest signed checkpoint; none as long as nothing has been signed."""
    newest = select(LedgerCheckpoint).order_by(LedgerCheckpoint.size.desc()).limit(1)
    return _sealed(db.session.scalars(newest).first())


def checkpoint_of_size(size: int) -> Sealed | None:
    """The checkpoint that was signed over exactly so many entries, if there is one."""
    return _sealed(db.session.get(LedgerCheckpoint, size)) if _is_number(size) else None


def checkpoint_covering(seq: int) -> Sealed | None:
    """The first checkpoint that includes the entry of this number."""
    if not _is_number(seq):
        return None
    covering = select(LedgerCheckpoint).where(LedgerCheckpoint.size >= seq)
    return _sealed(db.session.scalars(covering.order_by(LedgerCheckpoint.size).limit(1)).first())


def signed_size() -> int:
    """How many entries the newest checkpoint covers; 0 before the first."""
    newest = select(LedgerCheckpoint.size).order_by(LedgerCheckpoint.size.desc()).limit(1)
    return db.session.scalar(newest) or 0


def public_keys() -> list[str]:
    """The log's public keys as C2SP writes them, oldest first."""
    order = (LedgerKey.from_size, LedgerKey.until_size.is_(None), LedgerKey.vkey)
    return list(db.session.scalars(select(LedgerKey.vkey).order_by(*order)))


def tile(level: int, number: int, width: int = WIDTH) -> bytes:
    """The first `width` hashes (32 bytes each) of a tile under the newest checkpoint."""
    if not (0 <= level < LEVELS and number >= 0 and 1 <= width <= WIDTH):
        raise ValueError("there can be no such tile")
    if number * WIDTH + width > signed_size() >> 8 * level:
        raise LookupError("there is no such tile yet")
    hashes = _hashes(level, number)[: width * HASH]
    if len(hashes) < width * HASH:
        raise LookupError("the tile is shorter than the checkpoint says")
    return hashes


def bundle(number: int, width: int = WIDTH) -> bytes:
    """The entries of a tile of level 0: of each its length as two bytes, and its JSON."""
    if not (number >= 0 and 1 <= width <= WIDTH):
        raise ValueError("there can be no such bundle")
    first = number * WIDTH
    if first + width > signed_size():
        raise LookupError("there is no such bundle yet")
    entries = [text.encode() for text in canonical_between(first, first + width)]
    if len(entries) < width:
        raise LookupError("an entry of this bundle is missing")
    return b"".join(struct.pack(">H", len(entry)) + entry for entry in entries)


def inclusion_of(seq: int, size: int) -> list[bytes]:
    """The proof that entry `seq` is in the tree of `size` entries."""
    return tree.inclusion_proof(seq - 1, _within(size), hash_reader())


def consistency_of(earlier: int, later: int) -> list[bytes]:
    """The proof that the tree of `earlier` entries is the beginning of that of `later`."""
    return tree.consistency_proof(earlier, _within(later), hash_reader())


def seqs_of(entry_ids: Collection[int]) -> dict[int, int]:
    """The numbers of these entries, by their ids; those without one are left out."""
    if not entry_ids:
        return {}
    where = LedgerSeal.entry_id.in_(entry_ids)
    rows = db.session.execute(select(LedgerSeal.entry_id, LedgerSeal.seq).where(where))
    return {row.entry_id: row.seq for row in rows}


def sealed_entries(
    after_seq: int = 0, until_size: int | None = None, *, page: int = 1000
) -> Iterator[tuple[int, Entry]]:
    """(number, entry without its texts) in order of numbers, read in steps.

    Ends at `until_size`, or at the newest checkpoint.
    """
    last = signed_size() if until_size is None else until_size
    columns = list(LedgerEntry.__table__.columns)
    while after_seq < last:
        rows = db.session.execute(
            select(LedgerSeal.seq, *columns)
            .join(LedgerEntry, LedgerEntry.id == LedgerSeal.entry_id)
            .where(*_between(after_seq, min(after_seq + page, last)))
            .order_by(LedgerSeal.seq)
        )
        found = rows.mappings().all()
        if not found:
            return
        for row in found:
            fields = json.loads(row["canonical"])["fields"]
            yield row["seq"], Entry(**row, fields=fields, texts={})
        after_seq = found[-1]["seq"]


def hash_reader() -> tree.HashAt:
    """`hash_at` over the stored tiles; each tile is read once. LookupError for what is missing."""
    read: dict[tuple[int, int], bytes] = {}

    def hash_at(level: int, index: int) -> bytes:
        height, above = divmod(level, 8)
        first = index << above
        number, place = divmod(first, WIDTH)
        if (height, number) not in read:
            read[height, number] = _hashes(height, number)
        part = read[height, number][place * HASH : (place + (1 << above)) * HASH]
        if len(part) < HASH << above:
            raise LookupError(f"tile {height}/{number} is too short")
        return tree.root_of([part[at : at + HASH] for at in range(0, len(part), HASH)])

    return hash_at


def canonical_between(after_seq: int, until_seq: int) -> list[str]:
    """The entries with numbers after the first, up to the last, as they were sealed."""
    same = LedgerSeal.entry_id == LedgerEntry.id
    statement = select(LedgerEntry.canonical).join(LedgerSeal, same)
    statement = statement.where(*_between(after_seq, until_seq)).order_by(LedgerSeal.seq)
    return list(db.session.scalars(statement))


def beginning_of(level: int, number: int, width: int) -> list[bytes]:
    """All `width` hashes that a tile has so far; LookupError when it has more or fewer."""
    stored = _hashes(level, number)
    if len(stored) != width * HASH:
        raise LookupError(f"tile {level}/{number} is not as long as it should be")
    return [stored[at : at + HASH] for at in range(0, len(stored), HASH)]


def _hashes(level: int, number: int) -> bytes:
    if number > LARGEST_NUMBER:
        return b""
    where = (LedgerTile.level == level, LedgerTile.number == number)
    return db.session.scalar(select(LedgerTile.hashes).where(*where)) or b""


def _between(after_seq: int, until_seq: int) -> tuple[ColumnElement[bool], ...]:
    return LedgerSeal.seq > after_seq, LedgerSeal.seq <= until_seq


def _within(size: int) -> int:
    if size > signed_size():
        raise LookupError("no checkpoint covers so many entries yet")
    return size


def _is_number(size: int) -> bool:
    return 0 < size <= LARGEST_NUMBER


def _sealed(row: LedgerCheckpoint | None) -> Sealed | None:
    return Sealed(row.size, row.root, row.at, row.note) if row else None
