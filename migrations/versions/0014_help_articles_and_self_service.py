"""Help articles with their versions and cases, whom they helped, and self-service with its clicks.

A document of the search gets a second shelf: articles stand there with numbers below zero.
"""

import sqlalchemy as sa
from alembic import op

from forum.core.db import UTCDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TABLES = (
    "self_service_clicks",
    "self_services",
    "article_helped",
    "article_cases",
    "article_versions",
    "articles",
)


def upgrade() -> None:
    _articles()
    _around_articles()
    _self_services()


def downgrade() -> None:
    op.execute("DELETE FROM search_documents WHERE key < 0")
    for table in TABLES:
        op.drop_table(table)


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(150), nullable=False),
        sa.Column("category", sa.String(40), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("renderer", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("made_from", sa.Integer(), nullable=True),
        sa.Column("published_at", UTCDateTime(), nullable=False),
        sa.Column("changed_at", UTCDateTime(), nullable=False),
        sa.Column("helped_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_articles")),
    )
    op.create_index("ix_articles_public", "articles", ["is_public", "category", "number"])


def _around_articles() -> None:
    op.create_table(
        "article_versions",
        sa.Column("article_number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(150), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("written_at", UTCDateTime(), nullable=False),
        sa.Column("by", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_number"],
            ["articles.number"],
            name=op.f("fk_article_versions_article_number_articles"),
        ),
        sa.PrimaryKeyConstraint("article_number", "version", name=op.f("pk_article_versions")),
    )
    op.create_table(
        "article_cases",
        sa.Column("article_number", sa.Integer(), nullable=False),
        sa.Column("case_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("linked_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_number"],
            ["articles.number"],
            name=op.f("fk_article_cases_article_number_articles"),
        ),
        sa.PrimaryKeyConstraint("article_number", "case_number", name=op.f("pk_article_cases")),
    )
    op.create_index("ix_article_cases_case", "article_cases", ["case_number", "article_number"])
    op.create_table(
        "article_helped",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_number", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("browser", sa.String(64), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_number"],
            ["articles.number"],
            name=op.f("fk_article_helped_article_number_articles"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_article_helped_user_id_users"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_helped")),
        sa.UniqueConstraint(
            "article_number", "user_id", name=op.f("uq_article_helped_article_number_user_id")
        ),
        sa.UniqueConstraint(
            "article_number", "browser", name=op.f("uq_article_helped_article_number_browser")
        ),
    )


def _self_services() -> None:
    op.create_table(
        "self_services",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(40), nullable=False),
        sa.Column("title_de", sa.String(80), nullable=False),
        sa.Column("title_en", sa.String(80), nullable=False),
        sa.Column("words_de", sa.String(500), nullable=False),
        sa.Column("words_en", sa.String(500), nullable=False),
        sa.Column("url", sa.String(500), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_offered", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_self_services")),
    )
    op.create_index("ix_self_services_order", "self_services", ["position", "id"])
    op.create_table(
        "self_service_clicks",
        sa.Column("self_service_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("clicks", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["self_service_id"],
            ["self_services.id"],
            name=op.f("fk_self_service_clicks_self_service_id_self_services"),
        ),
        sa.PrimaryKeyConstraint("self_service_id", "day", name=op.f("pk_self_service_clicks")),
    )
