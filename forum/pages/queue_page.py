"""What the page of the queue shows: each lane in its order, with the titles of its cases."""

from dataclasses import dataclass

from forum.cases import queries
from forum.cases.models import Case
from forum.cases.place_words import reason_words
from forum.cases.words import category_name
from forum.core.errors import NotFound
from forum.core.i18n import _
from forum.core.time_words import moment
from forum.queue import listing, places
from forum.queue.listing import Stander
from forum.queue.models import Lane
from forum.queue.words import lane_name
from forum.rulebook.words import span

FIRST = 5  # of each lane, where all lanes are shown


@dataclass(frozen=True)
class Row:
    """One case in its line; `ahead` is its head start with the reasons, empty without one."""

    stander: Stander
    case: Case
    category: str
    ahead: str


@dataclass(frozen=True)
class Served:
    """One case that is being answered, as a sentence."""

    case: Case
    sentence: str
    is_out_of_turn: bool


@dataclass(frozen=True)
class LanePart:
    """One lane: how many wait, who is being answered, and a stretch of the line."""

    slug: str
    name: str
    waiting: int
    answered: list[Served]
    rows: list[Row]
    next: str | None


@dataclass(frozen=True)
class QueuePage:
    """The lanes to choose from, the chosen one or None for all, and what is shown of each."""

    lanes: list[tuple[str, str, int]]
    chosen: str | None
    parts: list[LanePart]


def queue_page(slug: str | None, cursor: str | None) -> QueuePage:
    """The whole queue in short, or one lane page by page; NotFound for a lane there is not."""
    lanes, waiting = places.lanes(), listing.waiting_by_lane()
    shown = [one for one in lanes if slug in (None, one.slug)]
    if not shown and slug:
        raise NotFound(_("There is no such line. Choose one from the list."))
    limit = listing.PAGE_SIZE if slug else FIRST
    pages = {one.slug: listing.line_page(one.slug, cursor, limit=limit) for one in shown}
    answered = {one.slug: listing.being_answered(one.slug) for one in shown}
    numbers = [one.number for page in pages.values() for one in page.standers]
    numbers += [one.number for held in answered.values() for one in held]
    cases = {case.number: case for case in queries.cases_numbered(numbers)}
    return QueuePage(
        lanes=[(one.slug, lane_name(one), waiting.get(one.slug, 0)) for one in lanes],
        chosen=slug,
        parts=[
            _part(one, waiting.get(one.slug, 0), answered[one.slug], pages[one.slug], cases)
            for one in shown
        ],
    )


def _part(lane: Lane, waiting: int, answered: list, page: listing.LinePage, cases: dict):
    rows = [_row(one, cases[one.number]) for one in page.standers if one.number in cases]
    held = [
        Served(cases[one.number], _answered(one), one.is_out_of_turn)
        for one in answered
        if one.number in cases
    ]
    return LanePart(lane.slug, lane_name(lane), waiting, held, rows, page.next)


def _row(stander: Stander, case: Case) -> Row:
    return Row(stander, case, category_name(case.category), _ahead(stander))


def _ahead(stander: Stander) -> str:
    if not stander.head_start:
        return ""
    values = {"span": span(stander.head_start), "why": reason_words(stander.reasons)}
    return _("%(span)s ahead (%(why)s)", **values)


def _answered(one: listing.BeingAnswered) -> str:
    values = {"who": one.by, "until": moment(one.until)}
    if one.is_out_of_turn:
        return _("%(who)s answers it out of turn, until %(until)s at the latest", **values)
    return _("%(who)s answers it, until %(until)s at the latest", **values)
