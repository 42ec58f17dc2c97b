"""Of what a person wants no mail.

News of the kind `post.redacted` are none any more: who quoted what was removed is told of the
decision by a statement of reasons, as everybody else. Old news become that; mails still waiting
are dropped.
"""

import re

import sqlalchemy as sa
from alembic import op

from forum.core.db import UTCDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

NEWS = sa.table(
    "notifications",
    sa.column("id", sa.Integer),
    sa.column("kind", sa.String),
    sa.column("values", sa.JSON),
    sa.column("path", sa.String),
)
OUTBOX = sa.table(
    "outbox",
    sa.column("id", sa.Integer),
    sa.column("payload", sa.JSON),
    sa.column("kind", sa.String),
)
FORMER = "post.redacted"


def upgrade() -> None:
    op.create_table(
        "mail_choices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(40), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("user_id", "about"),
    )
    _tell_as_statements(op.get_bind())


def downgrade() -> None:
    op.drop_table("mail_choices")


def _tell_as_statements(bind) -> None:
    for news in bind.execute(sa.select(NEWS).where(NEWS.c.kind == FORMER)).all():
        position = re.search(r"/posts/([0-9]+)$", news.path)
        values = {**news.values, "post": int(position[1]) if position else 1}
        changed = {"kind": "statement.post", "values": values}
        bind.execute(sa.update(NEWS).where(NEWS.c.id == news.id).values(changed))
    waiting = sa.select(OUTBOX).where(OUTBOX.c.kind == "mail.send")
    for row in bind.execute(waiting).all():
        if row.payload.get("kind") == FORMER:
            bind.execute(sa.delete(OUTBOX).where(OUTBOX.c.id == row.id))
