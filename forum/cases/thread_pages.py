"""How a long thread is cut into pages, and which of them holds a post; refuses the database.

The pages follow the positions, which have no gaps, so that the address of a post never changes:
not when others are hidden, and not for a reader who may see more of them.
"""

from dataclasses import dataclass
from datetime import datetime

from flask import url_for

POSTS = 50  # positions on one page; the first page of a case with its styles stays below 150 kB


@dataclass(frozen=True)
class Stretch:
    """What of the thread one page shows to one reader: positions after `after`, and its time."""

    after: int = 0
    begins_at: datetime | None = None  # None on the first page
    ends_at: datetime | None = None  # None on the last page
    latest: int = 0  # the last position of all that leaves a trace for this reader

    @property
    def last(self) -> int:
        """The highest position that this page can show."""
        return self.after + POSTS


def start_of_page(after: int) -> int:
    """The position after which the page begins that shows what follows `after`."""
    return max(0, after) // POSTS * POSTS


def place_of(number: int, position: int) -> dict:
    """What `url_for("cases.show", …)` needs to lead to a post on its page."""
    after = start_of_page(position - 1)
    return {"number": number, "after": after or None, "_anchor": f"post-{position}"}


def post_url(number: int, position: int) -> str:
    """The address of a post on the page that holds it."""
    return url_for("cases.show", **place_of(number, position))


def page_url(number: int, after: int) -> str:
    """The address of the page of a thread that begins after this position."""
    return url_for("cases.show", number=number, after=after or None)
