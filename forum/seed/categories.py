"""The categories a telephone and internet provider starts with; names no real company."""

from sqlalchemy import select

from forum.cases.models import Category
from forum.core.db import db

HOUR, DAY = 60, 24 * 60  # minutes

# slug, lane, German name, English name, minutes to a first answer, minutes to a solution
CATEGORIES = (
    ("mobile", "technology", "Mobilfunk", "Mobile network", 8 * HOUR, 3 * DAY),
    # German Telecommunications Act § 58: a fault is repaired, or the customer told, within a day.
    ("internet", "technology", "Internet", "Internet access", 8 * HOUR, 2 * DAY),
    ("telephone", "technology", "Festnetz", "Telephone", 8 * HOUR, 2 * DAY),
    ("billing", "contracts", "Rechnung", "Billing", DAY, 7 * DAY),
    ("contract", "contracts", "Vertrag", "Contract", DAY, 7 * DAY),
    ("other", "contracts", "Sonstiges", "Anything else", 2 * DAY, None),
)


def make_sure_there_are_some() -> bool:
    """Add these categories to a database that has none; returns whether it did."""
    if db.session.scalar(select(Category.id).limit(1)) is not None:
        return False
    for position, (slug, lane, german, english, answer, solution) in enumerate(CATEGORIES):
        category = Category(
            slug=slug,
            lane=lane,
            name_de=german,
            name_en=english,
            first_answer_minutes=answer,
            solution_minutes=solution,
            position=position,
        )
        db.session.add(category)
    db.session.flush()
    return True
