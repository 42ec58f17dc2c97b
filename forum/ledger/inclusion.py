"""How one entry is shown to be in the sealed record: its checkpoint, its hash and its proof."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from forum.core.db import LARGEST_NUMBER, db
from forum.ledger import tiles, tree
from forum.ledger.models import LedgerCheckpoint, LedgerSeal
from forum.ledger.queries import Entry, entries_of
from forum.ledger.tiles import Sealed


@dataclass(frozen=True)
class Step:
    """One hash of a proof; it stands left or right of what was computed so far."""

    is_left: bool
    sibling: str
    result: str


@dataclass(frozen=True)
class Inclusion:
    """That an entry is in a checkpoint; hashes in hexadecimal, the last result is the root."""

    leaf: str
    steps: list[Step]
    checkpoint: Sealed


@dataclass(frozen=True)
class Covering:
    """The first checkpoint that includes an entry."""

    size: int
    at: datetime


def entry_numbered(seq: int) -> Entry | None:
    """The entry of this number, with the texts that have not been erased."""
    if not 1 <= seq <= LARGEST_NUMBER:
        return None
    entry_id = db.session.scalar(select(LedgerSeal.entry_id).where(LedgerSeal.seq == seq))
    return next(iter(entries_of([entry_id])), None) if entry_id is not None else None


def coverings(seqs: Collection[int]) -> dict[int, Covering]:
    """For each of these numbers the first checkpoint that includes it, in one statement."""
    if not seqs:
        return {}
    later = aliased(LedgerCheckpoint)
    first = select(func.min(later.size)).where(later.size >= LedgerSeal.seq).scalar_subquery()
    rows = db.session.execute(
        select(LedgerSeal.seq, LedgerCheckpoint.size, LedgerCheckpoint.at)
        .join(LedgerCheckpoint, LedgerCheckpoint.size == first)
        .where(LedgerSeal.seq.in_(seqs))
    )
    return {row.seq: Covering(row.size, row.at) for row in rows}


def inclusion(entry: Entry) -> Inclusion | None:
    """The proof that an entry is in the newest checkpoint; None while no checkpoint covers it.

    It is recomputed before it is shown: ValueError if it does not lead to the signed root.
    """
    newest = tiles.checkpoint_now()
    if newest is None or entry.seq is None or entry.seq > newest.size:
        return None
    leaf = tree.leaf_hash(entry.canonical.encode())
    proof = tiles.inclusion_of(entry.seq, newest.size)
    root = bytes.fromhex(newest.root)
    tree.verify_inclusion(entry.seq - 1, newest.size, leaf, proof, root)
    return Inclusion(leaf.hex(), steps_of(entry.seq - 1, newest.size, leaf, proof), newest)


def steps_of(index: int, size: int, leaf: bytes, proof: list[bytes]) -> list[Step]:
    """The proof as its reader computes it from the leaf up (RFC 9162, section 2.1.3.2)."""
    steps, last, so_far = [], size - 1, leaf
    for sibling in proof:
        is_left = index % 2 == 1 or index == last
        if is_left:
            so_far = tree.node_hash(sibling, so_far)
            while index % 2 == 0 and index:
                index, last = index >> 1, last >> 1
        else:
            so_far = tree.node_hash(so_far, sibling)
        index, last = index >> 1, last >> 1
        steps.append(Step(is_left, sibling.hex(), so_far.hex()))
    return steps
