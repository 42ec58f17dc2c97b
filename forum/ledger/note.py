"""Signed notes, their Ed25519 keys, and checkpoints, as C2SP defines them; pure, no database.

Sources: c2sp.org/signed-note, c2sp.org/tlog-checkpoint, and golang.org/x/mod/sumdb/note for how
keys are written. Refuses every other type of signature.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"  # the type of signature, before the key's 32 bytes
LARGEST_NOTE = 1 << 16  # characters: a note is short, and its reader must not be made to work
MOST_SIGNATURES = 64  # the standard asks for at least 16
LARGEST_SIZE = 2**63 - 1

_SECRET = "PRIVATE+KEY+"
_KEY = re.compile(r"([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)")
_SIGNATURE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/=]+)")


class Unreadable(ValueError):
    """This is no signed note, no key or no checkpoint."""


class UnknownKey(ValueError):
    """The note bears no signature by any of the keys that are trusted."""


class BadSignature(ValueError):
    """A trusted key is named, with its id, and did not sign this text."""


@dataclass(frozen=True)
class VerifierKey:
    """A public key with its name; `text` is how it is published."""

    name: str
    public: bytes

    @classmethod
    def parse(cls, text: str) -> "VerifierKey":
        """Read `<name>+<id>+<base64(0x01 ‖ public)>`; raises Unreadable."""
        name, key_id, public = _key_parts(text)
        key = cls(name, public)
        if key.id.hex() != key_id:
            raise Unreadable("the key's id is not that of the key")
        return key

    @cached_property
    def id(self) -> bytes:
        """Four bytes that, with the name, tell keys apart; they prove nothing."""
        return _key_id(self.name, self.public)

    @property
    def text(self) -> str:
        return f"{self.name}+{self.id.hex()}+{_encoded(ED25519 + self.public)}"

    def has_signed(self, text: bytes, signature: bytes) -> bool:
        """Whether this key made the 64 bytes of `signature` over exactly this text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class SignerKey:
    """A secret key with its name; its `text` never leaves the key file or the setting."""

    name: str
    seed: bytes

    @classmethod
    def fresh(cls, name: str) -> "SignerKey":
        """A new key, of 256 random bits; raises Unreadable for a name that no key may have."""
        if not re.fullmatch(r"[^\s+]+", name):
            raise Unreadable("a key's name has neither spaces nor a plus")
        return cls(name, Ed25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def parse(cls, text: str) -> "SignerKey":
        """Read `PRIVATE+KEY+<name>+<id>+<base64(0x01 ‖ seed)>`; raises Unreadable."""
        if not text.startswith(_SECRET):
            raise Unreadable("this is no secret key")
        name, key_id, seed = _key_parts(text.removeprefix(_SECRET))
        key = cls(name, seed)
        if key.verifier.id.hex() != key_id:
            raise Unreadable("the key's id is not that of the key")
        return key

    def __repr__(self) -> str:
        return f"SignerKey({self.name}+{self.verifier.id.hex()})"

    @cached_property
    def verifier(self) -> VerifierKey:
        """The public half."""
        public = Ed25519PrivateKey.from_private_bytes(self.seed).public_key()
        return VerifierKey(self.name, public.public_bytes_raw())

    @property
    def text(self) -> str:
        return f"{_SECRET}{self.name}+{self.verifier.id.hex()}+{_encoded(ED25519 + self.seed)}"

    def signature(self, text: bytes) -> bytes:
        """64 bytes over exactly this text (RFC 8032)."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(text)


@dataclass(frozen=True)
class Checkpoint:
    """What a log says of itself at one size; `root` are the 32 bytes of the tree's root."""

    origin: str
    size: int
    root: bytes

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """Read the text of an opened note; lines after the third are left alone (Unreadable)."""
        lines = text.split("\n")
        if len(lines) < 4 or lines[-1] or not all(lines[:-1]):
            raise Unreadable("a checkpoint has at least three lines")
        if not re.fullmatch(r"0|[1-9][0-9]{0,18}", lines[1]) or int(lines[1]) > LARGEST_SIZE:
            raise Unreadable("the second line of a checkpoint is its size")
        root = _decoded(lines[2])
        if len(root) != 32:
            raise Unreadable("the third line of a checkpoint is its root, 32 bytes")
        return cls(lines[0], int(lines[1]), root)

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{_encoded(self.root)}\n"


@dataclass(frozen=True)
class Opened:
    """A note whose signatures were looked at: its text, and which trusted keys signed it."""

    text: str
    keys: tuple[VerifierKey, ...]


def sign(text: str, *signers: SignerKey) -> str:
    """The note: this text, signed by each of the keys. Raises Unreadable for no text of a note."""
    if not text.endswith("\n") or _has_control_characters(text):
        raise Unreadable("the text of a note ends with a line's end and has no control characters")
    lines = []
    for signer in signers:
        signed = _encoded(signer.verifier.id + signer.signature(text.encode()))
        lines.append(f"— {signer.name} {signed}\n")
    return f"{text}\n{''.join(lines)}"


def opened(note: str, verifiers: Iterable[VerifierKey]) -> Opened:
    """The text, if at least one of the keys signed it and none that it names did not.

    Raises Unreadable, UnknownKey or BadSignature (all ValueError). Unknown keys are passed over.
    """
    text, signatures = split(note)
    known = {(key.name, key.id): key for key in verifiers}
    signed_by = []
    for name, key_id, signature in signatures:
        key = known.get((name, key_id))
        if key is None or key in signed_by:
            continue
        if len(signature) != 64 or not key.has_signed(text.encode(), signature):
            raise BadSignature(f"not signed by {key.name}+{key.id.hex()}, as it says")
        signed_by.append(key)
    if not signed_by:
        raise UnknownKey("not signed by a key that is trusted")
    return Opened(text, tuple(signed_by))


def split(note: str) -> tuple[str, list[tuple[str, bytes, bytes]]]:
    """The text and the signatures (name, key id, signature) that nobody has looked at yet."""
    if len(note) > LARGEST_NOTE or _has_control_characters(note):
        raise Unreadable("this is no signed note")
    text, gap, rest = note.rpartition("\n\n")
    lines = rest.split("\n")
    if not gap or lines[-1] or not 1 < len(lines) <= MOST_SIGNATURES + 1:
        raise Unreadable("this is no signed note")
    return f"{text}\n", [_signature(line) for line in lines[:-1]]


def _signature(line: str) -> tuple[str, bytes, bytes]:
    parts = _SIGNATURE.fullmatch(line)
    signed = _decoded(parts[2]) if parts else b""
    if parts is None or len(signed) < 5:
        raise Unreadable("a line that should be a signature is none")
    return parts[1], signed[:4], signed[4:]


def _key_parts(text: str) -> tuple[str, str, bytes]:
    parts = _KEY.fullmatch(text)
    key = _decoded(parts[3]) if parts else b""
    if parts is None or len(key) != 33 or key[:1] != ED25519:
        raise Unreadable("this is no Ed25519 key of a signed note")
    return parts[1], parts[2], key[1:]


def _key_id(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4]


def _encoded(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _decoded(text: str) -> bytes:
    """Base64 in its one proper spelling; raises Unreadable."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Unreadable("this is not base64") from error
    if _encoded(raw) != text:
        raise Unreadable("this is not base64 as it is written")
    return raw


def _has_control_characters(text: str) -> bool:
    return any(character < " " and character != "\n" for character in text)
