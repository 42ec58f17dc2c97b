"""Cases that go on in another one, and posts that went into a case of their own."""

import sqlalchemy as sa
from alembic import op

from forum.core.db import UTCDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "merged_cases",
        sa.Column("number", sa.Integer(), sa.ForeignKey("cases.number"), primary_key=True),
        sa.Column("into", sa.Integer(), sa.ForeignKey("cases.number"), nullable=False),
        sa.Column("root", sa.Integer(), sa.ForeignKey("cases.number"), nullable=True),
        sa.Column("ahead_microseconds", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(24), nullable=False),
        sa.Column("waiting_since", UTCDateTime(), nullable=True),
        sa.Column("next_word_by", UTCDateTime(), nullable=True),
        sa.Column("merged_at", UTCDateTime(), nullable=False),
        sa.Column(
            "merged_by_id",
            sa.Integer(),
            sa.ForeignKey("users.id", ondelete="SET NULL"),
            nullable=True,
        ),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("undone_at", UTCDateTime(), nullable=True),
        sa.Column("undone_by", sa.String(10), nullable=True),
    )
    op.create_index("ix_merged_cases_root", "merged_cases", ["root", "number"])
    with op.batch_alter_table("posts") as table:
        table.add_column(sa.Column("moved_to_case", sa.Integer(), nullable=True))
        table.add_column(sa.Column("moved_to_position", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("posts") as table:
        table.drop_column("moved_to_position")
        table.drop_column("moved_to_case")
    op.drop_index("ix_merged_cases_root", "merged_cases")
    op.drop_table("merged_cases")
