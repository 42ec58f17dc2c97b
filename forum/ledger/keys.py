"""The log's name and its signing keys; refuses to put a secret key into the database."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import select, update

from forum.core.db import db
from forum.ledger import keyfiles
from forum.ledger.models import LedgerKey
from forum.ledger.note import SignerKey, Unreadable, VerifierKey
from forum.ledger.refusal import SealingRefused

HOW_TO_GO_ON = "docs/ledger.md says how to go on."


@dataclass(frozen=True)
class Registered:
    """A public key of this log; it is in use as long as `until_size` is none."""

    key: VerifierKey
    from_size: int
    until_size: int | None


def log_origin() -> str:
    """The name of this log and of its keys: `LOG_ORIGIN`, or host and port of `BASE_URL`.

    A log that has begun keeps its name: see the origin of its newest checkpoint.
    """
    given = current_app.config.get("LOG_ORIGIN")
    return given or f"{urlsplit(current_app.config['BASE_URL']).netloc}/log"


def registered() -> list[Registered]:
    """The log's public keys, oldest first."""
    rows = list(db.session.scalars(select(LedgerKey)))
    rows.sort(key=lambda row: (row.from_size, row.until_size is None, row.vkey))
    return [Registered(VerifierKey.parse(r.vkey), r.from_size, r.until_size) for r in rows]


def in_use() -> list[Registered]:
    """The keys that sign: one, or during a rotation two, the old one first."""
    return [one for one in registered() if one.until_size is None]


def signers_of(public: list[VerifierKey]) -> list[SignerKey]:
    """The secret keys of these public ones, in the same order; SealingRefused if one is missing."""
    at_hand = {signer.verifier: signer for signer in _at_hand()}
    missing = [key for key in public if key not in at_hand]
    if missing:
        names = ", ".join(f"{key.name}+{key.id.hex()}" for key in missing)
        raise SealingRefused(
            f"The secret key {names}, with which the record is signed, is neither in LOG_KEY nor "
            f"in {keyfiles.KEY}. Put it back from where it was kept. {HOW_TO_GO_ON}"
        )
    return [at_hand[key] for key in public]


def first_signer(origin: str) -> SignerKey:
    """The key of a log that begins: the one that is given, or a fresh one in its file."""
    at_hand = _at_hand()
    if at_hand:
        return at_hand[0]
    signer = SignerKey.fresh(origin)
    keyfiles.make(keyfiles.KEY, f"{signer.text}\n")
    return signer


def following_signer(old: VerifierKey | None, name: str) -> SignerKey:
    """The key of a rotation: a second one in LOG_KEY, or a fresh one in its file.

    What an interrupted rotation left in the file is taken up again.
    """
    if _given():
        for signer in _given():
            if signer.verifier != old:
                return signer
        raise SealingRefused(
            "LOG_KEY holds one key alone. Set it to the old key, a space and the new one, which "
            "`flask --app wsgi log new-key` prints."
        )
    waiting = keyfiles.read(keyfiles.NEXT_KEY)
    if waiting is None:
        signer = SignerKey.fresh(name)
        keyfiles.make(keyfiles.NEXT_KEY, f"{signer.text}\n")
        return signer
    return _parsed(waiting, keyfiles.NEXT_KEY)


def register(signer: SignerKey, from_size: int) -> None:
    """Note the public key; it signs checkpoints of this size and above."""
    db.session.add(LedgerKey(vkey=signer.verifier.text, from_size=from_size))
    db.session.flush()


def retire(public: list[VerifierKey], size: int) -> None:
    """These keys have signed for the last time, at this size."""
    texts = [key.text for key in public]
    where = (LedgerKey.vkey.in_(texts), LedgerKey.until_size.is_(None))
    db.session.execute(update(LedgerKey).where(*where).values(until_size=size))


def finish_rotation() -> None:
    """Once the key in `log.key.next` signs alone it takes the name of the key file."""
    waiting = keyfiles.read(keyfiles.NEXT_KEY)
    if waiting is None:
        return
    if [one.key for one in in_use()] == [_parsed(waiting, keyfiles.NEXT_KEY).verifier]:
        keyfiles.promote()


def _at_hand() -> list[SignerKey]:
    files = (keyfiles.KEY, keyfiles.NEXT_KEY)
    found = [(name, keyfiles.read(name)) for name in files]
    return _given() + [_parsed(text, name) for name, text in found if text is not None]


def _given() -> list[SignerKey]:
    return [_parsed(one, "LOG_KEY") for one in (current_app.config.get("LOG_KEY") or "").split()]


def _parsed(text: str, place: str) -> SignerKey:
    try:
        return SignerKey.parse(text.strip())
    except Unreadable as error:
        raise SealingRefused(f"What {place} holds is no secret key of a log: {error}.") from None
