"""Reads of ratings, named by what they return; figures count the last one of a case alone."""

from typing import NamedTuple

from sqlalchemy import func, select

from forum.cases.models import Case, Category
from forum.cases.outcome_models import Rating
from forum.core.db import db

SHOWN = 50  # of the ratings of one case, the latest


class Figure(NamedTuple):
    """How the cases of a category are rated: how many are, and the mean of their last ratings."""

    rated: int
    mean: float


def last_rating(number: int) -> Rating | None:
    """The rating of a case that counts."""
    newest = select(Rating).where(Rating.case_number == number).order_by(Rating.id.desc())
    return db.session.scalar(newest.limit(1))


def ratings_of(number: int) -> list[Rating]:
    """The latest ratings of a case in the order in which they were given."""
    newest = select(Rating).where(Rating.case_number == number).order_by(Rating.id.desc())
    return list(db.session.scalars(newest.limit(SHOWN)))[::-1]


def figure_of_category(slug: str) -> Figure | None:
    """Of the public cases of a category; None while none of them is rated. One statement."""
    statement = (
        select(func.count(), func.avg(Case.rating_score))
        .join(Category, Category.id == Case.category_id)
        .where(Category.slug == slug, Case.visibility == "public", Case.rating_score.is_not(None))
    )
    rated, mean = db.session.execute(statement).one()
    return Figure(rated, round(float(mean), 1)) if rated else None
