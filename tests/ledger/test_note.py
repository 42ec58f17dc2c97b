"""Signed notes: the example and the keys of the reference implementation, and what is refused."""

import pytest

from forum.ledger import note
from forum.ledger.note import Checkpoint, SignerKey, VerifierKey

# From golang.org/x/mod/sumdb/note (note_test.go), which C2SP's signed-note describes.
SKEY = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
PETERS = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpR"
    "Zb6KE6RyyBwJnAM=\n"
)
ENOCHS = (
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox3"
    "3WWd1RvMc+QQ=\n"
)
# The example of c2sp.org/signed-note; the standard does not give its key.
POEM = (
    "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n"
    "— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMo"
    "uFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n"
)
# The example of c2sp.org/tlog-checkpoint.
SOFA = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcy"
    "v2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
)


def test_signing_gives_the_note_of_the_reference():
    assert note.sign(TEXT, SignerKey.parse(SKEY)) == f"{TEXT}\n{PETERS}"


def test_the_note_of_the_reference_is_opened():
    peter, enoch = VerifierKey.parse(VKEY), VerifierKey.parse(ENOCH)
    assert note.opened(f"{TEXT}\n{PETERS}{ENOCHS}", [peter]).keys == (peter,)
    both = note.opened(f"{TEXT}\n{PETERS}{ENOCHS}", [enoch, peter])
    assert both.text == TEXT and both.keys == (peter, enoch)


def test_the_poem_of_the_standard_is_read():
    text, [(name, key_id, signature)] = note.split(POEM)
    assert text.endswith(":\n\ned è subito sera.\n")
    assert (name, key_id.hex(), len(signature)) == ("quasimodo.example/salvatore", "367ba04b", 64)
    with pytest.raises(note.UnknownKey):
        note.opened(POEM, [VerifierKey.parse(VKEY)])


def test_the_checkpoint_of_the_standard_is_read_and_written():
    text, [(name, _key_id, _signature)] = note.split(SOFA)
    found = Checkpoint.parse(text)
    assert (found.origin, found.size) == (name, 20852163) and found.text == text


def test_keys_are_written_as_they_are_read():
    signer = SignerKey.parse(SKEY)
    assert (signer.text, signer.verifier.text) == (SKEY, VKEY)
    fresh = SignerKey.fresh("example.org/log")
    assert SignerKey.parse(fresh.text) == fresh != SignerKey.fresh("example.org/log")
    assert VerifierKey.parse(fresh.verifier.text) == fresh.verifier
    assert fresh.seed.hex() not in repr(fresh) and fresh.text not in repr(fresh)


@pytest.mark.parametrize(("parse", "text"), [(VerifierKey.parse, VKEY), (SignerKey.parse, SKEY)])
def test_no_other_spelling_of_a_key_is_one(parse, text):
    for at in range(len(text)):
        for wrong in (
            text[:at],
            text[at + 1 :],
            text[:at] + chr(ord(text[at]) + 1) + text[at + 1 :],
        ):
            with pytest.raises(note.Unreadable):
                parse(wrong)


@pytest.mark.parametrize(
    "text",
    [
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ],
)
def test_keys_of_another_length_or_sort_are_none(text):
    with pytest.raises(note.Unreadable):
        VerifierKey.parse(text)


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        TEXT,
        f"{TEXT}\n",
        f"{TEXT}\n{PETERS[:-1]}",
        f"\x01{TEXT}\n{PETERS}",
        f"{TEXT}\r\n{PETERS}",
        f"{TEXT}\n{PETERS}Unexpected line.\n",
        f"{TEXT}\n{PETERS.replace('Peter', 'Peter ')}",
        f"{TEXT}\n{PETERS * 101}",
        "x" * 70_000 + f"\n\n{PETERS}",
    ],
)
def test_what_is_no_note_is_refused(wrong):
    with pytest.raises(note.Unreadable):
        note.opened(wrong, [VerifierKey.parse(VKEY)])


def test_a_text_that_was_changed_is_not_signed():
    with pytest.raises(note.BadSignature):
        note.opened(f"{TEXT.replace('problem', 'solution')}\n{PETERS}", [VerifierKey.parse(VKEY)])


def test_one_wrong_signature_of_a_known_key_spoils_the_note():
    wrong = ENOCHS.replace("BzmZa0", "BzmZa1")
    known = [VerifierKey.parse(VKEY), VerifierKey.parse(ENOCH)]
    with pytest.raises(note.BadSignature):
        note.opened(f"{TEXT}\n{PETERS}{wrong}", known)


@pytest.mark.parametrize("text", ["abc", "a\x07b\n", "a\tb\n"])
def test_no_note_is_made_of_what_is_no_text_of_one(text):
    with pytest.raises(note.Unreadable):
        note.sign(text, SignerKey.parse(SKEY))


ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"log\n1\n{ROOT}",
        f"\n1\n{ROOT}\n",
        f"log\n\n{ROOT}\n",
        f"log\n01\n{ROOT}\n",
        f"log\n-1\n{ROOT}\n",
        f"log\n1.0\n{ROOT}\n",
        f"log\n99999999999999999999\n{ROOT}\n",
        f"log\n１\n{ROOT}\n",
        "log\n1\nCsUY\n",
        f"log\n1\n{ROOT[:-1]}\n",
        f"log\n1\n{ROOT}\n\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text):
    with pytest.raises(note.Unreadable):
        Checkpoint.parse(text)


def test_extension_lines_are_left_alone():
    assert Checkpoint.parse(f"log\n1\n{ROOT}\nmore\n") == Checkpoint.parse(f"log\n1\n{ROOT}\n")
