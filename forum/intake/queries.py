"""What has already arrived; refuses writes."""

from collections.abc import Iterable

from sqlalchemy import select

from forum.cases.models import Case, Category
from forum.core.db import db

AT_ONCE = 500  # keys in one statement


def keys_here(source: str, keys: Iterable[str]) -> set[str]:
    """Which of these cases of `source` have been brought in before."""
    asked, found = list(keys), set()
    for start in range(0, len(asked), AT_ONCE):
        some = Case.source_key.in_(asked[start : start + AT_ONCE])
        found.update(db.session.scalars(select(Case.source_key).where(Case.source == source, some)))
    return found


def categories_by_word() -> dict[str, Category]:
    """Every category by each of its names in small letters: slug, German, English."""
    found = {}
    for category in db.session.scalars(select(Category)):
        for word in (category.slug, category.name_de, category.name_en):
            found.setdefault(word.casefold(), category)
    return found
