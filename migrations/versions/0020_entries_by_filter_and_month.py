"""The record is found by every combination of filters, and read month by month.

An index over each combination of kind and role; marks for what stands in the canonical form or is
spread over all kinds (rule, pseudonym); and the runs of numbers that belong to a month.
"""

import json
from itertools import product

import sqlalchemy as sa
from alembic import op

from forum.core.db import UTCDateTime

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_ledger_entries_kind_at": ["kind", "at", "id"],
    "ix_ledger_entries_role_at": ["actor_role", "at", "id"],
    "ix_ledger_entries_kind_role_at": ["kind", "actor_role", "at", "id"],
}
ENTRIES = sa.table(
    "ledger_entries",
    sa.column("id", sa.Integer),
    sa.column("kind", sa.String),
    sa.column("at", UTCDateTime()),
    sa.column("actor_role", sa.String),
    sa.column("actor", sa.String),
    sa.column("canonical", sa.String),
)
MARKS = sa.table(
    "ledger_marks",
    sa.column("mark", sa.String),
    sa.column("at", UTCDateTime()),
    sa.column("entry_id", sa.Integer),
)
STEP = 1_000  # entries


def upgrade() -> None:
    for name, columns in INDEXES.items():
        op.create_index(name, "ledger_entries", columns)
    op.create_table(
        "ledger_marks",
        sa.Column("mark", sa.String(160), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("entry_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("mark", "at", "entry_id"),
    )
    op.create_table(
        "ledger_runs",
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("first", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "first"),
    )
    op.create_index("ix_ledger_runs_last", "ledger_runs", ["last"])
    _mark_what_is_there(op.get_bind())


def downgrade() -> None:
    op.drop_table("ledger_runs")
    op.drop_table("ledger_marks")
    for name in INDEXES:
        op.drop_index(name, table_name="ledger_entries")


def _mark_what_is_there(bind) -> None:
    last = 0
    while True:
        after = sa.select(ENTRIES).where(ENTRIES.c.id > last).order_by(ENTRIES.c.id).limit(STEP)
        found = bind.execute(after).all()
        if not found:
            return
        last = found[-1].id
        rows = [
            {"mark": mark, "at": one.at, "entry_id": one.id}
            for one in found
            for mark in _marks_of(one)
        ]
        if rows:
            bind.execute(sa.insert(MARKS), rows)


def _marks_of(entry) -> list[str]:
    """As forum/ledger/marks.py made them when this revision was written."""
    rule = json.loads(entry.canonical)["fields"].get("rule") or ""
    if not (rule or entry.actor):
        return []
    parts = [sorted({"", one}) for one in (rule, entry.actor, entry.kind, entry.actor_role)]
    return ["/".join(one) for one in product(*parts) if one[0] or one[1]]
