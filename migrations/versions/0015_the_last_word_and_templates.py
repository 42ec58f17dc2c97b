"""Whether a solution was one, how the author rates the case, and the templates of answers."""

import sqlalchemy as sa
from alembic import op

from forum.core.db import UTCDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cases", sa.Column("rating_score", sa.Integer(), nullable=True))
    op.add_column("cases", sa.Column("rated_at", UTCDateTime(), nullable=True))
    op.create_index("ix_cases_rated", "cases", ["category_id", "visibility", "rating_score"])
    _create_asks()
    _create_ratings()
    _create_templates()


def _create_asks() -> None:
    op.create_table(
        "asks",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("key_hash", sa.String(64), nullable=False),
        sa.Column("case_number", sa.Integer(), sa.ForeignKey("cases.number"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.Column("answer", sa.String(12), nullable=True),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.UniqueConstraint("key_hash", name=op.f("uq_asks_key_hash")),
    )
    op.create_index("ix_asks_case", "asks", ["case_number", "id"])
    op.create_index("ix_asks_person_id", "asks", ["person_id"])


def _create_ratings() -> None:
    op.create_table(
        "ratings",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("case_number", sa.Integer(), sa.ForeignKey("cases.number"), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("solved_at", UTCDateTime(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("is_taken_out", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "score BETWEEN 1 AND 5", name=op.f("ck_ratings_is_between_one_and_five")
        ),
    )
    op.create_index("ix_ratings_case", "ratings", ["case_number", "id"])


def _create_templates() -> None:
    def template() -> tuple:
        return "template_id", sa.Integer(), sa.ForeignKey("answer_templates.id")

    by = sa.ForeignKey("users.id", ondelete="SET NULL")
    op.create_table(
        "answer_templates",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("title", sa.String(150), nullable=False),
        sa.Column("title_key", sa.String(300), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("category", sa.String(40), nullable=True),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UTCDateTime(), nullable=False),
        sa.Column("retired_at", UTCDateTime(), nullable=True),
    )
    op.create_index("ix_answer_templates_title", "answer_templates", ["title_key", "id"])
    op.create_table(
        "template_versions",
        sa.Column(*template(), primary_key=True),
        sa.Column("version", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("title", sa.String(150), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), by, nullable=True),
    )
    op.create_table(
        "template_uses",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(*template(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("used_at", UTCDateTime(), nullable=False),
        sa.Column("confirmed_at", UTCDateTime(), nullable=True),
        sa.UniqueConstraint(
            "case_number", "position", name=op.f("uq_template_uses_case_number_position")
        ),
    )
    columns = ["template_id", "version", "case_number"]
    op.create_index("ix_template_uses_version", "template_uses", columns)


def downgrade() -> None:
    op.drop_table("template_uses")
    op.drop_table("template_versions")
    op.drop_table("answer_templates")
    op.drop_table("ratings")
    op.drop_table("asks")
    op.drop_index("ix_cases_rated", "cases")
    op.drop_column("cases", "rated_at")
    op.drop_column("cases", "rating_score")
