#!/usr/bin/env python3
"""Checks a Wartemarke log, from its address or from an exported folder, trusting nobody.

    python3 verify.py https://forum.example.org/log
    python3 verify.py FOLDER --key VKEY --since OLD-CHECKPOINT
    python3 verify.py FOLDER --report --month 2026-11

One file, for Python 3.9 or later: the standard library, and `cryptography` for the signatures
when it is installed (otherwise a verification of RFC 8032 written out below). It recomputes
everything that the signed checkpoint stands for, from the entries up, and names the first thing
that differs. It writes nothing, and it reads nothing without a bound.

The formats: tree RFC 9162, canonical JSON RFC 8785, C2SP signed-note, tlog-checkpoint, tlog-tiles.
Exit code: 0 all right, 1 findings, 2 could not be read.
"""

import argparse
import base64
import binascii
import hashlib
import heapq
import http.client
import json
import os
import re
import stat
import sys
import tempfile
import time
import urllib.error
import urllib.request
from bisect import bisect_left, insort
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:  # then `pure_ed25519` does it
    Ed25519PublicKey = None  # type: ignore[assignment, misc]

sha256 = hashlib.sha256

# --- Limits: nothing is read beyond them, whatever a file or a server claims

HASH = 32  # bytes
WIDTH = 256  # hashes in a full tile, entries in a full bundle
FULL = HASH * WIDTH
MAX_SIZE = 1 << 40  # entries; a checkpoint that claims more is not believed
MAX_READ = 1 << 26  # entries; their hashes are kept, two thousand megabytes of them
MAX_NOTE = 1 << 16  # bytes of a checkpoint, of the list of keys
MAX_SIGNATURES = 100  # the limit of C2SP signed-note
MAX_INDEX = 1 << 22  # bytes of index.json
MAX_RULEBOOKS = 1 << 26  # bytes of rulebooks.json
MAX_FAIRNESS = 1 << 26  # bytes of fairness.json
MAX_ENTRY = (1 << 16) - 1  # bytes; the length of an entry stands in two bytes
MAX_BUNDLE = WIDTH * (2 + MAX_ENTRY)
MAX_LINE = MAX_ENTRY + 64  # bytes: the entry and its number
MAX_MONTH = 1 << 33  # bytes of one monthly file that is fetched
MAX_MONTHS = 600  # fifty years
MISSES = 16  # files in a row that are not there: then nothing more is asked for
MAX_FINDINGS = 20  # of each sort; one is enough to know
MAX_SEARCHES = 400  # looks for one hash among all, while a difference is located
TIMEOUT = 60  # seconds for one answer
PATIENCE = 5  # times that "too many requests" is waited out

# --- Findings

MEANING = {
    "bad-checkpoint": "the checkpoint cannot be read; nothing can be checked against it",
    "other-log": "this is the checkpoint of another log",
    "unknown-key": "no key that you trust has signed this; somebody else has",
    "bad-signature": "the signature does not belong to this text: it was changed afterwards",
    "old-checkpoint": "you have seen a later state of this log; what is shown now is older",
    "forked": "an earlier checkpoint is no beginning of this log: there are two histories",
    "truncated": "the signed log goes on, but from here the entries are not there",
    "extra": "from here there is more than was signed",
    "altered": "what stands here is not what was signed",
    "swapped": "two entries have changed places",
    "inserted": "this entry was not signed; it was put in afterwards",
    "duplicated": "an entry stands here a second time",
    "removed": "a signed entry was taken out here",
    "bad-tile": "this file of hashes does not fold up to the signed root",
    "bad-entry": "this entry is not in the canonical form, so its bytes are not unambiguous",
    "bad-range": "a number that cannot be",
    "missing": "a file that belongs to the log is not there",
    "rules": "the published rules and the entries before do not explain this",
    "figure": "a published figure is not the one that the record gives",
}


@dataclass
class Finding:
    """One thing that is wrong: its code, the number of the first entry, the file, and more."""

    code: str
    seq: int | None = None
    place: str = ""
    says: str = ""
    other: int | None = None  # swapped with, duplicate of
    last: int | None = None  # the last entry of a run
    more: dict = field(default_factory=dict)  # what a program wants to know besides

    def as_dict(self) -> dict:
        """For `--json`; `with` and `of` as the code calls the other entry."""
        name = {"swapped": "with", "duplicated": "of"}.get(self.code, "other")
        plain = {"code": self.code, "seq": self.seq, "place": self.place}
        more = {name: self.other, "last": self.last, "says": self.says or None}
        more["means"] = MEANING[self.code]
        more = {key: value for key, value in more.items() if value is not None}
        return {**plain, **more, **self.more}

    def as_text(self) -> str:
        """One or two lines."""
        where = [f"entry {self.seq}" if self.seq else ""]
        if self.last and self.last != self.seq:
            where = [f"entries {self.seq} to {self.last}"]
        if self.other:
            word = {"swapped": "with entry", "duplicated": "of entry"}.get(self.code, "and")
            where.append(f"{word} {self.other}")
        where.append(f"({printable(self.place)})" if self.place else "")
        first = f"{self.code}  {' '.join(part for part in where if part)}".rstrip()
        says = f" {printable(self.says)}." if self.says else ""
        return f"{first}\n    {MEANING[self.code]}.{says}"


def printable(text: str) -> str:
    """What a log says about itself, fit for a terminal."""
    return "".join(each if each.isprintable() else "?" for each in text)[:400]


class Unreadable(Exception):
    """The source itself cannot be read: no such folder, no answer."""


class Found(Exception):
    """Ends one part of the check with a finding."""

    def __init__(self, code, place="", says="", seq=None):
        super().__init__(code)
        self.finding = Finding(code, seq, place, says)


@dataclass
class Report:
    """What was checked and what was found."""

    source: str
    origin: str | None = None
    size: int | None = None
    root: str | None = None  # base64, as the checkpoint says it
    keys: list = field(default_factory=list)  # {"vkey", "trust"} of those that signed
    checked: list = field(default_factory=list)  # sentences
    notes: list = field(default_factory=list)  # sentences that are no findings
    findings: list = field(default_factory=list)
    figures: list | None = None  # of the report, when it was asked for

    def add(self, code, place="", says="", seq=None):
        """One more finding."""
        self.findings.append(Finding(code, seq, place, says))


# --- Sources: where the files come from; `live` ones may have grown since the checkpoint was read


class Folder:
    """An exported folder."""

    live = False

    def __init__(self, path):
        self.path = path
        if not os.path.isdir(path):
            raise Unreadable(f"there is no folder {path}")

    def __str__(self):
        return f"folder {self.path}"

    def _open(self, name):
        path = os.path.join(self.path, *name.split("/"))
        try:
            if not stat.S_ISREG(os.stat(path).st_mode):  # a pipe would never end
                return None
            return open(path, "rb")
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise Unreadable(f"{name} cannot be read: {error.strerror}") from error

    def read(self, name, limit):
        """The file, cut one byte after `limit`; None when there is none."""
        file = self._open(name)
        if file is None:
            return None
        with file:
            return file.read(limit + 1)

    def stream(self, name):
        """The file opened for reading, or None."""
        return self._open(name)

    def months(self):
        """The monthly files that are there, without their ending."""
        names = sorted(islice(os.listdir(self.path), 100_000))
        return [name[:-6] for name in names if name.endswith(".jsonl")]

    def has_bundles(self, size):
        """Whether there is any bundle of entries."""
        return os.path.isdir(os.path.join(self.path, "tile", "entries"))

    def tiles(self):
        """The names of all files under `tile/`, so that none stands there unasked."""
        for folder, _, names in os.walk(os.path.join(self.path, "tile")):
            inside = os.path.relpath(folder, self.path).replace(os.sep, "/")
            yield from (f"{inside}/{name}" for name in sorted(names))


class Web:
    """A log at its address."""

    live = True

    def __init__(self, address):
        self.address = address.rstrip("/")

    def __str__(self):
        return self.address

    def _answer(self, name):
        request = urllib.request.Request(
            f"{self.address}/{name}", headers={"User-Agent": "wartemarke-verify/1"}
        )
        for _ in range(PATIENCE):
            try:
                return urllib.request.urlopen(request, timeout=TIMEOUT)
            except urllib.error.HTTPError as error:
                error.close()
                if error.code in (404, 410):
                    return None
                if error.code not in (429, 503):
                    raise Unreadable(f"{name}: the server answers {error.code}") from error
                wait = error.headers.get("Retry-After", "")
                time.sleep(min(int(wait) if wait.isascii() and wait.isdigit() else 5, TIMEOUT))
            except (OSError, ValueError, http.client.HTTPException) as error:
                raise Unreadable(f"{name}: no answer ({error})") from error
        raise Unreadable(f"{name}: the server is too busy")

    def read(self, name, limit):
        """The answer, cut one byte after `limit`; None when there is none."""
        answer = self._answer(name)
        if answer is None:
            return None
        with answer:
            try:
                return answer.read(limit + 1)
            except Exception as error:  # cut off, or no HTTP at all
                raise Unreadable(f"{name}: the answer broke off") from error

    def stream(self, name):
        """The answer kept in a temporary file, so that many can be read side by side."""
        answer = self._answer(name)
        if answer is None:
            return None
        kept, left = tempfile.TemporaryFile(), MAX_MONTH  # noqa: SIM115 - the caller closes it
        with answer:
            try:
                while left > 0 and (part := answer.read(min(left, 1 << 20))):
                    kept.write(part)
                    left -= len(part)
            except Exception as error:
                raise Unreadable(f"{name}: the answer broke off") from error
        kept.seek(0)
        return kept

    def months(self):
        """An address has no listing: index.json says which there are."""
        return []

    def has_bundles(self, size):
        """Whether one of the first or the last bundle is there."""
        last = max(0, size - 1) // WIDTH
        probes = [*widths(min(size, 2 * WIDTH)), (last, max(1, size - last * WIDTH))]
        return any(self.read(tile_path("entries", *probe), 0) is not None for probe in probes)

    def tiles(self):
        """An address has no listing."""
        return []


# --- Signatures


def pure_ed25519(public: bytes, signature: bytes, message: bytes) -> bool:
    """RFC 8032 section 5.1.7, written out; slow (some milliseconds) and without secrets."""
    key, point = _decompressed(public), _decompressed(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or point is None or len(signature) != 64 or scalar >= _ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + public + message).digest()
    challenge = int.from_bytes(digest, "little") % _ORDER
    left, right = _times(scalar, _BASE), _plus(point, _times(challenge, key))
    return (left[0] * right[2] - right[0] * left[2]) % _PRIME == 0 and (
        left[1] * right[2] - right[1] * left[2]
    ) % _PRIME == 0


_PRIME = 2**255 - 19
_ORDER = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _PRIME - 2, _PRIME) % _PRIME
_ROOT_OF_MINUS_ONE = pow(2, (_PRIME - 1) // 4, _PRIME)


def _plus(one, two):
    a, b = (one[1] - one[0]) * (two[1] - two[0]), (one[1] + one[0]) * (two[1] + two[0])
    c, d = 2 * one[3] * two[3] * _D, 2 * one[2] * two[2]
    a, b, c, d = a % _PRIME, b % _PRIME, c % _PRIME, d % _PRIME
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _PRIME, g * h % _PRIME, f * g % _PRIME, e * h % _PRIME


def _times(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = _plus(result, point)
        point = _plus(point, point)
        scalar >>= 1
    return result


def _decompressed(data):
    if len(data) != 32:
        return None
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    if y >= _PRIME:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, _PRIME - 2, _PRIME) % _PRIME
    x = pow(square, (_PRIME + 3) // 8, _PRIME)
    if (x * x - square) % _PRIME:
        x = x * _ROOT_OF_MINUS_ONE % _PRIME
    if (x * x - square) % _PRIME or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = _PRIME - x
    return x, y, 1, x * y % _PRIME


_BASE = _decompressed((4 * pow(5, _PRIME - 2, _PRIME) % _PRIME).to_bytes(32, "little"))


@lru_cache(maxsize=1 << 14)
def ed25519(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether this key made this signature."""
    if Ed25519PublicKey is None:
        return pure_ed25519(public, signature, message)
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


# --- Signed notes and checkpoints


@dataclass(frozen=True)
class Key:
    """A verifier key of C2SP signed-note: `name+hash+base64(0x01 ‖ public key)`."""

    vkey: str
    name: str
    hash: bytes
    public: bytes


def parse_key(text: str) -> Key:
    """ValueError unless it is an Ed25519 key whose hash is right."""
    name, plus, rest = text.strip().partition("+")
    digits, _, encoded = rest.partition("+")
    if not plus or not re.fullmatch(r"[0-9a-f]{8}", digits) or not name or re.search(r"\s", name):
        raise ValueError("not a verifier key")
    data = unbase64(encoded)
    if len(data) != 33 or data[0] != 1:
        raise ValueError("not an Ed25519 key")
    right = sha256(name.encode() + b"\n" + data).digest()[:4]
    if right.hex() != digits:
        raise ValueError("the key does not have the hash that it names")
    return Key(text.strip(), name, right, data[1:])


def unbase64(text: str) -> bytes:
    """Strict: one spelling for one value; ValueError otherwise."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeError) as error:
        raise ValueError("not base64") from error
    if base64.b64encode(data).decode() != text:
        raise ValueError("not the usual base64")
    return data


@dataclass(frozen=True)
class Checkpoint:
    """A checkpoint as it was read; nothing is believed yet."""

    origin: str
    size: int
    root: bytes
    text: bytes  # what the signatures sign
    signatures: tuple  # of (name, hash, signature)
    place: str

    def signed_by(self, key: Key):
        """True, False, or None when no line claims to be by this key."""
        of_key = [s for name, hash_, s in self.signatures if (name, hash_) == (key.name, key.hash)]
        return ed25519(key.public, of_key[0], self.text) if of_key else None


def parse_checkpoint(data, place="checkpoint") -> Checkpoint:
    """A signed note that holds a checkpoint; Found when it does not."""
    try:
        if len(data) > MAX_NOTE:
            raise ValueError("it is longer than any checkpoint")
        note = data.decode("utf-8")
        if re.search(r"[\x00-\x09\x0b-\x1f\x7f]", note) or not note.endswith("\n"):
            raise ValueError("it is not lines of text")
        text, blank, signatures = note.rpartition("\n\n")
        if not blank:
            raise ValueError("it has no signature")
        lines = text.split("\n")
        if len(lines) < 3 or not lines[0] or "" in lines:
            raise ValueError("it needs an origin, a size and a root")
        signed = tuple(_signature(line) for line in signatures[:-1].split("\n"))
        if len(signed) > MAX_SIGNATURES:
            raise ValueError("it has too many signatures")
        root = unbase64(lines[2])
        if len(root) != HASH:
            raise ValueError("its root is no SHA-256 hash")
    except ValueError as error:  # UnicodeDecodeError is one
        raise Found("bad-checkpoint", place, str(error)) from error
    size = _size(lines[1], root, place)
    return Checkpoint(lines[0], size, root, text.encode() + b"\n", signed, place)


def _signature(line):
    name, space, encoded = line[2:].partition(" ")
    data = unbase64(encoded)
    if not line.startswith("— ") or not space or not name or len(data) < 5:
        raise ValueError("a signature line is not one")
    return name, data[:4], data[4:]


def _size(line, root, place):
    if not re.fullmatch(r"[+-]?[0-9]+", line):
        raise Found("bad-checkpoint", place, "its size is no number")
    if not re.fullmatch(r"0|[1-9][0-9]{0,13}", line) or int(line) > MAX_SIZE:
        raise Found("bad-range", place, f"a log cannot have {line[:40]} entries")
    if int(line) == 0 and root != sha256(b"").digest():
        raise Found("bad-range", place, "it has no entries, but a root")
    return int(line)


# --- Whom to believe


@dataclass
class Trust:
    """The keys that are believed, and why."""

    given: list  # keys of the reader
    listed: list  # keys of the log's own file
    why: dict = field(default_factory=dict)  # vkey: reason

    @property
    def keys(self):
        """All keys that are known, the reader's first."""
        return list({key.vkey: key for key in [*self.given, *self.listed]}.values())

    @property
    def believed(self):
        """Those of them that are believed."""
        return [key for key in self.keys if key.vkey in self.why]

    def learn(self, kept, notes):
        """Who is believed: the reader's keys, or the signer of a kept checkpoint, or the file.

        A believed key vouches for another by a note that both have signed.
        """
        for key in self.given:
            self.why[key.vkey] = "given by you"
        if not self.given:
            for key in self.listed:
                if any(note.signed_by(key) for note in kept):
                    self.why[key.vkey] = "signed the checkpoint that you kept"
        if not self.why and not kept:
            self.why = {key.vkey: "trusted on first use" for key in self.listed}
        grown = bool(self.why)
        while grown:
            grown = False
            for note in [*kept, *notes]:
                signers = [key for key in self.keys if note.signed_by(key)]
                if any(key.vkey in self.why for key in signers):
                    for key in signers:
                        if key.vkey not in self.why:
                            self.why[key.vkey] = "vouched for by an earlier key"
                            grown = True

    def judge(self, note):
        """Raise Found unless a believed key has signed this note; return those that have."""
        results = {key.vkey: note.signed_by(key) for key in self.believed}
        if False in results.values():
            raise Found("bad-signature", note.place)
        if True not in results.values():
            ids = ", ".join(f"{name}+{hash_.hex()}" for name, hash_, _ in note.signatures)
            raise Found("unknown-key", note.place, f"signed by {ids}")
        return [key for key in self.believed if results[key.vkey]]


def read_keys(source, report):
    """The keys that the log itself publishes."""
    data = source.read("keys", MAX_NOTE)
    if data is None:
        report.add("missing", "keys")
        return []
    keys = []
    for line in data[:MAX_NOTE].decode("utf-8", "replace").splitlines():
        if line.strip():
            try:
                keys.append(parse_key(line))
            except ValueError as error:
                report.add("bad-checkpoint", "keys", f"a line is no key: {error}")
                break
    return keys[:MAX_SIGNATURES]


def read_rotations(source):
    """The notes by which a key vouched for its successor, if the log publishes them."""
    data = source.read("rotations", MAX_NOTE) or b""
    texts: list[bytes] = []
    lines: list[bytes] = []
    for line in data[:MAX_NOTE].splitlines(keepends=True):
        signs = line.startswith("— ".encode())
        if lines and not signs and lines[-1].startswith("— ".encode()):
            texts.append(b"".join(lines))
            lines = []
        lines.append(line)
    notes = []
    for text in [*texts, b"".join(lines)][:MAX_SIGNATURES]:
        try:
            notes.append(parse_checkpoint(text, "rotations"))
        except Found:  # vouches for nobody
            continue
    return notes


# --- The tree (RFC 9162, section 2.1.1)


def leaf_hashes(entries) -> bytes:
    """The hashes of some entries, one after another."""
    return b"".join([sha256(b"\0" + entry).digest() for entry in entries])


def folded(hashes: bytes) -> bytes:
    """The root of 1, 2, 4, … hashes."""
    while len(hashes) > HASH:
        pairs = range(0, len(hashes), 2 * HASH)
        hashes = b"".join([sha256(b"\1" + hashes[at : at + 2 * HASH]).digest() for at in pairs])
    return hashes


def levels_of(leaves: bytes | bytearray) -> list:
    """The hashes at tile level 0, 1, 2, …: each the root of 256 of the level below."""
    levels = [bytes(leaves)]
    while len(levels[-1]) >= FULL:
        below = levels[-1]
        tiles = range(0, len(below) - FULL + 1, FULL)
        levels.append(b"".join([folded(below[at : at + FULL]) for at in tiles]))
    return levels


def root_at(levels: list, size: int):
    """The root of the first `size` leaves; None when there are not so many."""
    if size > len(levels[0]) // HASH:
        return None
    if size == 0:
        return sha256(b"").digest()
    root = None
    for depth, hashes in enumerate(levels):
        count = size >> (8 * depth)
        at = (count >> 8 << 8) if depth + 1 < len(levels) else 0
        for peak in reversed(list(_peaks(hashes, at, count))):
            root = peak if root is None else sha256(b"\1" + peak + root).digest()
    return root


def _peaks(hashes, at, end):
    while at < end:
        width = 1 << ((end - at).bit_length() - 1)
        yield folded(hashes[HASH * at : HASH * (at + width)])
        at += width


def tile_path(level, number: int, width: int = WIDTH) -> str:
    """`tile/<L>/<N>[.p/<W>]` as in C2SP tlog-tiles; `level` may be `entries`."""
    groups = [f"{number % 1000:03}"]
    while number >= 1000:
        number //= 1000
        groups.insert(0, f"x{number % 1000:03}")
    part = "" if width == WIDTH else f".p/{width}"
    return f"tile/{level}/{'/'.join(groups)}{part}"


def read_tile(source, level, number, width, limit):
    """A tile or bundle of this width; one that has become full since serves as well."""
    data = source.read(tile_path(level, number, width), limit)
    if data is None and width < WIDTH:
        data = source.read(tile_path(level, number), limit)
        if data is not None and level != "entries":
            data = data[: width * HASH]
    return data


def widths(size: int):
    """(number, width) of the tiles that hold so many hashes."""
    for number in range((size + WIDTH - 1) // WIDTH):
        yield number, min(WIDTH, size - number * WIDTH)


# --- Entries: their bytes, their form, their months


def unpacked(data: bytes) -> list:
    """The entries of a bundle; what breaks off in the middle comes last, as it stands."""
    entries: list[bytes] = []
    at, end = 0, len(data)
    while at < end and len(entries) <= 2 * WIDTH:
        start = at + 2
        at = start + int.from_bytes(data[at:start], "big")
        entries.append(data[start:at] if at <= end else data[start - 2 : end])
    return entries


_WORD = rb'"[A-Za-z0-9_.:+-]{1,64}"'
_PLAIN = _WORD + rb"|[1-9][0-9]{0,14}|null|true|false|0|-[1-9][0-9]{0,14}"
_VALUE = rb"(?:" + _PLAIN + rb"|\[(?:(?:" + _PLAIN + rb")(?:,(?:" + _PLAIN + rb"))*)?\])"
_HEAD = (
    rb'\{"actor":\{"pseudonym":"[A-Za-z0-9_.:+-]{0,64}","role":"[a-z_]{1,20}"\},'
    rb'"at":"([0-9]{4}-[0-9]{2})-[0-9]{2}T[0-9:]{8}\.[0-9]{6}Z",'
    rb'"case":(?:[1-9][0-9]{0,14}|null|0),"fields":\{'
)
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}").fullmatch
_KIND = re.compile(r"[a-z][a-z0-9_.]{0,39}").fullmatch
# End of the entry, with its kind: expressions for the fields that it had before.
_shapes: dict = {}


def month_of(entry: bytes):
    """The month of an entry, `YYYY-MM`; None when its form is not canonical.

    The first entry of a shape (a kind with certain fields) is parsed and written again; those that
    follow are held against one expression, which is all the grammar that this shape can have.
    """
    kind = entry[-48:].rpartition(b',"kind":"')[2]
    known = _shapes.get(kind, ())
    for shape in known:
        usual = shape(entry)
        if usual:
            return usual[1]
    try:
        value = json.loads(entry.decode("utf-8"), object_pairs_hook=_ordered, parse_float=_refused)
        at = value["at"]
        again = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
        if again != entry or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9T:.]{2,20}Z", at):
            return None
        if len(known) < 8 and len(_shapes) < 500:
            _learn(kind, value)
        return at[:7].encode()
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _learn(kind, value):
    """Keep the expression of the shape of an entry that is canonical."""
    names, told = list(value["fields"]), value["kind"]
    if _KIND(told) and all(map(_NAME, names)) and kind == b'%b"}' % told.encode():
        fields = b",".join(b'"%b":%b' % (name.encode(), _VALUE) for name in names)
        shape = re.compile(_HEAD + fields + rb'\},"kind":"' + re.escape(told.encode()) + rb'"\}')
        _shapes.setdefault(kind, []).append(shape.fullmatch)


def _ordered(pairs):
    """RFC 8785 orders names by their UTF-16 code units; a name twice makes it no JSON for us."""
    whole = dict(sorted(pairs, key=lambda pair: pair[0].encode("utf-16-be", "surrogatepass")))
    if len(whole) != len(pairs):
        raise ValueError("a name twice")
    return whole


def _refused(_):
    raise ValueError("the record has no fractions")


_LINE = re.compile(rb'\{"entry":(\{.*\}),"seq":(-?[0-9]{1,40})\}\n').fullmatch


def lines_of(file):
    """The lines of a monthly file, as they stand; after one that is too long it stops."""
    while line := file.readline(MAX_LINE + 1):
        yield line
        if len(line) > MAX_LINE:
            return


def line_parts(line: bytes):
    """(entry, number) of a line; the whole line and None when it is not one."""
    match = _LINE(line)
    if not match:
        return line.rstrip(b"\n"), None
    return match[1], int(match[2])


def months_of(source, report) -> list:
    """The months that the index and the folder name, those impossible left out and reported."""
    index = read_json(source, "index.json", MAX_INDEX, report)
    named = index.get("months") if isinstance(index, dict) else None
    names = [each.get("month") for each in named or [] if isinstance(each, dict)]
    months = []
    for name in dict.fromkeys([*names, *source.months()]):
        if isinstance(name, str) and re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", name):
            months.append(name)
        else:
            report.add("bad-range", f"{name}.jsonl", "there is no such month")
    return sorted(months)[:MAX_MONTHS]


def read_json(source, name, limit, report=None):
    """A JSON file, or None; one that cannot be read is reported."""
    data = source.read(name, limit)
    if data is None:
        return None
    try:
        if len(data) > limit:
            raise ValueError("too long")
        return json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        if report is not None:
            report.add("altered", name, "it is no JSON")
        return None


def bundles(source, size):
    """(number, width, entries) of every bundle, entries None when it is missing."""
    misses = 0
    for number, width in widths(size):
        data = read_tile(source, "entries", number, width, MAX_BUNDLE)
        misses = misses + 1 if data is None else 0
        if misses > MISSES:
            return
        yield number, width, None if data is None else unpacked(data)


def merged(source, months, size):
    """The same from the monthly files, brought in the order of their numbers."""
    streams = [numbered(source, month) for month in months]
    lines = heapq.merge(*streams, key=lambda line: line[0])
    number = 0
    while entries := [entry for _, entry in islice(lines, WIDTH)]:
        yield number, min(WIDTH, max(0, size - number * WIDTH)), entries
        number += 1
        if number * WIDTH > size + WIDTH:
            return


def numbered(source, month):
    """(number, entry) of the lines of a month; a line without a number keeps its place."""
    file = source.stream(f"{month}.jsonl")
    last = 0
    if file is None:
        return
    with file:
        for line in lines_of(file):
            entry, seq = line_parts(line)
            last = last + 1 if seq is None else seq
            yield last, entry


def sealed_size(source) -> int:
    """How many entries the checkpoint counts (its signature is another matter)."""
    data = source.read("checkpoint", MAX_NOTE)
    return parse_checkpoint(data).size if data is not None else 0


def entries(source):
    """(seq, entry as a dict) in order, from the bundles, or from the monthly files without them."""
    size, seq = sealed_size(source), 0
    found = bundles(source, size) if source.has_bundles(size) else None
    if found is None:
        found = merged(source, months_of(source, Report("")), size)
    for _, _, some in found:
        for entry in some or []:
            seq += 1
            if seq > size:
                return
            yield seq, json.loads(entry.decode("utf-8"))


def rulebooks(source) -> list:
    """Every published rulebook with its rules, as `rulebooks.json` tells."""
    whole = read_json(source, "rulebooks.json", MAX_RULEBOOKS)
    return whole.get("items", []) if isinstance(whole, dict) else []


# --- Where two lists of hashes differ


class Differences:
    """Names what was done to `actual`, the hashes that stand there, against those `wanted`."""

    def __init__(self, actual, wanted, number=lambda index: index + 1):
        self.actual, self.wanted, self.number = bytearray(actual), bytes(wanted), number
        self.ends = len(actual) // HASH, len(wanted) // HASH
        self.findings = []

    def all(self) -> list:
        """The findings in order; the first one is exact, later ones are as good as they can be."""
        i = j = 0
        for _ in range(MAX_SEARCHES):
            step = self._same(i, j)
            i, j = i + step, j + step
            if (i, j) == self.ends or len(self.findings) >= MAX_FINDINGS:
                break
            if i >= self.ends[0]:
                self._add("truncated", j, last=self.ends[1] - 1)
                break
            if j >= self.ends[1]:
                self.findings.append(Finding("extra", self.number(j - 1) + 1 if j else 1))
                break
            i, j = self._one(i, j)
        return self.findings

    def _same(self, i, j):
        start = i
        while self.actual[i * HASH : i * HASH + FULL] == self.wanted[j * HASH : j * HASH + FULL]:
            step = min(WIDTH, self.ends[0] - i)
            i, j = i + step, j + step
            if step < WIDTH or i >= self.ends[0]:
                return i - start
        while i < self.ends[0] and j < self.ends[1] and self._a(i) == self._w(j):
            i, j = i + 1, j + 1
        return i - start

    def _one(self, i, j):
        mine, theirs = self._a(i), self._w(j)
        p, q = search(self.wanted, mine, j + 1), search(self.actual, theirs, i + 1)
        if p > 0 and q - i == p - j and self._follows(i, j, p - j):
            self._add("swapped", j, other=self.number(p))
            self.actual[i * HASH : (i + 1) * HASH] = theirs
            self.actual[q * HASH : (q + 1) * HASH] = mine
        elif p > 0 and (q < 0 or self._a(i + 1) == self._w(p + 1)):
            self._add("removed", j, last=p - 1)
            j = p
        elif q > 0:
            of = search(self.wanted, mine, 0)
            last = self.number(j) + q - i - 1
            if of < 0:
                self.findings.append(Finding("inserted", self.number(j), last=last))
            else:
                found = Finding("duplicated", self.number(j), last=last, other=self.number(of))
                self.findings.append(found)
            i = q
        else:
            self._altered(j)
            i, j = i + 1, j + 1
        return i, j

    def _follows(self, i, j, distance):
        """After a swap the next ones stand where they should."""
        after = 2 if distance == 1 else 1
        return self._a(i + after) == self._w(j + after)

    def _altered(self, j):
        before = self.findings[-1] if self.findings else None
        if before and before.code == "altered" and before.last == self.number(j - 1):
            before.last = self.number(j)
        else:
            self._add("altered", j, last=j)

    def _add(self, code, j, *, last=None, other=None):
        last = None if last is None else self.number(last)
        self.findings.append(Finding(code, self.number(j), last=last, other=other))

    def _a(self, i):
        return bytes(self.actual[i * HASH : (i + 1) * HASH])

    def _w(self, j):
        return self.wanted[j * HASH : (j + 1) * HASH]


def search(hashes, one: bytes, start: int) -> int:
    """The index of a hash among hashes, from `start` on, or -1."""
    at = hashes.find(one, start * HASH)
    while at > 0 and at % HASH:
        at = hashes.find(one, at + 1)
    return -1 if at < 0 else at // HASH


# --- The walk through the entries


class Months:
    """The monthly files beside the bundles: line by line they must hold the same entries."""

    def __init__(self, source, names):
        self.source, self.names = source, names
        self.open, self.bad, self.counts = {}, set(), {}

    def compare(self, first, entries, months):
        """Compare some entries, the first of which has the number `first`."""
        at = 0
        while at < len(entries):
            end, month = at + 1, months[at]
            while end < len(entries) and months[end] == month:
                end += 1
            if month is not None:
                self._run(month.decode(), entries[at:end], first + at)
            at = end

    def _run(self, month, entries, seq):
        self.counts[month] = self.counts.get(month, 0) + len(entries)
        if not self.names or month in self.bad:
            return
        lines = [
            b'{"entry":%b,"seq":%d}\n' % (entry, number)
            for number, entry in enumerate(entries, seq)
        ]
        wanted, file = b"".join(lines), self._file(month)
        if file is None or file.read(len(wanted)) != wanted:
            self.bad.add(month)

    def _file(self, month):
        if month not in self.open and len(self.open) < MAX_MONTHS:
            self.open[month] = self.source.stream(f"{month}.jsonl")
        return self.open.get(month)

    def close(self):
        """Read to the end: nothing may be left in any of them (a live log may have grown)."""
        for month in self.names:
            file = self._file(month)
            if file is None or (month not in self.bad and file.read(1) and not self.source.live):
                self.bad.add(month)

    def shut(self):
        """Close what is open."""
        for file in self.open.values():
            if file is not None:
                file.close()


class Walk:
    """Reads every entry once and keeps its hash; the level 0 tiles beside them if they differ."""

    def __init__(self, source, size, report, *, with_entries=True):
        self.source, self.size, self.report = source, size, report
        self.with_entries = with_entries
        self.names = months_of(source, report)
        self.has_bundles = with_entries and source.has_bundles(size)
        self.months = Months(source, self.names if self.has_bundles else [])
        self.entries, self.tiles = bytearray(), None
        self.absent, self.missing, self.tiles_seen = [], [], False
        self.informal = []  # numbers of entries that are not canonical
        self.count = 0  # of entries read

    def run(self):
        """Read it all."""
        try:
            self._read()
            self.months.close()
        finally:
            self.months.shut()

    def _read(self):
        done = 0
        for number, width, some in self._batches():
            done = number + 1
            if some is None:
                self.absent.append(number)
                self._grow(b"", self._tile(number, width))
                continue
            self._fill()
            hashes, first = leaf_hashes(some), len(self.entries) // HASH + 1
            months = [month_of(entry) for entry in some]
            if None in months:
                self.informal += [first + at for at, month in enumerate(months) if month is None]
                self.informal = self.informal[:MAX_FINDINGS]
            self.months.compare(first, some, months)
            self.count += len(some)
            self._grow(hashes, self._tile(number, width))
        for number, width in islice(widths(self.size), done, None):
            if len(self.missing) > MISSES:
                break
            self._grow(b"", self._tile(number, width))

    def _batches(self):
        if not self.with_entries:
            return ()
        if self.has_bundles:
            return bundles(self.source, self.size)
        return merged(self.source, self.names, self.size)

    def _tile(self, number, width):
        if not width or len(self.missing) > MISSES:
            return None
        data = read_tile(self.source, 0, number, width, FULL)
        if data is None:
            self.missing.append(tile_path(0, number, width))
            return None
        self.tiles_seen = True
        if len(data) != width * HASH:
            data = data[: width * HASH].ljust(width * HASH, b"\0")
        return data

    def _grow(self, entries, tile):
        tile = entries if tile is None else tile
        if self.tiles is None and entries != tile:
            self.tiles = bytearray(self.entries)
        self.entries += entries
        if self.tiles is not None:
            self.tiles += tile
        if max(len(self.entries), len(self.tiles or b"")) > MAX_READ * HASH:
            raise Unreadable(f"there are more than {MAX_READ} entries")

    def _fill(self):
        """Bundles missing in the middle: go on after the hashes that their tiles tell."""
        for number in self.absent:
            self.report.add("missing", tile_path("entries", number), seq=number * WIDTH + 1)
            self.entries += (self.tiles or b"")[number * FULL : (number + 1) * FULL]
        self.absent = []


# --- The whole check


class Check:
    """Everything that is checked of one source, in order; the result is `report`."""

    def __init__(self, source, *, keys=(), kept=(), origin=None, with_entries=True):
        self.source, self.with_entries = source, with_entries
        self.report = Report(str(source))
        self.given = [parse_key(text) for text in keys]
        self.kept_data, self.kept, self.origin = kept, [], origin
        self.vouching = []  # notes by which one key vouches for another
        self.truth = None  # levels of the hashes that fold up to the root

    def run(self) -> Report:
        """Check it all."""
        try:
            self._checkpoint()
            self._history()
        except Found as found:
            self.report.findings.append(found.finding)
            return self.report
        self.walk = Walk(
            self.source, self.checkpoint.size, self.report, with_entries=self.with_entries
        )
        self.walk.run()
        self._tree()
        self._kept_roots()
        return self.report

    # The checkpoint and who signed it

    def _checkpoint(self):
        data = self.source.read("checkpoint", MAX_NOTE)
        if data is None:
            raise Found("missing", "checkpoint")
        self.checkpoint = note = parse_checkpoint(data)
        self.report.origin, self.report.size = note.origin, note.size
        self.report.root = base64.b64encode(note.root).decode()
        self.kept = [parse_checkpoint(data, place) for place, data in self.kept_data]

    def _history(self):
        note, report = self.checkpoint, self.report
        trust = Trust(self.given, read_keys(self.source, report))
        self.listed = [key.vkey for key in trust.listed]
        names = [self.origin] if self.origin else [key.name for key in self.given]
        names = names or [old.origin for old in self.kept] or [key.name for key in trust.listed]
        for old in self.kept:
            if old.origin != note.origin:
                raise Found("other-log", "checkpoint", f"it is of {note.origin}, not {old.origin}")
        if names and note.origin not in names:
            raise Found("other-log", "checkpoint", f"it is of {note.origin}, not {names[0]}")
        rotations = read_rotations(self.source)
        trust.learn(self.kept, [note, *rotations])
        self.vouching = [one for one in rotations if any(map(one.signed_by, trust.believed))]
        for each in [note, *self.kept]:
            try:
                signers = trust.judge(each)
            except Found as found:
                report.findings.append(found.finding)
                continue
            if each is note:
                report.keys = [{"vkey": key.vkey, "trust": trust.why[key.vkey]} for key in signers]
        for old in self.kept:
            if old.size > note.size:
                says = f"{old.place} counts {old.size} entries, this one {note.size}"
                report.add("old-checkpoint", "checkpoint", says)

    # The tree

    def _tree(self):
        walk, note = self.walk, self.checkpoint
        actual = levels_of(walk.entries)
        tiles = actual if walk.tiles is None else levels_of(walk.tiles)
        if not self.with_entries:
            actual = tiles
        if len(actual[0]) == note.size * HASH and root_at(actual, note.size) == note.root:
            self.truth = actual
        elif root_at(tiles, note.size) == note.root and len(tiles[0]) == note.size * HASH:
            self.truth = tiles
            self._entries_against(tiles[0])
        else:
            self._without_tiles(actual, tiles)
        self._tiles(tiles)
        if self.truth:
            self._forms(actual)
            if self.truth is actual and self.with_entries:
                self._months()
                self._index()
            self._unasked()
        self._summary()

    def _entries_against(self, hashes):
        findings = Differences(self.walk.entries, hashes).all()
        for finding in findings:
            finding.place = finding.place or self._place(finding.seq)
        self.report.findings += findings
        if self.walk.has_bundles and self.walk.names and self._monthly() is not None:
            self.report.notes.append("the monthly files hold the entries as they were signed")

    def _place(self, seq):
        if not self.walk.has_bundles:
            return "the monthly files"
        number = (seq - 1) // WIDTH
        return tile_path(
            "entries", number, max(1, min(WIDTH, self.checkpoint.size - number * WIDTH))
        )

    def _monthly(self):
        """The levels of the entries in the monthly files, if they fold up to the root."""
        found = merged(self.source, self.walk.names, self.checkpoint.size)
        hashes = b"".join(leaf_hashes(some) for _, _, some in found)
        levels, size = levels_of(hashes[: self.checkpoint.size * HASH]), self.checkpoint.size
        return levels if root_at(levels, size) == self.checkpoint.root else None

    def _without_tiles(self, actual, tiles):
        """Neither entries nor tiles fold up to the root: say as much as can be said."""
        size, root, report = self.checkpoint.size, self.checkpoint.root, self.report
        count = len(actual[0]) // HASH
        if count > size and root_at(actual, size) == root:
            self.truth = levels_of(actual[0][: size * HASH])
            report.add("extra", self._place(size), seq=size + 1)
            return
        monthly = self._monthly() if self.walk.has_bundles and self.walk.names else None
        if monthly:
            self.truth = monthly
            self._entries_against(monthly[0])
        elif count < size:
            says = "" if not self.walk.tiles_seen else "The tiles do not fold up to the root either"
            report.add("truncated", self._place(count + 1), says, seq=count + 1)
        else:
            first, last, says = self._as_near_as_possible(actual, tiles)
            report.add("altered", self._place(first) if first > 1 else "", says)
            report.findings[-1].last = last

    def _as_near_as_possible(self, actual, tiles):
        """(first, last, sentence) of the entries among which the difference lies."""
        size, root = self.checkpoint.size, self.checkpoint.root
        upper = [tiles[0], *self._upper()]
        if len(upper) > 1 and root_at(upper, size) == root:
            for at in range(0, len(upper[1]), HASH):
                if actual[1][at : at + HASH] != upper[1][at : at + HASH]:
                    first = at // HASH * WIDTH + 1
                    return first, None, f"It lies among the entries {first} to {first + WIDTH - 1}"
        same = [old.size for old in self.kept if root_at(actual, old.size) == old.root]
        if same:
            first = max(same) + 1
            return (
                first,
                None,
                f"It lies after entry {first - 1}, as the checkpoint that you kept says",
            )
        return (
            1,
            None,
            "Entries and tiles agree with each other, not with the root: no line can be told",
        )

    def _upper(self):
        """The tiles above level 0 as they are published."""
        count, depth = self.checkpoint.size >> 8, 1
        levels: list[bytes] = []
        while count:
            parts = []
            for number, width in widths(count):
                data = read_tile(self.source, depth, number, width, FULL)
                if data is None or len(data) != width * HASH:
                    return levels
                parts.append(data)
            levels.append(b"".join(parts))
            count, depth = count >> 8, depth + 1
        return levels

    # The files beside the entries

    def _tiles(self, tiles):
        """Every published tile against the hashes that are known to be right."""
        walk, report = self.walk, self.report
        if not walk.tiles_seen:
            report.notes.append("there are no tiles here; the tree was folded from the entries")
            return
        for path in walk.missing[:MAX_FINDINGS]:
            report.add("missing", path)
        if self.truth is None:
            return
        bad = []
        if walk.tiles is not None:
            bad = [(0, *at) for at in self._bad(tiles[0], self.truth[0])]
        count, depth = self.checkpoint.size >> 8, 1
        while count:
            for number, width in widths(count):
                data = read_tile(self.source, depth, number, width, FULL)
                at = number * FULL
                if data is None:
                    report.add("missing", tile_path(depth, number, width))
                elif data != self.truth[depth][at : at + width * HASH]:
                    bad.append((depth, number, width))
            count, depth = count >> 8, depth + 1
        for at in bad[:MAX_FINDINGS]:
            report.add("bad-tile", tile_path(*at))

    def _bad(self, hashes, right):
        return [
            (number, width)
            for number, width in widths(self.checkpoint.size)
            if hashes[number * FULL : number * FULL + width * HASH]
            != right[number * FULL : number * FULL + width * HASH]
        ]

    def _forms(self, actual):
        """Entries that were signed in another form than the canonical one."""
        assert self.truth is not None  # the root could be folded
        for seq in self.walk.informal:
            at = slice((seq - 1) * HASH, seq * HASH)
            if actual[0][at] == self.truth[0][at]:
                self.report.add("bad-entry", self._place(seq), seq=seq)

    def _months(self):
        for month in sorted(self.walk.months.bad)[:MAX_FINDINGS]:
            name = f"{month}.jsonl"
            file = self.source.stream(name)
            if file is None:
                self.report.add("missing", name)
                continue
            with file:
                lines = list(islice(self._lines(file), self.checkpoint.size + WIDTH))
            wanted = self._of_month(month.encode())
            hashes = b"".join(hash_ for hash_, _ in lines)
            right = b"".join(hash_ for hash_, _ in wanted)
            numbers = [seq for _, seq in wanted]
            findings = Differences(hashes, right, lambda at, of=numbers: of[at]).all()
            if not findings:
                findings = self._wrong_numbers(lines, numbers)
            for finding in findings:
                finding.place = name
                if finding.code == "extra" and finding.seq <= self.checkpoint.size:
                    finding.seq = self.checkpoint.size + 1
            self.report.findings += findings

    def _lines(self, file):
        for line in lines_of(file):
            entry, seq = line_parts(line)
            if self.source.live and seq is not None and seq > self.checkpoint.size:
                return
            yield leaf_hashes([entry]), seq

    def _of_month(self, month):
        found, seq = [], 0
        for _, _, some in bundles(self.source, self.checkpoint.size):
            for entry in some or []:
                seq += 1
                if month_of(entry) == month:
                    found.append((leaf_hashes([entry]), seq))
        return found

    def _wrong_numbers(self, lines, numbers):
        for at, right in enumerate(numbers):
            seq = lines[at][1]
            if seq != right:
                says = f"Line {at + 1} is numbered {seq}, where {right} belongs"
                return [Finding("bad-range", right, says=says)]
        return [
            Finding("altered", numbers[0] if numbers else None, says="It is written differently")
        ]

    def _index(self):
        """index.json is not signed, it only repeats: it must repeat rightly."""
        index, note = read_json(self.source, "index.json", MAX_INDEX), self.checkpoint
        if not isinstance(index, dict) or (self.source.live and index.get("size") != note.size):
            return
        root = index.get("root")
        wrong = [
            name
            for name, fits in [
                ("origin", index.get("origin") == note.origin),
                ("size", index.get("size") == note.size),
                ("root", root in (note.root.hex(), self.report.root)),
                ("list of keys", index.get("keys", self.listed) == self.listed),
                ("months", self._counted(index) or not self.walk.has_bundles),
            ]
            if not fits
        ]
        if wrong:
            self.report.add("altered", "index.json", f"It tells another {', '.join(wrong)}")

    def _counted(self, index):
        months = index.get("months")
        if not isinstance(months, list) or not all(isinstance(each, dict) for each in months):
            return False
        told = {each.get("month"): each.get("entries") for each in months if each.get("entries")}
        return told == self.walk.months.counts

    def _unasked(self):
        """Files under `tile/` that are none of this log, or older parts that say otherwise."""
        for name in islice(self.source.tiles(), self.checkpoint.size // 64 + 100_000):
            if len(self.report.findings) > 5 * MAX_FINDINGS:
                return
            match = re.fullmatch(
                r"tile/(entries|[0-9]{1,2})/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/(.*))?", name
            )
            number = int(re.sub("[x/]", "", match[2])) if match else 0
            width = match[3] or str(WIDTH) if match else ""
            possible = re.fullmatch(r"[1-9][0-9]{0,2}", width) and int(width) <= WIDTH
            if match is None or not possible or name != tile_path(match[1], number, int(width)):
                self.report.add("bad-range", name, "There is no such number or width")
            else:
                self._within(name, match[1], number, int(width))

    def _within(self, name, level, number, width):
        depth = 0 if level == "entries" else int(level)
        end = number * WIDTH + width
        if end > self.checkpoint.size >> (8 * depth):
            seq = self.checkpoint.size + 1
            if level == "entries":
                self.report.add("extra", name, seq=seq)
            else:
                self.report.add("bad-range", name, "The signed log has no such tile")
            return
        if width == WIDTH or end == self.checkpoint.size >> (8 * depth):
            return  # read before
        at = slice(number * FULL, number * FULL + width * HASH)
        data = self.source.read(name, MAX_BUNDLE)
        assert self.truth is not None  # the root could be folded
        if level == "entries":
            if leaf_hashes(unpacked(data)) != self.truth[0][at]:
                self.report.add("altered", name, "It is an older part")
        elif data != self.truth[depth][at]:
            self.report.add("bad-tile", name, "It is an older part")

    # Checkpoints kept earlier

    def _kept_roots(self):
        for old in [*self.kept, *self.vouching]:
            if self.truth is None or old.size > self.checkpoint.size:
                continue
            if root_at(self.truth, old.size) == old.root:
                says = (
                    f"{old.place}: the checkpoint at {old.size} entries is a beginning of this log"
                )
                self.report.checked.append(says)
            else:
                says = f"At {old.size} entries {old.place} has another root"
                self.report.add("forked", "checkpoint", says)

    def _summary(self):
        walk, say = self.walk, self.report.checked.append
        if self.truth is None:
            return
        size = self.checkpoint.size
        if not self.with_entries:
            say(f"{size} hashes of entries in the tiles fold up to the root; no entry was read")
            return
        form = "from the bundles" if walk.has_bundles else "from the monthly files"
        canonical = "" if walk.informal else ", each in canonical form"
        say(f"{walk.count} entries read {form}, each hashed{canonical}")
        if self.truth[0] == walk.entries:
            say("the tree folded from the entries has the root of the checkpoint")
            if walk.months.names and not walk.months.bad:
                say(f"{len(walk.months.names)} monthly files hold the same entries, line by line")
        if walk.tiles_seen:
            say("the tiles of all levels compared with the tree")


def check(source, **options) -> Report:
    """Check a source; `keys` (vkeys), `kept` [(name, bytes)], `origin`, `with_entries`."""
    return Check(source, **options).run()


# --- The report: the queue let happen again, and what that counts
#
# A second implementation, from docs/fairness.md and the meaning of the entries alone. Moments and
# spans are whole microseconds, head starts minutes; a place is (moment, number of the case).

SECOND = 10**6
MINUTE = 60 * SECOND
EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
ODD = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, OSError)
MAX_DOUBTS = 1000  # entries that do not follow; one is enough to know
WAITS = ("new", "waiting_for_company")
OPEN = (*WAITS, "in_progress", "waiting_for_customer")
LEADS_TO = {"case.merged": "duplicate", "case.solved": "solved", "case.declined": "declined"}
AWAY = {"solved": "off", "closed": "off", "declined": "off", "duplicate": "aside"}
PHASES = {"answer": AWAY, "solution": {**AWAY, "solved": "met", "closed": "met"}}


def moment(text: str) -> int:
    """A moment of the record in microseconds since 1970."""
    at = datetime.fromisoformat(text[:-1] + "+00:00")
    return (at - EPOCH) // timedelta(microseconds=1)


class Unfit(Exception):
    """An entry that does not follow from those before it."""


# Promised times: hours of business, and what becomes of a promise


class Calendar:
    """When a promised time runs, from its code words: `always`, or hours, holidays and a zone."""

    def __init__(self, words):
        self.state, self.zone, self.kept = "", ZoneInfo("Europe/Berlin"), {}
        self.week: list[list] | None = None if words == ("always",) else [[] for _ in DAYS]
        for word in () if self.week is None else words:
            name, _, value = word.partition(":")
            if name == "holidays":
                self.state = value
            elif name == "zone":
                self.zone = ZoneInfo(value.replace(":", "/"))
            else:
                self._open(re.fullmatch(HOURS, word))

    def _open(self, found):
        assert self.week is not None  # what has hours is not `always`
        begin, end = (int(found[at]) * 60 + int(found[at + 1]) for at in (3, 5))
        for day in range(DAYS.index(found[1]), DAYS.index(found[2] or found[1]) + 1):
            self.week[day] = without_overlaps([*self.week[day], (begin * MINUTE, end * MINUTE)])

    def due_at(self, start, left):
        """The first moment at which so much working time has passed."""
        if left <= 0 or self.week is None:
            return start + max(0, left)
        for begin, end in self._spans_from(start):
            if end - begin >= left:
                return begin + left
            left -= end - begin
        raise Unfit("this promised time would not be used up within decades")

    def between(self, start, end):
        """The working time from one moment to another."""
        if self.week is None:
            return max(0, end - start)
        whole = 0
        for begin, close in self._spans_from(start):
            if begin >= end:
                break
            whole += min(close, end) - begin
        return whole

    def _spans_from(self, start):
        day = (start + self._offset(start)) // (24 * 60 * MINUTE) - 1
        for each in range(day, day + 20 * 366):
            if each not in self.kept:
                self.kept[each] = sorted(self._spans(each))
            for begin, end in self.kept[each]:
                if end > start:
                    yield max(begin, start), end

    def _spans(self, day):
        """The hours of one day: what decides is what the clock on the wall shows."""
        date_of = date.fromordinal(day + date(1970, 1, 1).toordinal())
        if self.state and date_of in holidays(self.state, date_of.year):
            return
        midnight = day * 24 * 60 * MINUTE
        first, last = midnight - 15 * 60 * MINUTE, midnight + 39 * 60 * MINUTE
        change = last
        if self._offset(first) != self._offset(last):
            low, change = first, last
            while change - low > SECOND:
                middle = low + (change - low) // SECOND // 2 * SECOND
                same = self._offset(middle) == self._offset(low)
                low, change = (middle, change) if same else (low, middle)
        assert self.week is not None  # `always` needs no spans
        for lower, upper in ((first, change), (change, last)):
            for begin, end in self.week[date_of.weekday()] if lower < upper else ():
                offset = self._offset(lower)
                opens, closes = midnight + begin - offset, midnight + end - offset
                if max(opens, lower) < min(closes, upper):
                    yield max(opens, lower), min(closes, upper)

    def _offset(self, at):
        there = (EPOCH + timedelta(microseconds=at)).astimezone(self.zone)
        return (there.utcoffset() or timedelta(0)) // timedelta(microseconds=1)


DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
HOURS = r"([a-z]{2})(?:-([a-z]{2}))?:(\d{2})(\d{2})-(\d{2})(\d{2})"


def without_overlaps(hours):
    """In order, so that no minute counts twice."""
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(hours):
        if joined and begin <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((begin, end))
    return joined


SAINTS, CORPUS = ("BW", "BY", "NW", "RP", "SL"), ("BW", "BY", "HE", "NW", "RP", "SL")
REFORMED, LATER = ("BB", "MV", "SN", "ST", "TH"), ("HB", "HH", "NI", "SH")


@lru_cache(maxsize=4096)
def holidays(state, year):
    """The public holidays of a German state in a year, as its law has them."""
    easter = easter_of(year)
    fixed = [(1, 1), (5, 1), (10, 3), (12, 25), (12, 26)]
    fixed += [(1, 6)] * (state in ("BW", "BY", "ST")) + [(11, 1)] * (state in SAINTS)
    fixed += [(8, 15)] * (state == "SL") + [(9, 20)] * (state == "TH" and year >= 2019)
    is_reformed = state in REFORMED or (state in LATER and year >= 2018) or year == 2017
    fixed += [(10, 31)] * is_reformed
    fixed += [(3, 8)] * (year >= {"BE": 2019, "MV": 2023}.get(state, year + 1))
    fixed += [(5, 8)] * (state == "BE" and year in (2020, 2025))
    fixed += [(6, 17)] * (state == "BE" and year == 2028)
    moving = [-2, 1, 39, 50, *([60] if state in CORPUS else [])]
    moving += [0, 49] if state == "BB" else []
    found = {date(year, *each) for each in fixed} | {easter + timedelta(each) for each in moving}
    if year <= 1994 or state == "SN":  # the last Wednesday before 23 November
        repentance = date(year, 11, 22)
        found.add(repentance - timedelta((repentance.weekday() - 2) % 7))
    return frozenset(found)


def easter_of(year):
    """Easter Sunday by the rule of Gauss in the form of Meeus, Jones and Butcher."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


@lru_cache(maxsize=256)
def calendar_of(words):
    """The calendar of these code words."""
    return Calendar(words)


class Promise:
    """A promised time; the moment missed stays in `due` once it is broken."""

    def __init__(self, words, left):
        self.calendar, self.left = calendar_of(tuple(words)), left
        self.state, self.since, self.due, self.is_noted = "running", None, None, False

    def start(self, at):
        """It runs from now on."""
        self.state, self.since, self.due = "running", at, self.calendar.due_at(at, self.left)
        return self

    def follow(self, phase, at):
        """Its case came into another phase; a moment missed before breaks it first, for ever."""
        if self.state == "running" and at > self.due:
            self.state = "broken"
        if self.state == "broken":
            return
        if phase == "runs":
            if self.state != "running":
                self.start(self.since if self.state == "void" and self.since is not None else at)
        elif phase == "aside":
            if self.state != "kept":  # it keeps since when it ran, in case it comes back
                self.state, self.due = "void", None
        elif self.state != (name := {"stands": "paused", "met": "kept", "off": "void"}[phase]):
            self._stop(name, at)
        elif phase == "off":
            self.since = None

    def _stop(self, name, at):
        if self.state == "running":
            self.left = max(0, self.left - self.calendar.between(self.since, at))
        self.state, self.since, self.due = name, None, None


# The lines


class Rulebook:
    """One published set of rules."""

    def __init__(self, plain):
        self.version, self.rules = plain["version"], plain["rules"]
        self.cap = plain["cap"] if "cap" in plain else plain["cap_minutes"]
        content = {"cap": self.cap, "rules": self.rules}
        text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        self.fingerprint = sha256(text.encode()).hexdigest()

    def due(self, facts) -> dict:
        """Rule → minutes that a case with these facts gets."""
        return {
            rule["code"]: rule["minutes"]
            for rule in self.rules
            if rule["is_in_force"] and self._holds(rule, facts)
        }

    def _holds(self, rule, facts):
        held = [self._is_so(facts.get(one["fact"]), one) for one in rule["conditions"]]
        return bool(held) and (any(held) if rule["match"] == "any" else all(held))

    def _is_so(self, known, condition):
        if known is None:
            return False
        value = condition["value"]
        return {
            "is": lambda: known == value,
            "is_not": lambda: known != value,
            "at_least": lambda: known >= value,
            "at_most": lambda: known <= value,
        }[condition["operator"]]()


class Case:
    """What the record tells of one case: its clock and head starts, and how it went on."""

    def __init__(self, number):
        self.number, self.facts, self.lane = number, {}, ""
        self.opened_at = self.since = self.stood_at = None
        self.waited = self.lead = 0
        self.by_rule, self.by_hand, self.cap = {}, [], 0
        self.claim = self.taken = self.keys = self.joined_at = None
        self.spell = 0
        self.month = self.began = self.first_lane = None
        self.status, self.answered, self.solved = "new", None, None
        self.has_answer, self.promises, self.services = False, {}, []

    def head_start(self):
        """In minutes, cut at the cap."""
        return min(self.cap, sum(self.by_rule.values()) + sum(self.by_hand))

    def place(self):
        """What the line is sorted by."""
        return self.since - self.head_start() * MINUTE, self.number

    def place_by_rule(self):
        """Where it would stand without what was given by hand."""
        return self.since - min(self.cap, sum(self.by_rule.values())) * MINUTE, self.number


class Line:
    """Who waits in a lane and is not taken, by place and by arrival."""

    def __init__(self):
        self.places, self.arrivals = [], []

    def add(self, case):
        """It stands here from now on."""
        if case.keys is not None:
            raise Unfit("this case stands in a line already")
        case.keys = case.place(), (case.since, case.number, case.spell)
        insort(self.places, case.keys[0])
        insort(self.arrivals, case.keys[1])

    def remove(self, case):
        """It stands here no longer; how many stood before it, and who had come earlier."""
        if case.keys is None:
            raise Unfit("this case does not stand in the line")
        before = bisect_left(self.places, case.keys[0])
        earlier = bisect_left(self.arrivals, case.keys[1])
        del self.places[before], self.arrivals[earlier]
        case.keys = None
        return before, earlier


class Service:
    """A case at the moment when it was taken, and the pairs that this decided."""

    def __init__(self, case, entry, *, before, earlier, line, cases, cap):
        self.number, self.lane, self.spell = case.number, case.lane, case.spell
        self.at, self.month, self.seq = moment(entry["at"]), entry["at"][:7], None
        self.since, self.joined_at, self.cap = case.since, case.joined_at, cap
        self.minutes, self.by_hand = case.head_start(), sum(case.by_hand)
        self.rules = list(case.by_rule)
        self.is_out = entry["kind"] == "queue.out_of_turn"
        self.declared = entry["fields"]["overtook"] if self.is_out else 0
        self.before, self.is_explained = before, before == self.declared
        came_earlier = line.arrivals[:earlier]
        self.overtakes = [spell for _, _, spell in came_earlier]
        self.gap = case.since - came_earlier[0][0] if came_earlier and not self.is_out else None
        self.pairs, reordered, by_rule = len(line.places), earlier, 0
        if not self.is_explained:
            arrival = case.since, case.number
            reordered += sum((cases[n].since, n) > arrival for _, n in line.places[:before])
        elif not self.is_out:
            mine = case.place_by_rule()
            by_rule = earlier
            if case.by_hand:
                by_rule = sum(mine < cases[n].place_by_rule() for _, n, _ in came_earlier)
        self.in_order, self.by_rule_pairs = self.pairs - reordered, by_rule
        self.by_hand_pairs = reordered - by_rule if self.is_explained else 0
        self.unexplained = 0 if self.is_explained else reordered


class Queue:
    """Takes the entries in their order; `figures` counts what has happened so far."""

    def __init__(self, rulebooks):
        self.books = {one.version: one for one in rulebooks}
        self.book = self.books[min(self.books)]
        self.cases, self.lines, self.services = {}, {}, []
        self.into, self.came = {}, {}  # merged cases, by where they went
        self.overtaken, self.spells = {}, 0
        self.doubts, self.seq, self.at = [], 0, 0
        self.entry: dict = {}  # that is happening; empty when none is

    def take(self, seq, entry):
        """Let one entry happen; whatever does not follow is kept as a doubt."""
        self.seq, self.entry = seq, entry
        try:
            self._take(entry)
        except Unfit as unfit:
            self._doubt(str(unfit))
        except ODD as error:
            self._doubt(f"it cannot be understood ({type(error).__name__})")

    def finish(self):
        """Whoever waits has what the rules in force give."""
        self.entry = {}
        for case in self.cases.values():
            if case.since is not None and self.book.due(case.facts) != case.by_rule:
                self._doubt(f"case {case.number} has not what the rules give it now")
        return self

    def unnoted(self):
        """Broken promises that have no entry of their own, or none yet: how many."""
        promises = [one for case in self.cases.values() for one in case.promises.values()]
        return sum(one.state == "broken" and not one.is_noted for one in promises)

    def _take(self, entry):
        kind, fields, case = entry["kind"], entry["fields"], None
        self.at = moment(entry["at"])
        if entry["case"] is not None:
            case = self.cases.get(entry["case"])
            if case is None:
                case = self.cases[entry["case"]] = Case(entry["case"])
            for name, value in fields.items():
                if name.startswith("fact_"):
                    case.facts[name[5:]] = value
            self._live(case, kind, fields)
        step = STEPS.get(kind) or WAYS.get(fields.get("queue"))
        if step:
            step(self, case, fields)

    # How a case goes on

    def _live(self, case, kind, fields):
        if kind in ("case.opened", "case.split_off"):
            self._begin(case, kind, fields)
        if kind == "promise.carried":
            self._carry(case, fields)
            return
        if kind == "case.promise_broken":
            self._break(case, fields)
            return
        if self._is_answer(case, kind, fields):
            case.has_answer = True
            case.answered = case.answered or (self.at, self.seq)
        status = fields.get("status") or LEADS_TO.get(kind, case.status)
        case.status = "duplicate" if kind == "case.merged" else status  # it says what it was before
        if kind == "case.solved":
            case.solved = self.at, self.seq
        elif case.status not in ("solved", "closed"):
            case.solved = None
        since = fields.get("counts_from")
        at = self.at if since is None else min(self.at, moment(since))
        for matter, promise in case.promises.items():
            promise.follow(self._phase(matter, case), at)

    def _carry(self, case, fields):
        """Of a promise made before promises had clocks of their own."""
        promise = Promise(fields["calendar"], fields["left_microseconds"])
        since, due = fields["running_since"], fields["due_at"]
        promise.state, promise.is_noted = fields["state"], fields["state"] == "broken"
        promise.since = None if since is None else moment(since)
        promise.due = None if due is None else moment(due)
        case.promises[fields["matter"]] = promise
        case.has_answer |= fields["matter"] == "answer" and bool(fields["answered"])
        case.status = fields["status"]

    def _break(self, case, fields):
        if fields.get("matter") is None:
            return
        promise, due = case.promises.get(fields["matter"]), moment(fields["due"])
        if promise and promise.state == "running" and promise.due == due:
            promise.state = "broken"
        if promise is None or promise.state != "broken" or promise.due != due:
            raise Unfit("it names a broken promise that was none")
        promise.is_noted = True

    def _begin(self, case, kind, fields):
        at = fields.get("promised_at") if kind == "case.split_off" else None
        if case.month is None:
            case.began, case.month = moment(at or self.entry["at"]), (at or self.entry["at"])[:7]
        case.opened_at = self.at
        if kind == "case.split_off":  # its posts can be as old as the case where they stood
            origin = self.cases.get(fields["origin"])
            case.opened_at = origin.opened_at if origin else None
        for matter in PHASES:
            if minutes := fields.get(f"{matter}_minutes"):
                promise = Promise(fields[f"{matter}_calendar"], minutes * MINUTE)
                case.promises[matter] = promise.start(moment(at or self.entry["at"]))

    def _is_answer(self, case, kind, fields):
        if kind in ("private.answered", "private.asked"):
            return case.status in OPEN
        if kind == "case.solved":
            return fields.get("by") == "staff"
        if kind == "case.declined":
            return self.entry["actor"]["role"] != "import"
        return kind in ("case.answered", "case.in_progress")

    def _phase(self, matter, case):
        if matter == "answer" and case.has_answer:
            return "met"
        otherwise = "stands" if case.status == "waiting_for_customer" else "runs"
        return PHASES[matter].get(case.status, otherwise)

    # Waiting

    def _join(self, case, fields):
        case.lane = fields["lane"]
        case.first_lane = case.first_lane or case.lane
        case.since, at = moment(fields["waiting_since"]), self.at
        resumed, earliest = case.since + case.waited, case.stood_at
        earliest = case.opened_at if earliest is None else earliest
        if resumed > at or (earliest is not None and resumed < min(earliest, at)):
            self._doubt("the clock has another time than this case waited")
        case.joined_at, self.spells = at, self.spells + 1
        case.spell = self.spells
        self._put(case)
        self._expect("head_start", case.head_start())
        self._expect("place", self._before(case) + 1)

    def _leave(self, case, fields):
        if case.claim is None:
            self._line(case).remove(case)
        self._stand(case)

    def _serve(self, case, fields):
        if case.claim is None:
            self._be_taken(case)
        elif self._actor() != case.claim:
            self._doubt("another one has served this case than had taken it")
        service = case.taken
        service.seq = self.seq
        self.services.append(service)
        case.services.append(service)
        self.overtaken.setdefault((service.month, service.lane), set()).update(service.overtakes)
        service.overtakes = None
        self._stand(case)

    def _move(self, case, fields):
        if case.since is not None and case.claim is None:
            self._line(case).remove(case)
        case.claim = case.taken = None
        case.lane = fields["lane"]
        if case.since is not None:
            case.joined_at = self.at
            self._put(case)
            self._expect("place", self._before(case) + 1)

    def _stand(self, case):
        """Its clock stands from now on, and keeps what it has."""
        case.waited = max(case.waited, self.at - case.since)
        case.stood_at = self.at
        case.since = case.claim = case.taken = case.joined_at = None

    def _claim(self, case, fields):
        if case.claim is not None:
            raise Unfit("somebody else had taken this case already")
        self._be_taken(case)
        case.claim = self._actor()

    def _release(self, case, fields):
        if case.claim is None:
            raise Unfit("nobody had taken this case")
        case.claim = case.taken = None
        self._put(case)

    def _be_taken(self, case):
        line = self._line(case)
        before, earlier = line.remove(case)
        service = case.taken = Service(
            case,
            self.entry,
            before=before,
            earlier=earlier,
            line=line,
            cases=self.cases,
            cap=self.book.cap,
        )
        if not service.is_explained:
            self._doubt(f"{before} stood before it, {service.declared} are declared")
        if service.gap is not None and service.gap > self.book.cap * MINUTE:
            self._doubt("it overtook one that had come earlier by more than the cap")

    # Head starts

    def _grant(self, case, fields):
        rule, minutes = fields.get("rule"), fields["minutes"]
        if rule and self.book.due(case.facts).get(rule) != minutes:
            self._doubt(f"rule {rule} does not give this case {minutes} minutes")

        def change():
            if rule:
                case.by_rule[rule] = minutes
            else:
                case.by_hand.append(minutes)

        self._reorder(case, change, gains="overtook")

    def _revoke(self, case, fields):
        rule, minutes = fields.get("rule"), fields["minutes"]
        if rule and self.book.due(case.facts).get(rule) == minutes:
            self._doubt(f"rule {rule} still gives what is taken back here")
        if not (case.by_rule.get(rule) == minutes if rule else minutes in case.by_hand):
            raise Unfit("what is taken back here was never given")

        def change():
            if rule:
                del case.by_rule[rule]
            else:
                case.by_hand.remove(minutes)

        self._reorder(case, change, loses="passed_by")

    def _cut(self, case, fields):
        self._reorder(case, lambda: None, gains="overtook", loses="passed_by")

    def _publish(self, _case, fields):
        book = self.books.get(fields["rulebook"])
        if book is None:
            raise Unfit(f"rulebook {fields['rulebook']} is not published")
        if fields.get("fingerprint", book.fingerprint) != book.fingerprint:
            self._doubt(f"rulebook {book.version} was put in force with other rules or another cap")
        self.book = book

    # Cases that go on as one: the clock of the longest waiting leads

    def _merge(self, case, fields):
        if fields.get("queue") == "left":
            self._leave(case, fields)
        target = self.cases[fields["into"]]
        ahead = self._own(case) - self._own(target)
        self.into[case.number] = target.number
        self.came.setdefault(target.number, {})[case.number] = ahead

    def _own(self, case):
        return (case.waited if case.since is None else self.at - case.since) - case.lead

    def _unmerge(self, case, fields):
        if case.number not in self.into:
            raise Unfit("this case was not merged")
        del self.came[self.into.pop(case.number)][case.number]
        if fields.get("queue") == "joined":
            self._join(case, fields)

    def _reclock(self, case, fields):
        lead, told = self._lead(case.number), None
        shift = lead - case.lead

        def change():
            nonlocal told
            case.lead = lead
            case.waited += shift
            if shift and case.since is not None:
                case.since -= shift
                told = case.since
                case.joined_at = case.joined_at if case.claim else self.at

        self._reorder(case, change, gains="overtook", loses="passed_by")
        said = fields.get("waiting_since")
        if (None if said is None else moment(said)) != told:
            self._doubt("the merged cases give its clock another time")

    def _lead(self, number):
        """How much more than its own a case's clock has, by those that went into it."""
        order = {number: None}  # whoever went into a case stands behind it
        todo = [number]
        for one in todo:
            new = [each for each in self.came.get(one, ()) if each not in order]
            order.update(dict.fromkeys(new))
            todo += new
        leads = dict.fromkeys(todo, 0)
        for one in reversed(todo):
            came = self.came.get(one, {}).items()
            leads[one] = max([0, *(ahead + leads[other] for other, ahead in came)])
        return leads[number]

    # What all of them need

    def _reorder(self, case, change, *, gains="", loses=""):
        moved = 0
        if case.claim is not None or case.since is None:
            change()
            case.cap = self.book.cap
        else:
            former, _ = self._line(case).remove(case)
            change()
            self._put(case)
            moved = former - self._before(case)
        self._expect("head_start", case.head_start())
        if gains:
            self._expect(gains, max(0, moved) if loses else moved)
        if loses:
            self._expect(loses, max(0, -moved) if gains else -moved)

    def _put(self, case):
        case.cap = self.book.cap
        self._line(case).add(case)

    def _line(self, case):
        return self.lines.setdefault(case.lane, Line())

    def _before(self, case):
        return bisect_left(self._line(case).places, case.keys[0])

    def _actor(self):
        return self.entry["actor"]["role"], self.entry["actor"]["pseudonym"]

    def _expect(self, name, computed):
        said = self.entry["fields"].get(name)
        if said is not None and said != computed:
            self._doubt(f"it says {name} {said}, recomputed it is {computed}")

    def _doubt(self, sentence):
        if len(self.doubts) < MAX_DOUBTS:
            self.doubts.append((self.seq if self.entry else None, sentence))


STEPS = {
    "case.merged": Queue._merge,
    "case.unmerged": Queue._unmerge,
    "case.absorbed": Queue._reclock,
    "case.parted": Queue._reclock,
    "queue.claimed": Queue._claim,
    "queue.out_of_turn": Queue._claim,
    "queue.released": Queue._release,
    "queue.granted": Queue._grant,
    "queue.revoked": Queue._revoke,
    "queue.cut": Queue._cut,
    "rulebook.published": Queue._publish,
}
WAYS = {
    "joined": Queue._join,
    "left": Queue._leave,
    "served": Queue._serve,
    "moved": Queue._move,
}


def first_come(services) -> dict:
    """Service → its moment had all been taken in the order of arrival; lane by lane."""
    lanes: dict[str, list] = {}
    found: dict = {}
    for one in services:
        lanes.setdefault(one.lane, []).append(one)
    for some in lanes.values():
        came = [min(one.joined_at, one.at) for one in some]
        coming = sorted(range(len(some)), key=came.__getitem__, reverse=True)
        present: list[tuple] = []
        for now in sorted(one.at for one in some):
            while coming and came[coming[-1]] <= now:
                at = coming.pop()
                one = some[at]
                heapq.heappush(present, (one.since, one.number, one.spell, at))
            found[some[heapq.heappop(present)[-1]]] = now
    return found


def percentile(values, hundredths):
    """Nearest rank; None of nothing."""
    values = sorted(values)
    return values[(hundredths * len(values) + 99) // 100 - 1] if values else None


def waits(name, found):
    """Median and 95th percentile of (wait, wait first come first served) in whole seconds."""
    real, again = ([pair[at] // SECOND for pair in found] for at in (0, 1))
    return {
        f"{name}_median": percentile(real, 50),
        f"{name}_p95": percentile(real, 95),
        f"{name}_median_fcfs": percentile(again, 50),
        f"{name}_p95_fcfs": percentile(again, 95),
    }


def figures(queue) -> dict:
    """(month, lane) → the headline figures, exactly as docs/fairness.md defines them."""
    again = first_come(queue.services)
    cases: dict[tuple, list] = {}
    services: dict[tuple, list] = {}
    overtaken: dict[tuple, int] = {}
    for case in queue.cases.values():
        if case.month is not None:
            for lane in {"", case.first_lane or ""}:
                cases.setdefault((case.month, lane), []).append(case)
    for one in queue.services:
        for lane in ("", one.lane):
            services.setdefault((one.month, lane), []).append(one)
    for (month, lane), some in queue.overtaken.items():
        for each in ("", lane):
            overtaken[month, each] = overtaken.get((month, each), 0) + len(some)
    found = {}
    for key in sorted({*cases, *services}):
        told = of_cases(cases.get(key, ()), again)
        told.update(of_services(services.get(key, ()), again), overtaken=overtaken.get(key, 0))
        found[key] = {name: told[name] for name in HEADLINE}
    return found


HEADLINE = (
    *("cases", "answered", "solved"),
    *("answer_median", "answer_p95", "answer_median_fcfs", "answer_p95_fcfs"),
    *("solution_median", "solution_p95", "solution_median_fcfs", "solution_p95_fcfs"),
    *("cases_ahead", "services", "services_ahead", "services_by_hand", "services_out_of_turn"),
    *("by_rule", "pairs", "pairs_in_order", "pairs_by_rule", "pairs_by_hand"),
    *("pairs_unexplained", "overtaken", "largest_gap", "cap", "extra_mean", "extra_bound"),
    *("promises_kept", "promises_broken"),
)


def of_cases(cases, again) -> dict:
    """The figures of the cases that were opened in one month."""
    answered = [(one, *one.answered) for one in cases if one.answered]
    solved = [(one, *one.solved) for one in cases if one.solved]
    promises = [promise.state for one in cases for promise in one.promises.values()]
    return {
        "cases": len(cases),
        "answered": len(answered),
        "solved": len(solved),
        **waits("answer", [waited(one, at, seq, again) for one, at, seq in answered]),
        **waits("solution", [waited(one, at, seq, again) for one, at, seq in solved]),
        "cases_ahead": sum(any(each.minutes for each in one.services) for one in cases),
        "promises_kept": promises.count("kept"),
        "promises_broken": promises.count("broken"),
    }


def waited(case, at, seq, again):
    """The wait until a moment, and the same shifted as the service that led to it."""
    before = [one for one in case.services if one.seq <= seq]
    shift = again[before[-1]] - before[-1].at if before else 0
    return at - case.began, at - case.began + shift


def of_services(services, again) -> dict:
    """The figures of the services that were taken in one month."""
    by_rule: dict[str, int] = {}
    count = len(services)
    for rule in sorted(rule for one in services for rule in one.rules):
        by_rule[rule] = by_rule.get(rule, 0) + 1
    others = [one.at - again[one] for one in services if not one.minutes and not one.is_out]
    gaps = [one.gap for one in services if one.gap]
    return {
        "services": count,
        "services_ahead": sum(one.minutes > 0 for one in services),
        "services_by_hand": sum(one.by_hand > 0 for one in services),
        "services_out_of_turn": sum(one.is_out for one in services),
        "by_rule": by_rule,
        "pairs": sum(one.pairs for one in services),
        "pairs_in_order": sum(one.in_order for one in services),
        "pairs_by_rule": sum(one.by_rule_pairs for one in services),
        "pairs_by_hand": sum(one.by_hand_pairs for one in services),
        "pairs_unexplained": sum(one.unexplained for one in services),
        "largest_gap": max(gaps) // SECOND if gaps else None,
        "cap": max(one.cap for one in services) * 60 if services else None,
        "extra_mean": sum(others) // (len(others) * SECOND) if others else None,
        "extra_bound": sum(one.minutes for one in services) * 60 // count if services else None,
    }


def replayed(source, books, sizes, end):
    """(queue at the end, size → figures at these sizes and, as None, at the end)."""
    queue, found = Queue(books), {}
    for seq, entry in islice(entries(source), end):
        queue.take(seq, entry)
        if seq in sizes:
            found[seq] = figures(queue)
    return queue.finish(), {**found, None: found.get(queue.seq) or figures(queue)}


def published(source) -> list:
    """What `fairness.json` says: month, lane, size and headline of each."""
    whole = read_json(source, "fairness.json", MAX_FAIRNESS)
    if whole is None and source.read("fairness.json", 0) is None:
        return []
    try:
        found = [
            (one["month"], one["lane"], one.get("size", whole.get("size")), one["headline"])
            for one in whole["items"]
        ]
        if all(map(is_one, found)):
            return found
    except (KeyError, TypeError, AttributeError):
        pass
    raise Found("figure", "fairness.json", "It cannot be understood")


def is_one(told) -> bool:
    """Whether month, lane, size and headline are what they should be."""
    month, lane, size, headline = told
    is_named = isinstance(month, str) and isinstance(lane, str)
    return is_named and type(size) is int and isinstance(headline, dict)


def report_of(source, report, *, month=None, lane=None):
    """Let the record happen again, note what does not follow, compare what was published."""
    if report.size is None:
        report.notes.append("without a checkpoint nothing was counted")
        return
    try:
        books = [Rulebook(one) for one in rulebooks(source)]
        said = published(source)
        if not books:
            raise Found("missing", "rulebooks.json", "Without rules no place can be recomputed")
        if source.live:  # what was counted after the checkpoint was read is another matter
            said = [one for one in said if one[2] <= report.size]
        queue, found = replayed(source, books, {size for _, _, size, _ in said}, report.size)
    except Found as problem:
        report.findings.append(problem.finding)
        return
    except ODD as error:
        says = f"Rulebooks or entries cannot be understood ({type(error).__name__})"
        report.add("rules", "rulebooks.json", says)
        return
    for seq, sentence in queue.doubts[:MAX_FINDINGS]:
        report.add("rules", says=sentence[:1].upper() + sentence[1:], seq=seq)
    if len(queue.doubts) > MAX_FINDINGS:
        report.notes.append(f"{len(queue.doubts)} entries or more do not follow from the rules")
    if unnoted := queue.unnoted():
        report.notes.append(f"broken promises without an entry that says so: {unnoted}")
    _compare(report, said, found)
    told = f"{len(queue.cases)} cases and {len(queue.services)} services"
    report.checked.append(f"{told} happened again, from entries and rulebooks alone")
    report.figures = [
        {"month": key[0], "lane": key[1], "headline": headline}
        for key, headline in found[None].items()
        if month in (None, key[0]) and lane in (None, key[1])
    ]


def _compare(report, said, found):
    wrong = []
    for month, lane, size, headline in said:
        wrong += differences(month, lane, size, headline, found)
    wrong += unsaid(said, found)
    report.findings += wrong[:MAX_FINDINGS]
    if not said:
        report.notes.append("no figures are published here (fairness.json) to compare with")
    elif not wrong:
        what = f"{len(said)} months and lanes are those of fairness.json"
        report.checked.append(f"all headline figures of {what}")


def differences(month, lane, size, headline, found) -> list:
    """Findings: every published figure that is not the recomputed one."""
    computed = found.get(size, {}).get((month, lane))
    if computed is None:
        says = f"Of its first {size} entries the record has no figures for these"
        return [figure(month, lane, says)]
    wrong = []
    for name, said in sorted({**dict.fromkeys(computed), **headline}.items()):
        now = computed.get(name)
        if said != now or isinstance(said, (bool, float)):
            more = {"name": name, "said": said, "recomputed": now}
            says = f"{name} is said to be {said}, recomputed it is {now}"
            wrong.append(figure(month, lane, says, **more))
    return wrong


def unsaid(said, found) -> list:
    """Findings: months and lanes that have figures, and of which nothing is published."""
    told: dict[int, set[tuple]] = {}
    for month, lane, size, _ in said:
        told.setdefault(size, set()).add((month, lane))
    return [
        figure(month, lane, "The record has figures for these, and none are published")
        for size, keys in told.items()
        for month, lane in found.get(size, {})
        if (month, lane) not in keys
    ]


def figure(month, lane, says, **more) -> Finding:
    """A finding about the figures of a month and lane."""
    where = f"{month}, {lane or 'all lanes'}"
    more = {"month": month, "lane": lane, **more}
    return Finding("figure", place="fairness.json", says=f"{where}: {says}", more=more)


TIMES = ("median", "p95", "fcfs", "gap", "cap", "mean", "bound")


def table(found) -> list:
    """Lines: for each month a block, a row for each figure, a column for each lane."""
    lines: list = []
    months: dict[str, list] = {}
    for one in found:
        months.setdefault(one["month"], []).append(one)
    for month, some in months.items():
        heads = ["all lanes" if one["lane"] == "" else printable(one["lane"]) for one in some]
        rows = [[f"month {month}", *heads]]
        for name in some[0]["headline"]:
            rows.append([name, *(shown(name, one["headline"][name]) for one in some)])
        wide = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
        for row in rows:
            cells = [f"{cell:>{wide[at]}}" for at, cell in enumerate(row) if at]
            lines.append("  ".join([f"{row[0]:<{wide[0]}}", *cells]))
        lines.append("")
    return lines


def shown(name, value) -> str:
    """A figure for people: spans as hours:minutes:seconds."""
    if value is None:
        return "-"
    if isinstance(value, dict):
        return " ".join(f"{printable(rule)}:{count}" for rule, count in value.items()) or "-"
    if name.rsplit("_", 1)[-1] in TIMES:
        sign, value = "-" if value < 0 else "", abs(value)
        return f"{sign}{value // 3600}:{value // 60 % 60:02}:{value % 60:02}"
    return str(value)


# --- The command line


def source_of(place):
    """The source that an argument means."""
    return Web(place) if re.match(r"https?://", place) else Folder(place)


def as_text(report: Report) -> str:
    """The result for people."""
    lines = [f"log      {printable(report.origin or 'unknown')}  ({report.source})"]
    if report.size is not None:
        lines += [f"entries  {report.size}", f"root     {report.root}"]
    for key in report.keys:
        lines.append(f"key      {printable(key['vkey'])}\n         {key['trust']}")
        if key["trust"] == "trusted on first use":
            lines.append("         (keep it, and give it with --key the next time)")
    lines += [f"checked  {sentence}" for sentence in report.checked]
    lines += [f"note     {sentence}" for sentence in report.notes]
    if report.figures is not None:
        lines += ["", *table(report.figures)]
    if not report.findings:
        return "\n".join([*lines, "", "ALL RIGHT: nothing differs."])
    many = "1 finding" if len(report.findings) == 1 else f"{len(report.findings)} findings"
    return "\n".join([*lines, "", f"NOT RIGHT: {many}.", *(f.as_text() for f in report.findings)])


def as_json(report: Report) -> str:
    """The result for programs."""
    plain = {
        "ok": not report.findings,
        "source": report.source,
        "origin": report.origin,
        "size": report.size,
        "root": report.root,
        "keys": report.keys,
        "checked": report.checked,
        "notes": report.notes,
        "findings": [finding.as_dict() for finding in report.findings],
        **({} if report.figures is None else {"figures": report.figures}),
    }
    return json.dumps(plain, indent=2)


def arguments(argv):
    """The command line, parsed."""
    parser = argparse.ArgumentParser(description="Check a Wartemarke log, trusting nobody.")
    parser.add_argument("place", help="https://…/log, or a folder that was exported")
    parser.add_argument("--key", action="append", default=[], help="a key that you trust (vkey)")
    parser.add_argument(
        "--since", action="append", default=[], help="file with a checkpoint that you kept earlier"
    )
    parser.add_argument("--origin", help="the name that the log must have")
    parser.add_argument("--tiles-only", action="store_true", help="fold the tiles, read no entry")
    parser.add_argument("--report", action="store_true", help="replay the queue, count the figures")
    parser.add_argument("--month", help="of the report, such as 2026-11; without it all")
    parser.add_argument("--lane", help='of the report; "" is all lanes together; without it each')
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    return parser.parse_args(argv)


def kept_files(names):
    """[(name, bytes)] of checkpoints kept earlier."""
    kept = []
    for name in names:
        try:
            with open(name, "rb") as file:
                kept.append((os.path.basename(name), file.read(MAX_NOTE + 1)))
        except OSError as error:
            raise Unreadable(f"{name} cannot be read: {error.strerror}") from error
    return kept


def main(argv=None) -> int:
    """Run the command line; returns the exit code."""
    options = arguments(argv)
    try:
        source = source_of(options.place)
        report = check(
            source,
            keys=options.key,
            kept=kept_files(options.since),
            origin=options.origin,
            with_entries=not options.tiles_only,
        )
        if options.report:
            report_of(source, report, month=options.month, lane=options.lane)
    except (Unreadable, OSError, ValueError) as error:
        print(f"could not be read: {printable(str(error))}", file=sys.stderr)
        return 2
    print(as_json(report) if options.json else as_text(report))
    return 1 if report.findings else 0


if __name__ == "__main__":
    sys.exit(main())
