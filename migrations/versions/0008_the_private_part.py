"""The private part of a case: messages, files, requests for data, and who has read it."""

import sqlalchemy as sa
from alembic import op

from forum.core.db import UTCDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "annex_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("author_role", sa.String(20), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("renderer", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("vanishes", sa.Boolean(), nullable=False),
        sa.Column("vanished_at", UTCDateTime(), nullable=True),
        _case("annex_messages"),
        _person("annex_messages", "author_id"),
        sa.PrimaryKeyConstraint("id", name="pk_annex_messages"),
    )
    op.create_index("ix_annex_messages_case", "annex_messages", ["case_number", "id"])
    op.create_table(
        "annex_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("media_type", sa.String(40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        _case("annex_files"),
        _message("annex_files"),
        sa.PrimaryKeyConstraint("id", name="pk_annex_files"),
    )
    op.create_index("ix_annex_files_message", "annex_files", ["message_id", "id"])
    op.create_index("ix_annex_files_case", "annex_files", ["case_number", "id"])
    _make_requests_and_readings()


def _make_requests_and_readings() -> None:
    op.create_table(
        "annex_requests",
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        _case("annex_requests"),
        _message("annex_requests"),
        sa.PrimaryKeyConstraint("message_id", name="pk_annex_requests"),
    )
    op.create_index("ix_annex_requests_case", "annex_requests", ["case_number", "answered_at"])
    op.create_table(
        "annex_readings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("reader_id", sa.Integer(), nullable=False),
        sa.Column("reader_role", sa.String(20), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        _case("annex_readings"),
        _person("annex_readings", "reader_id"),
        sa.PrimaryKeyConstraint("id", name="pk_annex_readings"),
    )
    op.create_index("ix_annex_readings_case", "annex_readings", ["case_number", "id"])


def _case(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["case_number"], ["cases.number"], name=f"fk_{table}_case_number"
    )


def _person(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["users.id"], name=f"fk_{table}_{column}")


def _message(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["message_id"], ["annex_messages.id"], name=f"fk_{table}_message_id"
    )


def downgrade() -> None:
    for table in ("annex_readings", "annex_requests", "annex_files", "annex_messages"):
        op.drop_table(table)
