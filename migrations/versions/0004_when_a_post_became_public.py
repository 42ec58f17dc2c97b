"""When a post was first public: what never was leaves no trace in public when it is hidden."""

import sqlalchemy as sa
from alembic import op

from forum.core.db import UTCDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("posts", sa.Column("published_at", UTCDateTime(), nullable=True))
    names = ("published_at", "created_at", "visibility")
    posts = sa.table("posts", *(sa.column(name) for name in names))
    # Of a hidden post nobody kept whether it had been public; its stub stays.
    shown = posts.c.visibility != "pending"
    op.execute(posts.update().where(shown).values(published_at=posts.c.created_at))


def downgrade() -> None:
    with op.batch_alter_table("posts") as table:
        table.drop_column("published_at")
