"""What the page computes with meets the references of the standards, in Chromium itself."""

import base64
import hashlib

import pytest

from tests.ledger.test_note import ENOCH, ENOCHS, PETERS, POEM, TEXT, VKEY
from tests.ledger.test_tree import INPUTS, ROOTS
from tests.verifier import history
from tests.verifier.rfc_8032 import SIGNATURES
from tests.verifier.saved_page import SavedPage, write_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def ask(chromium, tmp_path_factory):
    """`ask(body, value)`: what an asynchronous function of the page's own parts `v` answers."""
    page = SavedPage(chromium, write_page(tmp_path_factory.mktemp("saved")))
    yield lambda body, value=None: page.page.evaluate(
        f"async (value) => {{ const v = wartemarkeVerifier; {body} }}", value
    )
    page.close()


def test_roots_are_those_of_the_reference_tree(ask):
    roots = ask(
        """const fold = new v.Fold(), roots = [v.hex(fold.root())];
        for (const leaf of value) {
          fold.push(v.leafHash(v.fromHex(leaf)));
          roots.push(v.hex(fold.root()));
        }
        return roots;""",
        [one.hex() for one in INPUTS],
    )
    assert roots == ROOTS


def test_roots_are_those_of_the_recursion_in_the_standard(ask):
    leaves = [hashlib.sha256(b"%d" % number).digest() for number in range(600)]
    sizes = [1, 2, 3, 255, 256, 257, 511, 512, 513, 600]
    found = ask(
        """const hashes = new v.Hashes();
        value.leaves.forEach((leaf) => hashes.push(v.fromHex(leaf)));
        const roots = [];
        for (const size of value.sizes) roots.push(v.hex(await v.rootOf(hashes, size)));
        return roots;""",
        {"leaves": [leaf.hex() for leaf in leaves], "sizes": sizes},
    )
    assert found == [history.root_of(leaves[:size]).hex() for size in sizes]


def test_digests_are_right_at_every_length_around_a_block(ask):
    lengths = [*range(130), 1_000, 70_000]
    found = ask(
        """return value.map((n) => {
          const bytes = Uint8Array.from({ length: n }, (_, i) => (i * 7) % 256);
          const half = n >> 1;
          const inParts = v.sha256(bytes.subarray(0, half), bytes.subarray(half));
          return [v.hex(v.sha256(bytes)), v.hex(inParts)];
        });""",
        lengths,
    )
    for length, both in zip(lengths, found, strict=True):
        right = hashlib.sha256(bytes(i * 7 % 256 for i in range(length))).hexdigest()
        assert both == [right, right]
    assert ask("return v.agreesWithWebCrypto();")
    message = b"abc" * 100
    assert ask("return v.hex(v.sha512(v.fromHex(value)));", message.hex()) == (
        hashlib.sha512(message).hexdigest()
    )


@pytest.mark.parametrize("function", ["verifyEd25519", "verifyPlainly"])
def test_signatures_of_rfc_8032_hold_and_others_do_not(ask, function):
    check = f"return v.{function}(...value.map(v.fromHex));"
    for key, message, signature in SIGNATURES:
        assert ask(check, [key, message, signature]) is True
        assert ask(check, [key, message + "00", signature]) is False
        for at in (0, 64, 126):  # in R, in S, in the bits that have to be zero
            other = f"{int(signature[at : at + 2], 16) ^ 0x20:02x}"
            assert ask(check, [key, message, signature[:at] + other + signature[at + 2 :]]) is False
        assert ask(check, [key, message, signature[:-2]]) is False
        assert ask(check, ["ff" * 32, message, signature]) is False
    # S + L signs the same for whoever does not look whether S is below L (RFC 8032, 5.1.7).
    key, message, signature = SIGNATURES[0]
    order = 2**252 + 27742317777372353535851937790883648493
    larger = int.from_bytes(bytes.fromhex(signature[64:]), "little") + order
    assert ask(check, [key, message, signature[:64] + larger.to_bytes(32, "little").hex()]) is False


def test_without_webcrypto_the_same_signature_holds(ask):
    key, message, signature = SIGNATURES[1]
    found = ask(
        """const its = SubtleCrypto.prototype.importKey;
        SubtleCrypto.prototype.importKey = () => Promise.reject(new Error("no Ed25519"));
        try {
          return await v.verifyEd25519(...value.map(v.fromHex));
        } finally {
          SubtleCrypto.prototype.importKey = its;
        }""",
        [key, message, signature],
    )
    assert found is True


def test_the_signed_notes_of_the_standard(ask):
    signers = """const note = v.noteOf(value.note), keys = v.keysOf(value.keys);
        const { good, bad } = await v.signersOf(note, keys);
        return [note.text, good.map((key) => key.name), bad.map((key) => key.name)];"""
    both = {"note": f"{TEXT}\n{PETERS}{ENOCHS}", "keys": f"{VKEY}\n{ENOCH}\n"}
    assert ask(signers, both) == [TEXT, ["PeterNeumann", "EnochRoot"], []]
    assert ask(signers, {**both, "keys": ENOCH}) == [TEXT, ["EnochRoot"], []]
    changed = {**both, "note": both["note"].replace("answer", "Answer")}
    assert ask(signers, changed)[1:] == [[], ["PeterNeumann", "EnochRoot"]]
    parts = ask("const n = v.noteOf(value); return [n.text, n.signatures[0].name];", POEM)
    assert parts == [POEM.rpartition("\n\n")[0] + "\n", "quasimodo.example/salvatore"]
    for line in (VKEY[:-1], VKEY.replace("c74f20a3", "c74f20a4"), VKEY.replace("+ARp", "+ZRp")):
        assert ask("return v.keyOf(value);", line) is None


def test_a_key_is_believed_when_one_that_is_believed_signed_with_it(ask):
    old, new = history.Signer(b"old"), history.Signer(b"new")
    handed_over = history.note(7, history.sha(b"7"), old, new).decode()
    alone = history.note(8, history.sha(b"8"), new).decode()
    found = ask(
        """const [first, ...all] = v.keysOf(value.keys);
        const believed = (notes) => v.vouchedFor([first], [first, ...all], notes.map(v.noteOf));
        const [both, one] = [await believed(value.notes), await believed(value.notes.slice(1))];
        return [both.length, one.length];""",
        {"keys": f"{old.vkey}\n{new.vkey}", "notes": [handed_over, alone]},
    )
    assert found == [2, 1]


@pytest.mark.parametrize(
    ("text", "is_canonical"),
    [
        ('{"a":1,"b":[true,null,"x"]}', True),
        ('{"b":1,"a":2}', False),
        ('{"a": 1}', False),
        ('{"a":1,"a":1}', False),
        ('{"a":1.0}', False),
        ('{"a":9007199254740993}', False),
        ('{"a":"\\u00e9"}', False),
        ('{"a":"é"}', True),
        ('{"a":1}\n', False),
        ("[1]", False),
        ("{", False),
        ("", False),
    ],
)
def test_only_canonical_json_is_an_entry(ask, text, is_canonical):
    assert ask("return v.isCanonical(new TextEncoder().encode(value));", text) is is_canonical


def test_text_that_is_no_utf8_or_nested_beyond_measure_is_no_entry(ask):
    for data in (b'{"a":"\xff"}', b'{"a":"\xed\xa0\x80"}', b"[" * 60_000):
        bytes_ = base64.b64encode(data).decode()
        assert ask("return v.isCanonical(v.fromBase64(value));", bytes_) is False


def test_every_sentence_is_there_in_both_languages(ask):
    gaps = ask(
        """const { de, en } = v.languages;
        const slots = (words) => [words].flat().join().match(/\\{\\w+\\}/g)?.sort().join();
        const names = new Set([...Object.keys(de), ...Object.keys(en)]);
        const isWhole = (name) => de[name] && en[name] && slots(de[name]) === slots(en[name]);
        return [...names].filter((name) => !isWhole(name));"""
    )
    assert gaps == []
