"""One pass over the record: what became of every case, every service, and who stood in line; pure.

It takes entries in their order and lets the two replays (of the lines, of the promises) read them.
Refuses the tables of cases: what the record does not hold is not counted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from forum.ledger.queries import Entry
from forum.promises import replay as promises
from forum.queue.journal import Journal
from forum.queue.replay import Replay
from forum.queue.replay_values import Spell, Told
from forum.rulebook.rules import Rulebook

OPENINGS = ("case.opened", "case.split_off")
ENDED_WELL = ("solved", "closed")


@dataclass
class CaseOfRecord:
    """One case as the record tells it; what happened to it, and by which of its services.

    A service is told by its place among the spells of the replay; None: before any of them.
    """

    number: int
    opened_at: datetime
    lane: str | None = None  # where it joined a line for the first time
    answered_at: datetime | None = None
    answered_by: int | None = None
    solved_at: datetime | None = None
    solved_by: int | None = None
    traits: dict[str, str] = field(default_factory=dict)  # channel, language, account, contract
    services: list[int] = field(default_factory=list)


class Past:
    """Takes entries, oldest first; then holds what the figures are counted from."""

    def __init__(self, rulebooks: Mapping[int, Rulebook]):
        self.journal = Journal()
        self.replay = Replay(rulebooks, first=min(rulebooks), journal=self.journal)
        self.cases: dict[int, CaseOfRecord] = {}
        self.courses: dict[int, promises.Course] = {}
        self._spells = 0  # that have been looked at

    @property
    def spells(self) -> list[Spell]:
        return self.replay.spells

    def take(self, entries: Iterable[Entry]) -> "Past":
        """Let these entries happen."""
        for entry in entries:
            actor = (entry.actor_role, entry.actor)
            self.replay.take(
                [Told(entry.id, entry.kind, entry.at, entry.subject, actor, entry.fields)]
            )
            if entry.subject is not None:
                self._take(entry.subject, entry)
        return self

    def _take(self, number: int, entry: Entry) -> None:
        course = self.courses.setdefault(number, promises.Course())
        was_answered = course.is_answered
        promises.take(course, entry)
        if entry.kind in OPENINGS:
            opened_at = _opening(entry)
            self.cases.setdefault(number, CaseOfRecord(number, opened_at))
        case = self.cases.get(number)
        self._note_services()
        if case is None:
            return
        _note_traits(case, entry)
        if case.lane is None and entry.fields.get("queue") == "joined":
            case.lane = entry.fields["lane"]
        by = case.services[-1] if case.services else None
        if course.is_answered and not was_answered:
            case.answered_at, case.answered_by = entry.at, by
        if entry.kind == "case.solved":
            case.solved_at, case.solved_by = entry.at, by
        elif course.status not in ENDED_WELL:
            case.solved_at = case.solved_by = None

    def _note_services(self) -> None:
        for place in range(self._spells, len(self.spells)):
            spell = self.spells[place]
            if spell.is_served and spell.number in self.cases:
                self.cases[spell.number].services.append(place)
        self._spells = len(self.spells)


def _opening(entry: Entry) -> datetime:
    """A case that was split off waits since its first post was written."""
    promised_at = entry.fields.get("promised_at") if entry.kind == "case.split_off" else None
    if promised_at is None:
        return entry.at
    return datetime.strptime(promised_at, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def _note_traits(case: CaseOfRecord, entry: Entry) -> None:
    fields = entry.fields
    if entry.kind in OPENINGS and "channel" in fields:
        case.traits["channel"] = fields["channel"]
    if entry.kind in (*OPENINGS, "case.language_corrected") and "language" in fields:
        case.traits["language"] = fields["language"]
    if entry.kind in OPENINGS and "is_new_account" in fields:
        case.traits["account"] = "new" if fields["is_new_account"] else "old"
    if "fact_contract_class" in fields:
        case.traits["contract"] = fields["fact_contract_class"]


def seconds(span: timedelta) -> int:
    """Whole seconds, rounded down."""
    return span // timedelta(seconds=1)


def month_of(at: datetime) -> str:
    """`2026-11`, in UTC."""
    return f"{at.astimezone(UTC):%Y-%m}"
