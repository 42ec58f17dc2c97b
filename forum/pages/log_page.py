"""The public record as sentences, newest first; what is not public gives no title and no text."""

from dataclasses import dataclass
from datetime import datetime

from forum.cases import queries, timeline
from forum.cases.models import Case
from forum.cases.words import category_names
from forum.core.errors import NotFound
from forum.core.i18n import _
from forum.ledger.finding import entries_found
from forum.ledger.inclusion import Covering, Inclusion, coverings, entry_numbered, inclusion
from forum.ledger.queries import Entry, entries_after
from forum.ledger.tree import leaf_hash
from forum.pages.log_search import Question

PAGE_SIZE = 30
PLACES = (
    "queue.out_of_turn",
    "queue.granted",
    "queue.revoked",
    "case.absorbed",
    "case.parted",
    "rulebook.published",
)


@dataclass(frozen=True)
class LogLine:
    """One entry: what was decided, about which public case, by whom and why."""

    id: int
    seq: int | None
    kind: str
    at: datetime
    sentence: str
    actor: str
    case: Case | None
    subject: int | None
    reason: str
    sealed: Covering | None  # the checkpoint that includes it, where that is told


@dataclass(frozen=True)
class EntryPage:
    """One numbered entry: what it says, exactly what was sealed, and the proof that it was."""

    line: LogLine
    canonical: str
    leaf: str
    inclusion: Inclusion | None


def log_page(asked: Question, cursor: str | None) -> tuple[list[LogLine], str | None]:
    """A page of what was asked for; nothing where the question names no kind of entry."""
    if not asked.is_understood:
        return [], None
    page = entries_found(asked.wanted, cursor, limit=PAGE_SIZE)
    return lines_of(page.items, with_checkpoints=True), page.next


def entry_page(seq: int) -> EntryPage:
    """The page of the entry with this number; NotFound where no entry has it."""
    entry = entry_numbered(seq)
    if entry is None:
        raise NotFound(_("No entry of the public record has this number."))
    (line,) = lines_of([entry], with_checkpoints=True)
    leaf = leaf_hash(entry.canonical.encode()).hex()
    return EntryPage(line, entry.canonical, leaf, inclusion(entry))


def newest_lines(*, limit: int = 50) -> list[LogLine]:
    """The newest decisions of every kind."""
    return lines_of(entries_after(None, limit=limit).items)


def place_changes(lane: str | None, *, limit: int = 50) -> list[LogLine]:
    """The latest decisions that moved somebody in the queue, of one lane or all."""
    found = entries_after(None, kinds=PLACES, limit=limit).items
    return lines_of([one for one in found if lane in (None, one.fields.get("lane", lane))])


def lines_of(entries: list[Entry], *, with_checkpoints: bool = False) -> list[LogLine]:
    """Entries as sentences, in as many statements whatever their number."""
    cases, names = queries.public_subjects(entries), category_names()
    told = queries.told_in_public(entries, cases)
    seqs = [one.seq for one in told if one.seq is not None]
    sealed = coverings(seqs) if with_checkpoints else {}
    return [
        _line(one, cases.get(one.subject or 0), names, sealed.get(one.seq or 0)) for one in told
    ]


def _line(entry: Entry, case: Case | None, names: dict, sealed: Covering | None) -> LogLine:
    return LogLine(
        id=entry.id,
        seq=entry.seq,
        kind=entry.kind,
        at=entry.at,
        sentence=timeline.sentence(entry, names),
        actor=timeline.actor_words(entry),
        case=case,
        subject=entry.subject,
        reason=entry.texts.get("reason", ""),
        sealed=sealed,
    )
