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

    @property
    def case(self) -> int:
        """The number, of an entry that is about a case."""
        assert self.number is not None
        return self.number


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
class Standing:
    """How a case stood at the moment when it was taken; minutes as they were given."""

    at: datetime
    tick: int  # of the journal of the lines, 0 without one
    joined_at: datetime
    waiting_since: datetime
    by_rule: Mapping[str, int]
    by_hand: int
    head_start: int  # after the cap
    rule_head_start: int  # of rules alone, after the cap
    facts: Mapping
    cap: int  # of the rulebook in force
    earliest: datetime | None  # since when those have waited who came first and stand there
    before: int  # others who stood before it
    declared: int  # how many an entry says that it overtakes by being taken out of turn
    is_out_of_turn: bool

    @property
    def is_explained(self) -> bool:
        """Whether it was its turn, or an entry says truly that it was not."""
        return self.before == self.declared


@dataclass(frozen=True)
class Spell:
    """One time that a case waited: from joining its line to being taken, or to leaving it.

    Of a served one everything is as it was when it was taken; `standing` is None for the others.
    `joined_at` is when it came to this lane, or got another clock there while nobody had taken it.
    """

    number: int
    lane: str
    joining: int  # how many spells had begun before this one
    joined_at: datetime
    waiting_since: datetime
    by_hand: int  # minutes
    head_start: int  # minutes, after the cap
    facts: Mapping
    ended_at: datetime
    standing: Standing | None

    @property
    def taken(self) -> Standing:
        """How it stood when it was taken, of a served one."""
        assert self.standing is not None
        return self.standing

    @property
    def is_served(self) -> bool:
        return self.standing is not None
