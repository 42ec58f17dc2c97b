"""What a replay takes and what it finds; plain values, no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Told:
    """One entry of the ledger, as anybody can read it."""

    id: int
    kind: str
    at: datetime
    number: int | None
    actor: tuple[str, str]  # role and pseudonym
    fields: Mapping


@dataclass(frozen=True)
class Finding:
    """Something that the rulebooks and the ledger do not explain."""

    entry_id: int
    number: int | None
    sentence: str


@dataclass(frozen=True)
class Overtaking:
    """One case that was taken before others that came earlier, or before it in its line."""

    entry_id: int
    at: datetime
    lane: str
    number: int
    overtaken: tuple[int, ...]  # the first of them
    cases: int
    reasons: tuple[str, ...]  # rule codes, `hand`, `out_of_turn`; empty: unexplained
    largest_gap: timedelta


@dataclass(frozen=True)
class Spell:
    """One time that a case waited: from joining its line to being taken, or to leaving it."""

    number: int
    lane: str
    joined_at: datetime
    waiting_since: datetime
    by_hand: int  # minutes
    head_start: int  # minutes, after the cap
    facts: Mapping
    ended_at: datetime
    is_served: bool
