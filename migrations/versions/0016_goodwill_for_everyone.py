"""Precedents: goodwill with its terms, and the claims of those in the same position."""

import sqlalchemy as sa
from alembic import op

from forum.core.db import UTCDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "precedents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("category", sa.String(40), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("what", sa.String(150), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("is_repeatable", sa.Boolean(), nullable=False),
        sa.Column("terms", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("granted_by_id", sa.Integer(), nullable=False),
        sa.Column("granted_at", UTCDateTime(), nullable=False),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.Column("ended_because", sa.String(), nullable=True),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("grants", sa.Integer(), nullable=False),
        sa.Column("refusals", sa.Integer(), nullable=False),
        _person("precedents", "granted_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_precedents")),
        sa.UniqueConstraint(
            "case_number", "position", name=op.f("uq_precedents_case_number_position")
        ),
    )
    op.create_index("ix_precedents_category", "precedents", ["category", "id"])
    _make_claims()


def _make_claims() -> None:
    op.create_table(
        "precedent_claims",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("precedent_id", sa.Integer(), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("claimant_id", sa.Integer(), nullable=True),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("claimed_at", UTCDateTime(), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=False),
        sa.Column("decided_at", UTCDateTime(), nullable=True),
        sa.Column("outcome", sa.String(10), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        _person("precedent_claims", "claimant_id"),
        _person("precedent_claims", "decided_by_id"),
        sa.ForeignKeyConstraint(
            ["precedent_id"],
            ["precedents.id"],
            name=op.f("fk_precedent_claims_precedent_id_precedents"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_precedent_claims")),
        sa.UniqueConstraint(
            "precedent_id",
            "case_number",
            name=op.f("uq_precedent_claims_precedent_id_case_number"),
        ),
    )
    for name, columns in (
        ("case", ["case_number", "id"]),
        ("open", ["decided_at", "id"]),
        ("precedent", ["precedent_id", "id"]),
    ):
        op.create_index(f"ix_precedent_claims_{name}", "precedent_claims", columns)


def _person(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["users.id"], name=op.f(f"fk_{table}_{column}_users"))


def downgrade() -> None:
    for table in ("precedent_claims", "precedents"):
        op.drop_table(table)
