"""What has already arrived; refuses writes."""

from collections.abc import Iterable

from sqlalchemy import select

from forum.cases.models import Case, Category
from forum.core.db import db

AT_ONCE = 500  # keys in one statement


def keys_here(source: str, keys: Iterable[str]) -> set[str]:
    """Which of these cases of `source` have been brought in before."""
    asked = list(keys)
    found: set[str] = set()
    for start in range(0, len(asked), AT_ONCE):
        some = Case.source_key.in_(asked[start : start + AT_ONCE])
        known = db.session.scalars(select(Case.source_key).where(Case.source == source, some))
        found.update(filter(None, known))
    return found


def categories_by_word() -> dict[str, Category]:
    """Every category by each of its names in small letters: slug, German, English."""
    found: dict[str, Category] = {}
    for category in db.session.scalars(select(Category)):
        for word in (category.slug, category.name_de, category.name_en):
            found.setdefault(word.casefold(), category)
    return found
