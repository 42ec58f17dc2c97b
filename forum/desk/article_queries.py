"""What a help article begins with: the words of a solved case, and whom they may name."""

from typing import NamedTuple

from sqlalchemy import select

from forum.cases import queries
from forum.cases.models import Case, Post
from forum.core.db import db
from forum.core.personal.finder import find, mask


class Beginning(NamedTuple):
    """The fields of the form, under its names."""

    title: str
    body: str
    category: str
    language: str


def beginning_from(case: Case) -> Beginning:
    """Title and solution of a case, with what is personal in them masked."""
    slug = case.category.slug
    return Beginning(_masked(case.title), _masked(_solution_of(case)), slug, case.language)


def customers_in(case: Case) -> list[str]:
    """The names of the customers who wrote in a case."""
    return [one.name for one in queries.writers_in(case) if one.role == "customer" and one.name]


def _solution_of(case: Case) -> str:
    """The public posts marked as the solution; without one, the last that staff wrote."""
    public = (Post.case_number == case.number, Post.visibility == "public", Post.position > 1)
    chosen = select(Post.body).where(*public).order_by(Post.position.desc())
    marked = list(db.session.scalars(chosen.where(Post.is_solution.is_(True))))
    texts = marked or list(db.session.scalars(chosen.where(Post.author_role == "staff").limit(1)))
    return "\n\n".join(reversed(texts))


def _masked(text: str) -> str:
    return mask(text, find(text))
