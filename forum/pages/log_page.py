"""The public record as sentences, newest first; what is not public gives no title and no text."""

from dataclasses import dataclass
from datetime import datetime

from forum.cases import queries, timeline
from forum.cases.models import Case
from forum.cases.words import category_names
from forum.core.errors import Invalid
from forum.core.i18n import _, _p
from forum.ledger.queries import Entry, entries_after

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
    kind: str
    at: datetime
    sentence: str
    actor: str
    case: Case | None
    subject: int | None
    reason: str


def kind_words() -> dict[str, str]:
    """The kinds of entries that a reader may narrow the record to."""
    return {
        "queue.out_of_turn": _p("record", "Out of turn"),
        "queue.granted": _p("record", "Head starts given"),
        "queue.revoked": _p("record", "Head starts taken back"),
        "queue.claimed": _p("record", "Taken in turn"),
        "queue.released": _p("record", "Given back"),
        "rulebook.published": _p("record", "Rulebooks published"),
        "case.promise_broken": _p("record", "Promises broken"),
        "goodwill.granted": _p("record", "Goodwill granted"),
        "precedent.claimed": _p("record", "Goodwill claimed"),
        "precedent.granted": _p("record", "Claims granted"),
        "precedent.refused": _p("record", "Claims refused"),
        "precedent.lengthened": _p("record", "Offers made longer"),
        "precedent.ended": _p("record", "Offers ended"),
        "promise.changed": _p("record", "Promises changed"),
        "case.declined": _p("record", "Declined"),
        "case.rated": _p("record", "Ratings"),
        "case.moved": _p("record", "Moved to another category"),
        "case.merged": _p("record", "Merged into another case"),
        "case.unmerged": _p("record", "Merged no longer"),
        "case.split": _p("record", "Posts moved into a case of their own"),
        "incident.opened": _p("record", "Incidents opened"),
        "incident.answered": _p("record", "Incidents answered"),
        "incident.closed": _p("record", "Incidents closed"),
        "case.facts_corrected": _p("record", "Facts corrected"),
        "post.hidden": _p("record", "Posts hidden"),
        "post.redacted": _p("record", "Passages removed"),
        "case.locked": _p("record", "Cases locked"),
        "person.warned": _p("record", "People warned"),
        "person.limited": _p("record", "People limited"),
        "person.suspended": _p("record", "People suspended"),
        "appeal.decided": _p("record", "Objections answered"),
        "account.erased": _p("record", "Accounts erased"),
        "article.published": _p("record", "Help articles published"),
        "article.changed": _p("record", "Help articles changed"),
        "article.withdrawn": _p("record", "Help articles withdrawn"),
    }


def log_page(kind: str | None, cursor: str | None) -> tuple[list[LogLine], str | None]:
    """A page of the record; Invalid for a kind that is not in the list."""
    if kind and kind not in kind_words():
        raise Invalid(_("There is no such filter. Choose one from the list."), "kind")
    page = entries_after(cursor, kinds=(kind,) if kind else (), limit=PAGE_SIZE)
    return lines_of(page.items), page.next


def place_changes(lane: str | None, *, limit: int = 50) -> list[LogLine]:
    """The latest decisions that moved somebody in the queue, of one lane or all."""
    found = entries_after(None, kinds=PLACES, limit=limit).items
    return lines_of([one for one in found if lane in (None, one.fields.get("lane", lane))])


def lines_of(entries: list[Entry]) -> list[LogLine]:
    """Entries as sentences, in as many statements whatever their number."""
    cases, names = queries.public_subjects(entries), category_names()
    told = queries.told_in_public(entries, cases)
    return [_line(one, cases.get(one.subject), names) for one in told]


def _line(entry: Entry, case: Case | None, names: dict[str, str]) -> LogLine:
    return LogLine(
        id=entry.id,
        kind=entry.kind,
        at=entry.at,
        sentence=timeline.sentence(entry, names),
        actor=timeline.actor_words(entry),
        case=case,
        subject=entry.subject,
        reason=entry.texts.get("reason", ""),
    )
