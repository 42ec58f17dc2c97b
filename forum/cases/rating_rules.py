"""When a case may be rated and which way its ratings went; plain values in, plain values out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

SCORES = (1, 2, 3, 4, 5)  # from very bad to very good
SENTENCE_LIMIT = 300  # characters; whoever has more to say writes a post


@dataclass(frozen=True)
class Given:
    """One rating: the number, when it was given, and since when the case was solved then."""

    score: int
    at: datetime
    solved_at: datetime | None = None


@dataclass(frozen=True)
class Turn:
    """One step of the way: the rating, and the solution that lies between it and the one before."""

    score: int
    at: datetime
    after_solution: datetime | None


def may_be_rated(*, status: str, first_answer_at: datetime | None) -> bool:
    """Once something was done about it: answered, or ended in whatever way."""
    return first_answer_at is not None or status in ("solved", "closed", "declined", "duplicate")


def way_of(ratings: Iterable[Given]) -> list[Turn]:
    """The ratings in the order in which they were given.

    A solution is named with the first rating after it: what came later had other causes.
    """
    steps: list[Turn] = []
    for one in ratings:
        is_new = one.solved_at is not None and (not steps or steps[-1].at <= one.solved_at)
        steps.append(Turn(one.score, one.at, one.solved_at if is_new else None))
    return steps


def scores_on_the_way(steps: Iterable[Turn]) -> list[int]:
    """The numbers alone; where only the sentence changed there was no turn."""
    scores: list[int] = []
    for one in steps:
        if not scores or scores[-1] != one.score:
            scores.append(one.score)
    return scores
