"""Accounts whose person is gone: the row stays, for what points to it, with nothing in it."""

import sqlalchemy as sa
from alembic import op

from forum.core.db import UTCDateTime

revision = "0011"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("users", sa.Column("erased_at", UTCDateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("users") as table:
        table.drop_column("erased_at")
