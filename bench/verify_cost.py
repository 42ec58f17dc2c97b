"""What it costs an outsider to check a log of a million entries.

    python -m bench.verify_cost --entries 1000000

Writes a log of synthetic entries with a writer of its own into a temporary folder, lets the file
that outsiders run check it in a process of its own, and prints seconds, the ratio to hashing the
same bytes with SHA-256 once, and the most memory that the process held.
"""

import argparse
import base64
import hashlib
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

CHECKER = Path(__file__).parent.parent / "forum" / "verifier" / "verify.py"
ORIGIN = "bench.example.org/log"
WIDTH = 256
PER_MONTH = 80_000  # a million entries are a year


def entry(number: int) -> bytes:
    """One entry as the forum writes them: about 330 bytes."""
    seconds = number * 30 % 2_592_000
    month = number // PER_MONTH
    at = (
        f"{2020 + month // 12:04}-{month % 12 + 1:02}-{seconds // 86400 % 28 + 1:02}"
        f"T{seconds // 3600 % 24:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{number % 10**6:06}Z"
    )
    reason = hashlib.sha256(b"%d" % number).hexdigest()
    return (
        f'{{"actor":{{"pseudonym":"M-{number % 20:02}","role":"moderator"}},"at":"{at}",'
        f'"case":{number // 6 + 1},"fields":{{"category":"mobile","lane":"billing",'
        f'"post":{number % 9},"reason_commitment":"{reason}","rulebook":3,"rules":["R1","R4"]}},'
        f'"kind":"case.reprioritised"}}'
    ).encode()


def write(folder: Path, count: int) -> int:
    """A whole log; returns how many bytes its entries have."""
    hashes, total, month, lines = [], 0, "", None
    counts: dict[str, int] = {}
    for first in range(0, count, WIDTH):
        some = [entry(number) for number in range(first, min(count, first + WIDTH))]
        total += sum(map(len, some))
        hashes += [hashlib.sha256(b"\x00" + one).digest() for one in some]
        packed = b"".join(len(one).to_bytes(2, "big") + one for one in some)
        put(folder, "entries", first // WIDTH, len(some), packed)
        for number, one in enumerate(some, first + 1):
            named = one[one.index(b'"at":"') + 6 :][:7].decode()
            if named != month:
                month, lines = named, (folder / f"{named}.jsonl").open("ab")
            counts[month] = counts.get(month, 0) + 1
            lines.write(b'{"entry":%b,"seq":%d}\n' % (one, number))
    lines.close()
    root = write_tiles(folder, hashes)
    sign(folder, count, root)
    months = [{"month": name, "entries": number} for name, number in counts.items()]
    index = {"origin": ORIGIN, "size": count, "root": root.hex(), "months": months}
    (folder / "index.json").write_text(json.dumps(index))
    return total


def put(folder: Path, level, number: int, width: int, data: bytes) -> None:
    """One tile or bundle."""
    name = f"{number % 1000:03}"
    name = name if number < 1000 else f"x{number // 1000:03}/{name}"
    file = folder / "tile" / str(level) / (name if width == WIDTH else f"{name}.p/{width}")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def write_tiles(folder: Path, hashes: list[bytes]) -> bytes:
    """All tiles; returns the root."""
    level, peaks = 0, []
    while hashes:
        full = len(hashes) // WIDTH * WIDTH
        above = []
        for at in range(0, len(hashes), WIDTH):
            tile = hashes[at : at + WIDTH]
            put(folder, level, at // WIDTH, len(tile), b"".join(tile))
            if len(tile) == WIDTH:
                above.append(fold(tile))
        peaks.append(hashes[full:])
        level, hashes = level + 1, above
    root = None
    for rest in peaks:
        while rest:
            width = len(rest) & -len(rest)
            peak, rest = fold(rest[-width:]), rest[:-width]
            root = peak if root is None else hashlib.sha256(b"\x01" + peak + root).digest()
    return root


def fold(hashes: list[bytes]) -> bytes:
    """The root of a power of two of hashes."""
    while len(hashes) > 1:
        pairs = range(0, len(hashes), 2)
        hashes = [hashlib.sha256(b"\x01" + hashes[i] + hashes[i + 1]).digest() for i in pairs]
    return hashes[0]


def sign(folder: Path, size: int, root: bytes) -> None:
    """The checkpoint and the list of keys."""
    key = Ed25519PrivateKey.generate()
    public = b"\x01" + key.public_key().public_bytes_raw()
    name = hashlib.sha256(ORIGIN.encode() + b"\n" + public).digest()[:4]
    text = f"{ORIGIN}\n{size}\n{base64.b64encode(root).decode()}\n"
    signature = base64.b64encode(name + key.sign(text.encode())).decode()
    (folder / "checkpoint").write_text(f"{text}\n— {ORIGIN} {signature}\n", "utf-8")
    (folder / "keys").write_text(f"{ORIGIN}+{name.hex()}+{base64.b64encode(public).decode()}\n")


def raw_sha256(folder: Path) -> float:
    """Processor seconds of one SHA-256 over all bundles, read as the checker reads them."""
    digest, start = hashlib.sha256(), time.process_time()
    for file in sorted((folder / "tile" / "entries").rglob("*")):
        if file.is_file():
            digest.update(file.read_bytes())
    return time.process_time() - start


def main() -> None:
    """Write, check, print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--entries", type=int, default=1_000_000)
    count = parser.parse_args().entries
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        total = write(folder, count)
        raw = raw_sha256(folder)
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        done = subprocess.run(
            [sys.executable, CHECKER, folder], capture_output=True, text=True, check=False
        )
        seconds = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(done.stdout or done.stderr)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{count} entries, {total / 1e6:.0f} MB; exit code {done.returncode}")
    print(f"checked in {seconds:.1f} s ({busy:.1f} s of processor time)")
    print(
        f"SHA-256 of the same bytes {raw:.2f} s of processor time: {busy / raw:.1f} times as long"
    )
    print(f"memory at most {after.ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
