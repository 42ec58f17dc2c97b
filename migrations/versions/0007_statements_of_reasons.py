"""Statements of reasons and objections, reports by anybody, who looks at what, and limits in time.

A report needs no account any more: then it carries an address or nothing at all, and a secret by
which whoever sent it finds out what became of it.
"""

import sqlalchemy as sa
from alembic import op

from forum.core.db import UTCDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make_statements()
    _make_appeals()
    op.create_table(
        "moderation_takes",
        sa.Column("sort", sa.String(10), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("moderator_id", sa.Integer(), nullable=False),
        sa.Column("until", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["moderator_id"],
            ["users.id"],
            name=op.f("fk_moderation_takes_moderator_id_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("sort", "item_id", name=op.f("pk_moderation_takes")),
    )
    with op.batch_alter_table("users") as table:
        table.add_column(sa.Column("limited_until", UTCDateTime(), nullable=True))
        table.add_column(sa.Column("suspended_until", UTCDateTime(), nullable=True))
    with op.batch_alter_table("cases") as table:
        table.add_column(
            sa.Column("is_locked", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("cases") as table:
        table.alter_column("is_locked", existing_type=sa.Boolean(), server_default=None)
    op.add_column("posts", sa.Column("hidden_ground", sa.String(20), nullable=True))
    _open_reports_to_anybody()


def downgrade() -> None:
    op.execute("DELETE FROM reports WHERE reporter_id IS NULL")
    with op.batch_alter_table("reports") as table:
        table.drop_constraint(op.f("uq_reports_key_hash"), type_="unique")
        for name in ("contact", "language", "key_hash", "passage"):
            table.drop_column(name)
        table.alter_column("reporter_id", existing_type=sa.Integer(), nullable=False)
    for table_name, names in (
        ("posts", ("hidden_ground",)),
        ("cases", ("is_locked",)),
        ("users", ("limited_until", "suspended_until")),
    ):
        with op.batch_alter_table(table_name) as table:
            for name in names:
                table.drop_column(name)
    for name in ("moderation_takes", "appeals", "statements"):
        op.drop_table(name)


def _make_statements() -> None:
    op.create_table(
        "statements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("measure", sa.String(20), nullable=False),
        sa.Column("ground", sa.String(20), nullable=False),
        sa.Column("sentence", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("case_number", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("until", UTCDateTime(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("prompted_by", sa.String(10), nullable=False),
        sa.Column("since", UTCDateTime(), nullable=True),
        sa.Column("appeal_by", UTCDateTime(), nullable=False),
        sa.Column("undone_at", UTCDateTime(), nullable=True),
        _person("statements", "person_id"),
        _person("statements", "by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_statements_entry_id")),
    )
    op.create_index("ix_statements_person", "statements", ["person_id", "id"])
    op.create_index("ix_statements_post", "statements", ["case_number", "position", "id"])
    op.create_index("ix_statements_at", "statements", ["at", "id"])


def _make_appeals() -> None:
    op.create_table(
        "appeals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("decided_at", UTCDateTime(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(10), nullable=True),
        sa.Column("sentence", sa.String(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statements.id"], name=op.f("fk_appeals_statement_id_statements")
        ),
        _person("appeals", "decided_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeals")),
        sa.UniqueConstraint("statement_id", name=op.f("uq_appeals_statement_id")),
    )
    op.create_index("ix_appeals_open", "appeals", ["decided_at", "created_at", "id"])


def _person(table: str, column: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_users")
    return sa.ForeignKeyConstraint([column], ["users.id"], name=name, ondelete="SET NULL")


def _open_reports_to_anybody() -> None:
    with op.batch_alter_table("reports") as table:
        table.alter_column("reporter_id", existing_type=sa.Integer(), nullable=True)
        table.add_column(sa.Column("contact", sa.String(254), nullable=True))
        table.add_column(sa.Column("language", sa.String(2), nullable=True))
        table.add_column(sa.Column("key_hash", sa.String(64), nullable=True))
        table.add_column(sa.Column("passage", sa.String(), nullable=True))
        table.create_unique_constraint(op.f("uq_reports_key_hash"), ["key_hash"])
