"""The plain values that go into a search and come out of it; refuses to know where they live."""

from dataclasses import dataclass, replace
from datetime import datetime

from markupsafe import Markup

from forum.core.text import clean_line

CASE, ARTICLE = "case", "article"  # the shelves


@dataclass(frozen=True)
class Document:
    """One thing that can be found; `key` is its public number on its shelf, its owner's link."""

    key: int
    title: str
    text: str
    solution: str
    language: str  # "de" or "en": decides which stems and compounds the text is found by
    status: str
    category: str
    opened_at: datetime
    has_solution: bool
    shelf: str = CASE


def call_number(key: int, shelf: str = CASE) -> int:
    """The one number of a document among those of all shelves: articles count below zero.

    One signed number and no pair, because it orders hits, fills arrays and stands in cursors.
    """
    return key if shelf == CASE else -key


def place_of(number: int) -> tuple[int, str]:
    """The key and the shelf of a call number."""
    return (number, CASE) if number >= 0 else (-number, ARTICLE)


@dataclass(frozen=True)
class Filters:
    """What a hit must be; None asks for nothing. `opened_to` is exclusive."""

    status: str | None = None
    category: str | None = None
    language: str | None = None
    opened_from: datetime | None = None
    opened_to: datetime | None = None
    has_solution: bool | None = None
    shelf: str | None = CASE

    def storable(self) -> "Filters":
        """The same filters without characters that a database refuses; they match nothing then."""
        return replace(
            self,
            status=self.status and clean_line(self.status),
            category=self.category and clean_line(self.category),
            language=self.language and clean_line(self.language),
        )

    def accept(self, found: Document) -> bool:
        """Whether a document is what was asked for."""
        return (
            self.shelf in (None, found.shelf)
            and self.status in (None, found.status)
            and self.category in (None, found.category)
            and self.language in (None, found.language)
            and self.has_solution in (None, found.has_solution)
            and (self.opened_from is None or found.opened_at >= self.opened_from)
            and (self.opened_to is None or found.opened_at < self.opened_to)
        )


@dataclass(frozen=True)
class Hit:
    """One line of a result list. `title` and `passages` are escaped and mark what was found."""

    key: int
    title: Markup
    passages: list[Markup]
    score: float
    language: str
    status: str
    category: str
    opened_at: datetime
    has_solution: bool
    shelf: str = CASE


@dataclass(frozen=True)
class Results:
    """A page of hits, best first; `total` counts all that match, `suggestion` is "did you mean".

    `is_cut` says that this is the last page although more match: nobody pages further.
    """

    hits: list[Hit]
    total: int
    next: str | None
    suggestion: str | None
    is_cut: bool = False
