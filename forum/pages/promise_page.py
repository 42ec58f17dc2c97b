"""What every category promises, now and in earlier versions, as plain values for the page."""

from dataclasses import dataclass
from datetime import datetime

from forum.cases.promise_actions import promised_now
from forum.cases.queries import categories
from forum.cases.words import category_name
from forum.promises.calendar import calendar_of
from forum.promises.queries import versions_of_promises
from forum.promises.rules import MATTERS
from forum.promises.words import hours_in_words, matter_words, minutes_in_words


@dataclass(frozen=True)
class Promised:
    """One promise in words; `promised` is empty where nothing is."""

    matter: str
    label: str
    promised: str
    hours: str


@dataclass(frozen=True)
class CategoryPromises:
    """A category and what it promises now."""

    slug: str
    name: str
    promises: list[Promised]


@dataclass(frozen=True)
class Version:
    """What a category promised from a moment on, and who changed it."""

    valid_from: datetime
    category: str
    label: str
    promised: str
    hours: str
    by: str


@dataclass(frozen=True)
class PromisesPage:
    """All of it."""

    categories: list[CategoryPromises]
    versions: list[Version]


def promises_page() -> PromisesPage:
    """Gathered in two statements, whatever was changed."""
    rows = categories()
    names = {one.slug: category_name(one) for one in rows}
    now = [
        CategoryPromises(one.slug, names[one.slug], [_promised(one, m) for m in MATTERS])
        for one in rows
    ]
    return PromisesPage(now, [_version(one, names) for one in versions_of_promises()])


def _promised(category, matter: str) -> Promised:
    return Promised(matter, matter_words()[matter], *_in_words(*promised_now(category, matter)))


def _version(row, names: dict[str, str]) -> Version:
    label = matter_words()[row.matter]
    name = names.get(row.category, row.category)
    return Version(
        row.valid_from, name, label, *_in_words(row.minutes, row.calendar), row.changed_by
    )


def _in_words(minutes: int | None, text: str) -> tuple[str, str]:
    if not minutes:
        return "", ""
    calendar = calendar_of(text)
    return minutes_in_words(minutes, calendar), hours_in_words(calendar)
