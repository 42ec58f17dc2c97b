"""Whose signature counts: RFC 8032 in two ways, and keys that follow one another."""

import json

import pytest

from forum.verifier import verify
from tests.verifier import history
from tests.verifier.history import FALSE, TRUE, note, put
from tests.verifier.rfc_8032 import SIGNATURES
from tests.verifier.small import ENTRIES, SIZE, check, codes


@pytest.mark.parametrize("way", ["pure_ed25519", "ed25519"])
@pytest.mark.parametrize(("public", "message", "signature"), SIGNATURES)
def test_signatures_are_those_of_rfc_8032(way, public, message, signature):
    verified = getattr(verify, way)
    public, message, signature = (bytes.fromhex(one) for one in (public, message, signature))
    assert verified(public, signature, message)
    assert not verified(public, signature, message + b"!")
    for at in range(0, 64, 9):
        wrong = bytearray(signature)
        wrong[at] ^= 1
        assert not verified(public, bytes(wrong), message)
    order = verify._ORDER + int.from_bytes(signature[32:], "little")
    assert not verified(public, signature[:32] + order.to_bytes(32, "little"), message)
    assert not verified(public, signature[:-1], message)
    assert not verified(b"\xff" * 32, signature, message)


NEXT = history.Signer(b"the second key of the forum")


def rotated(folder, *, vouching: bytes = b"") -> None:
    """The log is signed by the second key now, and lists both."""
    root = history.root_of(history.leaves(ENTRIES))
    put(folder, "checkpoint", note(SIZE, root, NEXT))
    put(folder, "keys", f"{TRUE.vkey}\n{NEXT.vkey}\n".encode())
    index = json.loads((folder / "index.json").read_bytes())
    put(folder, "index.json", json.dumps({**index, "keys": [TRUE.vkey, NEXT.vkey]}).encode())
    if vouching:
        put(folder, "rotations", vouching)


def both(*signers) -> bytes:
    """The checkpoint at which one key followed the other."""
    return note(500, history.root_of(history.leaves(ENTRIES[:500])), *signers)


def test_a_key_vouches_for_the_next_one(log):
    rotated(log, vouching=both(TRUE, NEXT))
    report = check(log, keys=[TRUE.vkey])
    assert not report.findings
    assert report.keys == [{"vkey": NEXT.vkey, "trust": "vouched for by an earlier key"}]


def test_so_does_a_checkpoint_that_the_reader_kept(log):
    rotated(log)
    assert not check(log, keys=[TRUE.vkey], kept=[("both", both(TRUE, NEXT))]).findings


@pytest.mark.parametrize("vouching", [b"", both(TRUE), both(NEXT), both(FALSE, NEXT), b"\n\n\n"])
def test_a_key_for_which_nobody_vouches_is_unknown(log, vouching):
    rotated(log, vouching=vouching)
    assert codes(check(log, keys=[TRUE.vkey])) == ["unknown-key"]


def test_the_note_that_vouches_must_be_a_beginning_too(log):
    other = history.root_of(history.leaves(history.entries(400)))
    rotated(log, vouching=note(500, other, TRUE, NEXT))
    assert codes(check(log, keys=[TRUE.vkey])) == ["forked"]
