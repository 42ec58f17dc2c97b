"""What the fairness report shows is counted by the worker and stored, by month and lane."""

import sqlalchemy as sa
from alembic import op

from forum.core.db import UTCDateTime

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "fairness_reports",
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("lane", sa.String(40), nullable=False),
        sa.Column("headline", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("services", sa.Integer(), nullable=False),
        sa.Column("served", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("month", "lane"),
    )
    op.create_table(
        "fairness_counts",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade() -> None:
    op.drop_table("fairness_counts")
    op.drop_table("fairness_reports")
