"""The categories a telephone and internet provider starts with; every value can be changed."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

HOUR, DAY = 60, 24 * 60  # minutes

# slug, lane, German name, English name, minutes to a first answer, minutes to a solution
CATEGORIES = (
    ("mobile", "mobile", "Mobilfunk", "Mobile network", 8 * HOUR, 3 * DAY),
    # German Telecommunications Act § 58: a fault is repaired, or the customer told, within a day.
    ("internet", "fixed", "Internet", "Internet access", 8 * HOUR, 2 * DAY),
    ("telephone", "fixed", "Festnetz", "Telephone", 8 * HOUR, 2 * DAY),
    ("billing", "contracts", "Rechnung", "Billing", DAY, 7 * DAY),
    ("contract", "contracts", "Vertrag", "Contract", DAY, 7 * DAY),
    ("other", "contracts", "Sonstiges", "Anything else", 2 * DAY, None),
)

COLUMNS = (
    "slug",
    "lane",
    "name_de",
    "name_en",
    "first_answer_minutes",
    "solution_minutes",
    "position",
)


def upgrade() -> None:
    table = sa.table("categories", *(sa.column(name) for name in COLUMNS))
    rows = [dict(zip(COLUMNS, (*row, place), strict=True)) for place, row in enumerate(CATEGORIES)]
    op.bulk_insert(table, rows)


def downgrade() -> None:
    slugs = sa.table("categories", sa.column("slug"))
    op.execute(slugs.delete().where(slugs.c.slug.in_([row[0] for row in CATEGORIES])))
