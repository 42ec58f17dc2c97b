"""Whose signature counts: RFC 8032 in two ways, and keys that follow one another."""

import json

import pytest

from forum.verifier import verify
from tests.verifier import history
from tests.verifier.history import FALSE, TRUE, note, put

SIZE = 700
ENTRIES = history.entries(SIZE)

# RFC 8032 section 7.1: public key, message, signature.
RFC_8032 = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701c"
        "f9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0"
        "f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f76098"
        "4dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]


@pytest.fixture
def log(tmp_path):
    """A small honest log."""
    folder = tmp_path / "log"
    history.write(folder, ENTRIES)
    return folder


def check(folder, **options):
    return verify.check(verify.Folder(str(folder)), **options)


def codes(report) -> list[str]:
    return [finding.code for finding in report.findings]


@pytest.mark.parametrize("way", ["pure_ed25519", "ed25519"])
@pytest.mark.parametrize(("public", "message", "signature"), RFC_8032)
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
