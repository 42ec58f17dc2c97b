"""Writes a sealed log as files, for the checkers to read; knows nothing of the forum's code."""

import base64
import hashlib
import json
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ORIGIN = "forum.example.org/log"
START = datetime(2026, 3, 20, 8, tzinfo=UTC)
STEP = timedelta(minutes=9)  # 10,000 entries fill March, April and May
WIDTH = 256
KINDS = ["case.opened", "queue.claimed", "post.added", "case.solved", "case.merged"]


def sha(data: bytes) -> bytes:
    """SHA-256."""
    return hashlib.sha256(data).digest()


def entry(number: int, **more) -> bytes:
    """A plausible entry as canonical JSON."""
    at = START + STEP * number
    fields = {"lane": "billing", "rank": number % 40, **more}
    if number % 7 == 0:
        fields["reason_commitment"] = hashlib.sha256(b"reason %d" % number).hexdigest()
    whole = {
        "actor": {"pseudonym": f"M-{number % 9:02}", "role": "moderator"},
        "at": at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "case": 1000 + number // 5,
        "fields": fields,
        "kind": KINDS[number % len(KINDS)],
    }
    return json.dumps(whole, sort_keys=True, separators=(",", ":")).encode()


def entries(count: int) -> list[bytes]:
    """The first `count` entries of the honest history."""
    return [entry(number) for number in range(count)]


class Signer:
    """An Ed25519 key under a name."""

    def __init__(self, seed: bytes, name: str = ORIGIN):
        self.key = Ed25519PrivateKey.from_private_bytes(sha(seed))
        self.name = name
        data = b"\x01" + self.key.public_key().public_bytes_raw()
        self.hash = sha(name.encode() + b"\n" + data)[:4]
        self.vkey = f"{name}+{self.hash.hex()}+{base64.b64encode(data).decode()}"

    def line(self, text: bytes) -> bytes:
        """The signature line under a note."""
        signed = base64.b64encode(self.hash + self.key.sign(text)).decode()
        return f"— {self.name} {signed}\n".encode()


TRUE = Signer(b"the key of the forum")
FALSE = Signer(b"the key of somebody else")


def note(size, root: bytes, *signers: Signer, origin: str = ORIGIN) -> bytes:
    """A signed checkpoint."""
    text = f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n".encode()
    return text + b"\n" + b"".join(signer.line(text) for signer in signers or (TRUE,))


def root_of(hashes: list[bytes]) -> bytes:
    """RFC 9162 section 2.1.1, as the recursion that stands there."""
    if not hashes:
        return sha(b"")
    if len(hashes) == 1:
        return hashes[0]
    half = 1 << ((len(hashes) - 1).bit_length() - 1)
    return sha(b"\x01" + root_of(hashes[:half]) + root_of(hashes[half:]))


def leaves(some: list[bytes]) -> list[bytes]:
    """The leaf hashes of entries."""
    return [sha(b"\x00" + one) for one in some]


def path(level, number: int, width: int = WIDTH) -> str:
    """Where a tile stands."""
    digits = f"{number:03}"
    digits = digits.zfill((len(digits) + 2) // 3 * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    name = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
    return f"tile/{level}/{name}" + ("" if width == WIDTH else f".p/{width}")


def put(folder: Path, name: str, data: bytes) -> None:
    """Write one file of a log."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def parts(some: list, size: int):
    """(number, width, part) as a checkpoint of `size` asks for them; what is too many, last."""
    last = max(0, size - 1) // WIDTH
    for number in range(last + 1):
        end = None if number == last else (number + 1) * WIDTH
        if part := some[number * WIDTH : end]:
            yield number, min(WIDTH, size - number * WIDTH), part


def write_tiles(folder: Path, hashes: list[bytes], size: int | None = None, levels=range(8)):
    """The tiles of these levels, named as a checkpoint of `size` asks for them."""
    level, size = 0, len(hashes) if size is None else size
    while hashes:
        if level in levels:
            for number, width, tile in parts(hashes, size >> (8 * level)):
                put(folder, path(level, number, width), b"".join(tile))
        full = len(hashes) // WIDTH * WIDTH
        hashes = [root_of(hashes[at : at + WIDTH]) for at in range(0, full, WIDTH)]
        level += 1


def bundle(some: list[bytes]) -> bytes:
    """Entries with their lengths before them."""
    return b"".join(len(one).to_bytes(2, "big") + one for one in some)


def write_bundles(folder: Path, some: list[bytes], size: int | None = None) -> None:
    """All bundles, without those that stood there before, named as `size` asks for them."""
    for file in sorted((folder / "tile" / "entries").rglob("*"), reverse=True):
        file.unlink() if file.is_file() else file.rmdir()
    for number, width, part in parts(some, len(some) if size is None else size):
        put(folder, path("entries", number, width), bundle(part))


def months(some: list[bytes]) -> dict[str, list[tuple[int, bytes]]]:
    """(number, entry) by month."""
    found, month = defaultdict(list), "2026-03"
    for number, one in enumerate(some, start=1):
        at = one.find(b'"at":"')  # what is no entry stands where it would be expected
        month = one[at + 6 : at + 13].decode() if at >= 0 else month
        found[month].append((number, one))
    return found


def line(number: int, one: bytes) -> bytes:
    """One line of a monthly file."""
    return b'{"entry":%b,"seq":%d}\n' % (one, number)


def write_months(folder: Path, some: list[bytes]) -> None:
    """All monthly files."""
    for file in folder.glob("*.jsonl"):
        file.unlink()
    for month, numbered in months(some).items():
        put(folder, f"{month}.jsonl", b"".join(line(*each) for each in numbered))


def write_index(folder: Path, some: list[bytes], root: bytes) -> None:
    """What the log says about itself."""
    counted = Counter({month: len(numbered) for month, numbered in months(some).items()})
    index = {
        "origin": ORIGIN,
        "size": len(some),
        "root": root.hex(),
        "keys": [TRUE.vkey],
        "months": [{"month": month, "entries": counted[month]} for month in sorted(counted)],
    }
    put(folder, "index.json", json.dumps(index).encode())


def write(folder: Path, some: list[bytes], *signers: Signer) -> bytes:
    """A whole log; returns its checkpoint."""
    hashes = leaves(some)
    root = root_of(hashes)
    write_tiles(folder, hashes)
    write_bundles(folder, some)
    write_months(folder, some)
    write_index(folder, some, root)
    put(folder, "keys", "".join(f"{s.vkey}\n" for s in signers or (TRUE,)).encode())
    checkpoint = note(len(some), root, *signers)
    put(folder, "checkpoint", checkpoint)
    return checkpoint
