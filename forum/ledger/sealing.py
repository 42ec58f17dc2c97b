"""Numbers entries, extends the tree and signs checkpoints; refuses to sign two histories.

In two phases, each in transactions of its own: numbers and tiles first, then the signature. What
is signed is on the disk beside the key before the database, and so anybody else, gets to see it.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import func, select, text

from forum.core.clock import now
from forum.core.db import db, is_postgresql, rows_changed_by, writing
from forum.ledger import extension, keyfiles, keys, tiles, tree
from forum.ledger.extension import Signed, Standing
from forum.ledger.models import LedgerCheckpoint, LedgerSeal, LedgerUnsealed
from forum.ledger.months import note_months
from forum.ledger.note import Checkpoint, sign
from forum.ledger.refusal import SealingRefused

BATCH = 4096  # entries numbered in one transaction: sixteen tiles, about a tenth of a second
SIGN_AFTER_ENTRIES = 100  # as published: at the latest a checkpoint follows after so many,
SIGN_AFTER = timedelta(minutes=1)  # or when the last one is so old; an hour is what is promised

_LOCK_NUMBER = 0x5EA1  # of the lock that sealers on PostgreSQL take

_NUMBER = text(
    "INSERT INTO ledger_seals (seq, entry_id) "
    "SELECT :size + row_number() OVER (ORDER BY entry_id), entry_id "
    "FROM (SELECT entry_id FROM ledger_unsealed ORDER BY entry_id LIMIT :most) AS waiting"
)
# Not "up to the last one": on PostgreSQL an entry with a smaller id may have come meanwhile.
_FORGET = text(
    "DELETE FROM ledger_unsealed "
    "WHERE entry_id IN (SELECT entry_id FROM ledger_seals WHERE seq > :size)"
)
_KEEP_TILE = text(
    "INSERT INTO ledger_tiles (level, number, hashes) VALUES (:level, :number, :hashes) "
    "ON CONFLICT (level, number) DO UPDATE SET hashes = excluded.hashes"
)


def seal(
    *, is_urgent: bool = True, progress: Callable[[int], object] = lambda numbered: None
) -> int:
    """Number all that waits, then sign; returns how many entries were numbered.

    Without urgency it signs when a checkpoint is due, by entries or by time. Raises
    SealingRefused, and then has neither numbered nor signed. One statement when nothing is to do.
    """
    waits, size, signed_size, signed_at = _situation()
    numbered = 0
    while waits:
        with turn():
            taken = _number_batch(extension.check())
        progress(taken)
        numbered += taken
        waits = taken == BATCH
    is_due = is_urgent or _is_due(size + numbered - signed_size, signed_at)
    if size + numbered > signed_size and is_due:
        _sign()
    return numbered


def waiting() -> int:
    """How many entries have no number yet."""
    return db.session.scalars(select(func.count()).select_from(LedgerUnsealed)).one()


def _is_due(unsigned: int, signed_at) -> bool:
    if unsigned >= SIGN_AFTER_ENTRIES or signed_at is None:
        return True
    return now() - signed_at >= SIGN_AFTER


def _situation() -> tuple:
    """(an entry that waits or none, how many are numbered, how many signed, and when)."""
    newest = select(LedgerCheckpoint).order_by(LedgerCheckpoint.size.desc()).limit(1).subquery()
    columns = (
        select(func.min(LedgerUnsealed.entry_id)).scalar_subquery(),
        select(func.max(LedgerSeal.seq)).scalar_subquery(),
        select(newest.c.size).scalar_subquery(),
        select(newest.c.at).scalar_subquery(),
    )
    waits, size, signed_size, signed_at = db.session.execute(select(*columns)).one()
    db.session.rollback()
    return waits is not None, size or 0, signed_size or 0, signed_at


@contextmanager
def turn() -> Iterator[None]:
    """A write transaction in which no other sealer does anything, on this machine or another."""
    with keyfiles.alone(), writing():
        if is_postgresql():
            db.session.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _LOCK_NUMBER})
        yield


def _number_batch(standing: Standing) -> int:
    _have_keys(standing)  # with no key at hand nothing is numbered either
    size = standing.size
    db.session.execute(_NUMBER, {"size": size, "most": BATCH})
    entries = tiles.canonical_between(size, size + BATCH)
    if rows_changed_by(_FORGET, {"size": size}) != len(entries):
        raise SealingRefused(f"An entry that waits for its number is gone. {keys.HOW_TO_GO_ON}")
    leaves = [hashlib.sha256(b"\x00" + entry.encode()).digest() for entry in entries]
    try:
        changed = list(_grown(size, leaves))
    except LookupError as error:
        raise SealingRefused(f"The tree is damaged: {error}. {keys.HOW_TO_GO_ON}") from None
    if changed:
        db.session.execute(_KEEP_TILE, changed)
    note_months()
    return len(leaves)


def _have_keys(standing: Standing) -> None:
    """A log that begins registers its first key before anything is signed with it."""
    if keys.in_use():
        keys.signers_of([one.key for one in keys.in_use()])
    elif standing.last:
        raise SealingRefused(f"The log has no key in use. {keys.HOW_TO_GO_ON}")
    else:
        keys.register(keys.first_signer(standing.origin), 1)


def _grown(size: int, hashes: list[bytes]) -> Iterator[dict]:
    """The tiles, level by level, that these leaf hashes after `size` leaves change or begin."""
    level, first = 0, size
    while hashes:
        number, place = divmod(first, tiles.WIDTH)
        hashes = tiles.beginning_of(level, number, place) + hashes
        full = []
        for at in range(0, len(hashes), tiles.WIDTH):
            part = hashes[at : at + tiles.WIDTH]
            yield {"level": level, "number": number + at // tiles.WIDTH, "hashes": b"".join(part)}
            if len(part) == tiles.WIDTH:
                full.append(tree.root_of(part))
        level, first, hashes = level + 1, number, full


def _sign() -> None:
    with turn():
        standing = extension.check()
        if standing.unreleased:  # its process died between the two places: it is signed already
            _release(standing.unreleased)
        extension.check_some_entries(standing.size)
        last = standing.last.checkpoint.size if standing.last else 0
        if standing.size > last:
            root = tree.root_at(standing.size, tiles.hash_reader())
            _release(_signed(Checkpoint(standing.origin, standing.size, root)))
    keys.finish_rotation()


def _signed(checkpoint: Checkpoint) -> Signed:
    """Sign, and keep what was signed on the disk before anybody sees it.

    During a rotation two keys sign, the old one first.
    """
    public = [one.key for one in keys.in_use() if one.from_size <= checkpoint.size]
    if not public:
        raise SealingRefused(f"The log has no key in use. {keys.HOW_TO_GO_ON}")
    note = sign(checkpoint.text, *keys.signers_of(public))
    keyfiles.put(keyfiles.LAST, note)
    return Signed(checkpoint, note, tuple(public))


def _release(signed: Signed) -> None:
    """Publish a checkpoint; a key whose follower signed it, too, has signed for the last time."""
    size, root = signed.checkpoint.size, signed.checkpoint.root.hex()
    db.session.add(LedgerCheckpoint(size=size, root=root, at=now(), note=signed.note))
    db.session.flush()
    in_use = [one.key for one in keys.in_use()]
    if in_use and in_use[-1] in signed.keys:
        keys.retire(in_use[:-1], size)
