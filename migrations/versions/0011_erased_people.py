"""Accounts whose person is gone: the row stays, for what points to it, with nothing in it.

A kept draft says by whose session it was typed, so that it goes with its person.
"""

import sqlalchemy as sa
from alembic import op

from forum.core.db import UTCDateTime

revision = "0011"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("users", sa.Column("erased_at", UTCDateTime(), nullable=True))
    with op.batch_alter_table("kept_drafts") as table:
        table.add_column(sa.Column("owner", sa.String(64), nullable=True))
    op.execute("UPDATE kept_drafts SET owner = ''")
    with op.batch_alter_table("kept_drafts") as table:
        table.alter_column("owner", existing_type=sa.String(64), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("kept_drafts") as table:
        table.drop_column("owner")
    with op.batch_alter_table("users") as table:
        table.drop_column("erased_at")
