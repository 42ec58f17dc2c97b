"""The services of one month and lane as few bytes, and back: what another order needs; pure."""

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from forum.queue.journal import EPOCH, MICROSECOND, microseconds
from forum.queue.replay_values import Spell

NUMBERS = ("number", "joining", "by_hand", "head_start")
MOMENTS = ("joined_at", "waiting_since", "ended_at")


@dataclass(frozen=True)
class StoredService:
    """A served spell; see forum/queue/replay_values.py, Spell. `rules` gave it a head start."""

    number: int
    joining: int
    joined_at: datetime
    waiting_since: datetime
    ended_at: datetime
    by_hand: int  # minutes
    head_start: int  # minutes, after the cap
    facts: Mapping
    rules: tuple[str, ...]


def packed(spells: Iterable[Spell]) -> bytes:
    """Column by column, equal facts and rules only once."""
    spells = list(spells)
    columns: dict = {name: [getattr(one, name) for one in spells] for name in NUMBERS}
    columns |= {name: [microseconds(getattr(one, name)) for one in spells] for name in MOMENTS}
    columns |= _once("facts", [dict(sorted(one.facts.items())) for one in spells])
    columns |= _once("rules", [sorted(one.taken.by_rule) for one in spells])
    return zlib.compress(json.dumps(columns, separators=(",", ":")).encode())


def unpacked(content: bytes) -> list[StoredService]:
    """The services that were packed."""
    columns = json.loads(zlib.decompress(content)) if content else {}
    if not columns:
        return []
    rules = [tuple(one) for one in columns["rules_told"]]
    moments = {name: [EPOCH + one * MICROSECOND for one in columns[name]] for name in MOMENTS}
    return [
        StoredService(
            **{name: columns[name][place] for name in NUMBERS},
            **{name: moments[name][place] for name in MOMENTS},
            facts=columns["facts_told"][facts],
            rules=rules[columns["rules"][place]],
        )
        for place, facts in enumerate(columns["facts"])
    ]


def _once(name: str, values: list) -> dict:
    told: dict[str, int] = {}
    places = [told.setdefault(json.dumps(one), len(told)) for one in values]
    return {name: places, f"{name}_told": [json.loads(one) for one in told]}
