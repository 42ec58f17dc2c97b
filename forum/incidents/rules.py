"""What an incident may be and how often an answer is tried; pure, refuses Flask and database."""

from dataclasses import dataclass
from datetime import timedelta

STATUS_AFTER = {"answer": "answered", "work": "working", "solve": "solved"}

AGAIN_AFTER = timedelta(minutes=5)  # a case that somebody else has taken is free again soon
MOST_TRIES = 12  # an hour: twice as long as any claim lasts
MOST_AT_ONCE = 1_000  # cases added with one form


@dataclass(frozen=True)
class Progress:
    """How far one answer has come: threads that have it, that it leaves out, that wait for it."""

    sent: int = 0
    skipped: int = 0
    waiting: int = 0

    @property
    def total(self) -> int:
        """All threads for which it was meant."""
        return self.sent + self.skipped + self.waiting


def is_tried_again(why: str, tries: int) -> bool:
    """Whether an answer that did not reach a case, for the `tries`-th time, is tried once more."""
    return why in ("taken", "failed") and tries < MOST_TRIES
