"""What the page says about the ratings of a case, as plain values for the template."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import format_decimal

from forum.cases.models import Case
from forum.cases.outcome_models import Rating
from forum.cases.queries import Filters
from forum.cases.rating_queries import figure_of_category, ratings_of
from forum.cases.rating_rules import Given, scores_on_the_way, way_of
from forum.core.i18n import _, _n, _p
from forum.core.time_words import day


@dataclass(frozen=True)
class RatingStep:
    """One rating: its number in words, when, after which solution, and its sentence."""

    id: int
    words: str
    at: datetime
    after: str
    sentence: str
    is_taken_out: bool


@dataclass(frozen=True)
class RatingCard:
    """The last rating and the way it went."""

    score: int
    way: str  # "2 → 5, after the solution on 14 March 2026"
    last: RatingStep
    steps: list[RatingStep]  # all of them, oldest first

    @property
    def has_turned(self) -> bool:
        """Whether there is a history to show."""
        return len(self.steps) > 1


def score_words() -> dict[int, str]:
    """What each number means."""
    return {
        1: _p("rating", "very bad"),
        2: _p("rating", "bad"),
        3: _p("rating", "neither"),
        4: _p("rating", "good"),
        5: _p("rating", "very good"),
    }


def card_of_ratings(case: Case) -> RatingCard | None:
    """Of one case, in one statement; none at all for a case that was never rated."""
    if case.rating_score is None:
        return None
    rows = ratings_of(case.number)
    turns = way_of(Given(one.score, one.at, one.solved_at) for one in rows)
    steps = [_step(row, turn.after_solution) for row, turn in zip(rows, turns, strict=True)]
    way = " → ".join(map(str, scores_on_the_way(turns)))
    if steps[-1].after:
        way = _("%(way)s, %(after)s", way=way, after=steps[-1].after)
    return RatingCard(case.rating_score, way, steps[-1], steps)


def of_category(chosen: Filters) -> str:
    """How the cases of the category are rated that a public list is narrowed to; else nothing."""
    if not chosen.category or chosen.author_id is not None:
        return ""
    figure = figure_of_category(chosen.category)
    if figure is None:
        return ""
    return _n(
        "Authors rate what was done here with %(mean)s of 5 (%(num)s case, the last rating of it "
        "counts).",
        "Authors rate what was done here with %(mean)s of 5 (%(num)s cases, the last rating of "
        "each counts).",
        figure.rated,
        mean=format_decimal(figure.mean, "0.0"),
    )


def _step(row: Rating, after_solution: datetime | None) -> RatingStep:
    words = _("%(score)s of 5 – %(words)s", score=row.score, words=score_words()[row.score])
    return RatingStep(row.id, words, row.at, _after(after_solution), row.sentence, row.is_taken_out)


def _after(solved_at: datetime | None) -> str:
    if solved_at is None:
        return ""
    return _("after the solution on %(day)s", day=day(solved_at))
