"""A new signing key follows the old one, and the record says so; refuses a second at a time."""

import hashlib

from forum.ledger import extension, keys, sealing
from forum.ledger.ledger import Actor, record
from forum.ledger.note import VerifierKey
from forum.ledger.refusal import SealingRefused

OPERATOR = Actor("operator")


def rotate(*, is_old_lost: bool = False) -> tuple[VerifierKey, VerifierKey]:
    """Register a new key and record it; the next checkpoint is signed by both, then by it alone.

    When the old one is lost the new one signs alone from now on, and whoever trusted the old one
    has to be told in another way. Returns (old, new); raises SealingRefused.
    """
    if not is_old_lost:
        sealing.seal()
    with sealing.turn():
        standing, in_use = extension.check(), keys.in_use()
        if not in_use:
            raise SealingRefused("The log has not begun yet: its first key has signed nothing.")
        if len(in_use) > 1:
            raise SealingRefused(
                "A rotation is under way already. Finish it with: flask --app wsgi log seal"
            )
        old = in_use[0].key
        new = keys.following_signer(old, standing.origin)
        if is_old_lost:
            keys.retire([old], standing.last.checkpoint.size if standing.last else 0)
        else:
            keys.signers_of([old])
        keys.register(new, standing.size + 1)
        _record(old, new.verifier, is_old_lost)
    sealing.seal()
    return old, new.verifier


def _record(old: VerifierKey, new: VerifierKey, is_old_lost: bool) -> None:
    fields = {
        "old_key": old.id.hex(),
        "old_sha256": hashlib.sha256(old.public).hexdigest(),
        "new_key": new.id.hex(),
        "new_sha256": hashlib.sha256(new.public).hexdigest(),
        "old_lost": is_old_lost,
    }
    record("log.key_rotated", actor=OPERATOR, fields=fields)
