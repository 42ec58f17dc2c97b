"""The first tables"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from forum.core.db import UTCDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "categories",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("lane", sa.String(length=40), nullable=False),
        sa.Column("name_de", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("first_answer_minutes", sa.Integer(), nullable=True),
        sa.Column("solution_minutes", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_categories")),
        sa.UniqueConstraint("slug", name=op.f("uq_categories_slug")),
    )
    op.create_table(
        "kept_drafts",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_kept_drafts")),
    )
    op.create_index("ix_kept_drafts_created_at", "kept_drafts", ["created_at"], unique=False)

    op.create_table(
        "ledger_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("subject", sa.Integer(), nullable=True),
        sa.Column("actor_role", sa.String(length=20), nullable=False),
        sa.Column("actor", sa.String(length=20), nullable=False),
        sa.Column("canonical", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_entries")),
    )
    op.create_index("ix_ledger_entries_subject", "ledger_entries", ["subject", "id"], unique=False)

    op.create_table(
        "ledger_texts",
        sa.Column("entry_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", "name", name=op.f("pk_ledger_texts")),
    )
    op.create_table(
        "mailed_links",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.Column("sign_up", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_mailed_links")),
    )
    op.create_index(
        "ix_mailed_links_email_purpose", "mailed_links", ["email", "purpose"], unique=False
    )
    op.create_index("ix_mailed_links_expires_at", "mailed_links", ["expires_at"], unique=False)

    op.create_table(
        "once_results",
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "key", name=op.f("pk_once_results")),
    )
    op.create_index("ix_once_results_created_at", "once_results", ["created_at"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index("ix_outbox_due", "outbox", ["due_at", "id"], unique=False)

    op.create_table(
        "search_documents",
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("solution", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.Column("has_solution", sa.Boolean(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("vector", postgresql.TSVECTOR().with_variant(sa.Text(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_search_documents")),
    )
    op.create_index(
        "ix_search_documents_vector",
        "search_documents",
        ["vector"],
        unique=False,
        postgresql_using="gin",
    )

    op.create_table(
        "search_words",
        sa.Column("word", sa.String(), nullable=False),
        sa.Column(
            "near", postgresql.ARRAY(sa.Text()).with_variant(sa.JSON(), "sqlite"), nullable=False
        ),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_search_words")),
    )
    op.create_index(
        "ix_search_words_near", "search_words", ["near"], unique=False, postgresql_using="gin"
    )

    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("name_key", sa.String(length=80), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("pseudonym", sa.String(length=20), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("confirmed_at", UTCDateTime(), nullable=True),
        sa.Column("is_vouched_for", sa.Boolean(), nullable=False),
        sa.Column("approved_posts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("email", name=op.f("uq_users_email")),
        sa.UniqueConstraint("name_key", name=op.f("uq_users_name_key")),
        sa.UniqueConstraint("pseudonym", name=op.f("uq_users_pseudonym")),
    )
    op.create_table(
        "access_tokens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_access_tokens_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_tokens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_access_tokens_token_hash")),
    )
    op.create_index("ix_access_tokens_user_id", "access_tokens", ["user_id"], unique=False)

    op.create_table(
        "cases",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=150), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("visibility", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("is_total_outage", sa.Boolean(), nullable=False),
        sa.Column("is_emergency_call_impossible", sa.Boolean(), nullable=False),
        sa.Column("is_health_dependent", sa.Boolean(), nullable=False),
        sa.Column("contract_class", sa.String(length=10), nullable=False),
        sa.Column("affected_count", sa.Integer(), nullable=False),
        sa.Column("reopened_count", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("turn", sa.String(length=10), nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.Column("last_post_at", UTCDateTime(), nullable=False),
        sa.Column("first_answer_at", UTCDateTime(), nullable=True),
        sa.Column("waiting_since", UTCDateTime(), nullable=True),
        sa.Column("waited_seconds", sa.Integer(), nullable=False),
        sa.Column("next_word_by", UTCDateTime(), nullable=True),
        sa.Column("solved_by", sa.String(length=10), nullable=True),
        sa.Column("solved_at", UTCDateTime(), nullable=True),
        sa.Column("confirmed_by", sa.String(length=10), nullable=True),
        sa.Column("declined_reason", sa.String(), nullable=True),
        sa.Column("post_count", sa.Integer(), nullable=False),
        sa.Column("pending_count", sa.Integer(), nullable=False),
        sa.Column("last_position", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=True),
        sa.Column("source_key", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_cases_author_id")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["categories.id"], name=op.f("fk_cases_category_id")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_cases")),
        sa.UniqueConstraint("source", "source_key", name=op.f("uq_cases_source_source_key")),
    )
    op.create_index("ix_cases_by_author", "cases", ["author_id", "number"], unique=False)
    op.create_index(
        "ix_cases_by_category",
        "cases",
        ["visibility", "category_id", "opened_at", "number"],
        unique=False,
    )
    op.create_index(
        "ix_cases_by_status", "cases", ["visibility", "status", "opened_at", "number"], unique=False
    )
    op.create_index(
        "ix_cases_by_turn", "cases", ["visibility", "turn", "opened_at", "number"], unique=False
    )
    op.create_index("ix_cases_newest", "cases", ["visibility", "opened_at", "number"], unique=False)
    op.create_index("ix_cases_silence", "cases", ["status", "solved_at"], unique=False)
    op.create_index(
        "ix_cases_waiting", "cases", ["visibility", "waiting_since", "number"], unique=False
    )

    op.create_table(
        "notifications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("read_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_notifications_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notifications")),
    )
    op.create_index("ix_notifications_user", "notifications", ["user_id", "id"], unique=False)

    op.create_table(
        "sign_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.Column("browser", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_sign_ins_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ins")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_ins_token_hash")),
    )
    op.create_index("ix_sign_ins_user_id", "sign_ins", ["user_id"], unique=False)

    op.create_table(
        "team_numbers",
        sa.Column("prefix", sa.String(length=1), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_team_numbers_user_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("prefix", "number", name=op.f("pk_team_numbers")),
    )
    op.create_index("ix_team_numbers_user_id", "team_numbers", ["user_id"], unique=False)

    op.create_table(
        "affected",
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_number"], ["cases.number"], name=op.f("fk_affected_case_number")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_affected_user_id")),
        sa.PrimaryKeyConstraint("case_number", "user_id", name=op.f("pk_affected")),
    )
    op.create_table(
        "helped",
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_number"], ["cases.number"], name=op.f("fk_helped_case_number")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_helped_user_id")),
        sa.PrimaryKeyConstraint("case_number", "user_id", name=op.f("pk_helped")),
    )
    op.create_table(
        "posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("author_role", sa.String(length=20), nullable=False),
        sa.Column("reply_to", sa.Integer(), nullable=True),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("renderer", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("edited_at", UTCDateTime(), nullable=True),
        sa.Column("is_solution", sa.Boolean(), nullable=False),
        sa.Column("visibility", sa.String(length=10), nullable=False),
        sa.Column("held_because", sa.String(length=20), nullable=True),
        sa.Column("hidden_because", sa.String(), nullable=True),
        sa.CheckConstraint("reply_to < position", name=op.f("ck_posts_answers_an_earlier_post")),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_posts_author_id")),
        sa.ForeignKeyConstraint(
            ["case_number"], ["cases.number"], name=op.f("fk_posts_case_number")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posts")),
        sa.UniqueConstraint("case_number", "position", name=op.f("uq_posts_case_number_position")),
    )
    op.create_index("ix_posts_by_author", "posts", ["author_id", "id"], unique=False)
    op.create_index("ix_posts_held", "posts", ["visibility", "created_at", "id"], unique=False)

    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("reporter_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("decided_at", UTCDateTime(), nullable=True),
        sa.Column("decision", sa.String(length=10), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["users.id"], name=op.f("fk_reports_decided_by_id")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_reports_post_id")),
        sa.ForeignKeyConstraint(["reporter_id"], ["users.id"], name=op.f("fk_reports_reporter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("post_id", "reporter_id", name=op.f("uq_reports_post_id_reporter_id")),
    )
    op.create_index("ix_reports_open", "reports", ["decided_at", "created_at", "id"], unique=False)

    op.create_table(
        "revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("replaced_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_revisions_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revisions")),
    )
    op.create_index("ix_revisions_post", "revisions", ["post_id", "id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_revisions_post", "revisions")

    op.drop_table("revisions")
    op.drop_index("ix_reports_open", "reports")

    op.drop_table("reports")
    op.drop_index("ix_posts_held", "posts")
    op.drop_index("ix_posts_by_author", "posts")

    op.drop_table("posts")
    op.drop_table("helped")
    op.drop_table("affected")
    op.drop_index("ix_team_numbers_user_id", "team_numbers")

    op.drop_table("team_numbers")
    op.drop_index("ix_sign_ins_user_id", "sign_ins")

    op.drop_table("sign_ins")
    op.drop_index("ix_notifications_user", "notifications")

    op.drop_table("notifications")
    op.drop_index("ix_cases_waiting", "cases")
    op.drop_index("ix_cases_silence", "cases")
    op.drop_index("ix_cases_newest", "cases")
    op.drop_index("ix_cases_by_turn", "cases")
    op.drop_index("ix_cases_by_status", "cases")
    op.drop_index("ix_cases_by_category", "cases")
    op.drop_index("ix_cases_by_author", "cases")

    op.drop_table("cases")
    op.drop_index("ix_access_tokens_user_id", "access_tokens")

    op.drop_table("access_tokens")
    op.drop_table("users")
    op.drop_index("ix_search_words_near", "search_words", postgresql_using="gin")

    op.drop_table("search_words")
    op.drop_index("ix_search_documents_vector", "search_documents", postgresql_using="gin")

    op.drop_table("search_documents")
    op.drop_index("ix_outbox_due", "outbox")

    op.drop_table("outbox")
    op.drop_index("ix_once_results_created_at", "once_results")

    op.drop_table("once_results")
    op.drop_index("ix_mailed_links_expires_at", "mailed_links")
    op.drop_index("ix_mailed_links_email_purpose", "mailed_links")

    op.drop_table("mailed_links")
    op.drop_table("ledger_texts")
    op.drop_index("ix_ledger_entries_subject", "ledger_entries")

    op.drop_table("ledger_entries")
    op.drop_index("ix_kept_drafts_created_at", "kept_drafts")

    op.drop_table("kept_drafts")
    op.drop_table("categories")
