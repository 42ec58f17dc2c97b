"""Promised times with pencil and paper: round the clock, one hand for each promise of a case."""

from dataclasses import dataclass
from datetime import datetime, timedelta

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PROMISED = {  # a first answer and a solution
    "mobile": (8 * HOUR, 3 * DAY),
    "internet": (8 * HOUR, 2 * DAY),
    "telephone": (8 * HOUR, 2 * DAY),
    "billing": (DAY, 7 * DAY),
}
ENDED = ("solved", "closed", "declined")


@dataclass
class PaperPromise:
    """What is left of one promise, and since when that runs; None while it stands."""

    is_answer: bool
    left: timedelta
    since: datetime | None
    is_aside: bool = False  # with its case in another one: it counts as running, unseen

    def is_past(self, at: datetime) -> bool:
        """Whether it is broken at this moment."""
        return self.since is not None and not self.is_aside and at - self.since > self.left

    def follow(self, status: str, is_answered: bool, at: datetime) -> None:
        """Run while the company has to act, stand otherwise."""
        was_aside, self.is_aside = self.is_aside, status == "duplicate"
        if self.is_aside or (was_aside and self.since is not None):
            return
        is_over = status in ENDED or (self.is_answer and is_answered)
        runs = not is_over and (self.is_answer or status != "waiting_for_customer")
        if runs and self.since is None:
            self.since = at
        elif not runs and self.since is not None:
            self.left, self.since = self.left - (at - self.since), None


def promises_of(category: str, at: datetime) -> list[PaperPromise]:
    """What a case of this category is promised when it is opened."""
    answer, solution = PROMISED[category]
    return [PaperPromise(True, answer, at), PaperPromise(False, solution, at)]
