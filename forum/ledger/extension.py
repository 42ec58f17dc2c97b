"""Whether the database still goes on from what was signed; refuses to repair anything."""

import hashlib
import random
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import func, select

from forum.core.db import db
from forum.ledger import keyfiles, keys, tiles, tree
from forum.ledger.models import LedgerSeal
from forum.ledger.note import Checkpoint, VerifierKey, opened
from forum.ledger.refusal import SealingRefused


@dataclass(frozen=True)
class Signed:
    """A checkpoint that has been signed; the note bears signatures by `keys`."""

    checkpoint: Checkpoint
    note: str
    keys: tuple[VerifierKey, ...]


@dataclass(frozen=True)
class Standing:
    """A record in order: how many entries are numbered, and what was signed last, if anything.

    `unreleased` was signed and kept, but its process died before the database had it.
    """

    size: int
    last: Signed | None
    unreleased: Signed | None

    @property
    def origin(self) -> str:
        """The name of the log: as it began, else as it is set."""
        return self.last.checkpoint.origin if self.last else keys.log_origin()


def check() -> Standing:
    """Look at what was signed last, in the database and beside it; O(log n).

    Raises SealingRefused when the entries that are numbered do not go on from there: because an
    older backup was restored, or an entry or a tile was altered.
    """
    public = [one.key for one in keys.registered()]
    size = db.session.scalar(select(func.max(LedgerSeal.seq))) or 0
    newest = tiles.checkpoint_now()
    stored = _opened(newest.note, public, "in the database") if newest else None
    kept = _kept(public)
    known = [signed for signed in (stored, kept) if signed is not None]
    for signed in known:
        _check_goes_on(signed.checkpoint, size)
    for signed in known:
        _check_name(signed.checkpoint.origin, known[0].checkpoint.origin)
    _check_entries(size, tiles.hash_reader())
    if kept is None or (stored and kept.checkpoint.size <= stored.checkpoint.size):
        return Standing(size, stored, None)
    return Standing(size, kept, kept)


def check_some_entries(size: int) -> None:
    """Hash a stretch of 256 entries anywhere again: a changed one is found sooner or later."""
    if size > tiles.WIDTH:
        _check_entries(random.randrange(tiles.WIDTH, size), tiles.hash_reader())


def _kept(public: list[VerifierKey]) -> Signed | None:
    note = keyfiles.read(keyfiles.LAST)
    return _opened(note, public, f"in the file {keyfiles.LAST}") if note is not None else None


def _opened(note: str, public: list[VerifierKey], where: str) -> Signed:
    try:
        found = opened(note, public)
        return Signed(Checkpoint.parse(found.text), note, found.keys)
    except ValueError as error:
        raise SealingRefused(
            f"The checkpoint {where} cannot be believed: {error}. Perhaps the folder keys and the "
            f"database belong to different records. {keys.HOW_TO_GO_ON}"
        ) from None


def _check_goes_on(signed: Checkpoint, size: int) -> None:
    if size < signed.size:
        raise SealingRefused(
            f"A checkpoint over {signed.size} entries has been signed, and the database has "
            f"numbered only {size}: it is older than that. Restore the newest backup. "
            f"{keys.HOW_TO_GO_ON}"
        )
    try:
        root = tree.root_at(signed.size, tiles.hash_reader())
    except LookupError as error:
        raise SealingRefused(f"The tree is damaged: {error}. {keys.HOW_TO_GO_ON}") from None
    if root != signed.root:
        raise SealingRefused(
            f"The first {signed.size} entries are not those that were signed: something was "
            f"changed, or another history was restored. {keys.HOW_TO_GO_ON}"
        )


def _check_name(origin: str, began_as: str) -> None:
    given = current_app.config.get("LOG_ORIGIN") or began_as
    if origin != began_as:
        raise SealingRefused(
            f"The last checkpoint in the folder keys is that of {origin}, not of {began_as}. "
            f"{keys.HOW_TO_GO_ON}"
        )
    if given != began_as:
        raise SealingRefused(
            f"This log began as {began_as} and LOG_ORIGIN calls it {given}. "
            "A log keeps its name: set LOG_ORIGIN to the former, or leave it unset."
        )


def _check_entries(size: int, hash_at: tree.HashAt) -> None:
    """The entries of the last tile up to `size` are those whose hashes it holds."""
    if not size:
        return
    first = (size - 1) // tiles.WIDTH * tiles.WIDTH
    entries = tiles.canonical_between(first, size)
    leaves = [hashlib.sha256(b"\x00" + text.encode()).digest() for text in entries]
    try:
        stored = [hash_at(0, index) for index in range(first, size)]
    except LookupError as error:
        raise SealingRefused(f"The tree is damaged: {error}. {keys.HOW_TO_GO_ON}") from None
    if leaves != stored:
        wrong = [
            number
            for number, pair in enumerate(zip(leaves, stored, strict=False), first + 1)
            if pair[0] != pair[1]
        ]
        place = wrong[0] if wrong else first + len(leaves) + 1
        raise SealingRefused(
            f"Entry {place} is not the one that was sealed, or is gone. {keys.HOW_TO_GO_ON}"
        )
