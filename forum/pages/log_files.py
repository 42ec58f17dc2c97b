"""What the public files of the record hold, for the web and for `log export`; never a free text.

Everything is cut at a signed checkpoint: nobody is given what has not been promised.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from flask import current_app

from forum.ledger import months, tiles, vouching
from forum.ledger.canonical import moment
from forum.ledger.tiles import Sealed
from forum.rulebook.queries import published_rows

CHECKER = Path("verifier") / "verify.py"  # below the forum's own folder
LICENSE = """\
Wartemarke: the public record

The data in this folder (the record, its checkpoints, keys and tiles, the rulebooks and the
figures) are dedicated to the public domain under CC0 1.0 Universal. To the extent possible under
law, whoever runs this forum has waived all copyright and related or neighbouring rights to them.

    https://creativecommons.org/publicdomain/zero/1.0/

SPDX-License-Identifier: CC0-1.0
"""


def keys() -> str:
    """The public keys, one a line, oldest first."""
    return "".join(f"{key}\n" for key in tiles.public_keys())


def rotations() -> str:
    """The checkpoints that two keys have signed: so whoever trusts an old key trusts the new."""
    return vouching.rotations()


def index(sealed: Sealed) -> dict:
    """What there is under this checkpoint."""
    return {
        "origin": sealed.origin,
        "size": sealed.size,
        "root": sealed.root,
        "keys": tiles.public_keys(),
        "months": [
            {"month": month, "entries": number}
            for month, number in months.months_until(sealed.size)
        ],
    }


def month_lines(month: str, size: int) -> Iterator[bytes]:
    """The lines of a month's file in steps; each line is exactly `{"entry":…,"seq":…}`."""
    for step in months.canonical_of(month, size):
        yield "".join(f'{{"entry":{entry},"seq":{seq}}}\n' for seq, entry in step).encode()


def rulebooks() -> dict:
    """Every rulebook that was ever in force, oldest first: all that a place follows from."""
    items = [
        {
            "version": row.version,
            "valid_from": moment(row.in_force_since),
            "fingerprint": row.fingerprint,  # SHA-256 of {"cap":…,"rules":…} as canonical JSON
            **json.loads(row.content),
        }
        for row in reversed(published_rows())
    ]
    return {"items": items}


def as_json(value: dict) -> str:
    """As the files are written: readable, and the same text for the same value."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def checker() -> bytes:
    """The script that checks it all at home, exactly as the project has it."""
    return (Path(current_app.root_path) / CHECKER).read_bytes()
