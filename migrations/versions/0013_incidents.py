"""Incidents: one fault behind many cases, answered once."""

import sqlalchemy as sa
from alembic import op

from forum.core.db import UTCDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "incidents",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("title", sa.String(150), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("category", sa.String(40), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("next_word_by", UTCDateTime(), nullable=True),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        _person("opened_by_id"),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
    )
    op.create_index("ix_incidents_open", "incidents", ["closed_at", "number"])
    op.create_index("ix_incidents_category", "incidents", ["category", "closed_at", "number"])
    _create_members()
    _create_answers()


def _create_members() -> None:
    op.create_table(
        "incident_members",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("incident", sa.Integer(), sa.ForeignKey("incidents.number"), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("joined_at", UTCDateTime(), nullable=False),
        sa.Column("joined_by", sa.String(10), nullable=False),
        sa.Column("left_at", UTCDateTime(), nullable=True),
        sa.Column("left_by", sa.String(10), nullable=True),
        sa.Column("is_current", sa.Boolean(), nullable=False),
    )
    op.create_index(
        "ix_incident_members_current",
        "incident_members",
        ["case_number"],
        unique=True,
        sqlite_where=sa.text("is_current = 1"),
        postgresql_where=sa.text("is_current"),
    )
    op.create_index("ix_incident_members_case", "incident_members", ["case_number", "id"])
    op.create_index("ix_incident_members_incident", "incident_members", ["incident", "id"])


def _create_answers() -> None:
    op.create_table(
        "incident_answers",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("incident", sa.Integer(), sa.ForeignKey("incidents.number"), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("then", sa.String(10), nullable=False),
        sa.Column("next_word_by", UTCDateTime(), nullable=True),
        sa.Column("written_at", UTCDateTime(), nullable=False),
        _person("written_by_id"),
    )
    op.create_index("ix_incident_answers_incident", "incident_answers", ["incident", "id"])
    op.create_table(
        "incident_deliveries",
        sa.Column(
            "answer_id", sa.Integer(), sa.ForeignKey("incident_answers.id"), primary_key=True
        ),
        sa.Column("case_number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("why", sa.String(20), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("again_at", UTCDateTime(), nullable=True),
        sa.Column("at", UTCDateTime(), nullable=False),
    )
    op.create_index("ix_incident_deliveries_case", "incident_deliveries", ["case_number", "state"])


def _person(name: str) -> sa.Column:
    users = sa.ForeignKey("users.id", ondelete="SET NULL")
    return sa.Column(name, sa.Integer(), users, nullable=True)


def downgrade() -> None:
    for table in ("incident_deliveries", "incident_answers", "incident_members", "incidents"):
        op.drop_table(table)
