"""The record is numbered, its tree kept in tiles, and its checkpoints signed.

Every entry so far waits for its number. Numbers and checkpoints are never changed or removed, and
a tile only ever grows: the database itself refuses anything else.
"""

import sqlalchemy as sa
from alembic import op

from forum.core.db import UTCDateTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

REFUSAL = "the public record is never rewritten; correct it by a further entry"
FIXED = {"ledger_seals": "seq", "ledger_checkpoints": "size"}


def upgrade() -> None:
    _make_tables()
    op.create_index("ix_ledger_entries_at_id", "ledger_entries", ["at", "id"])
    op.execute("INSERT INTO ledger_unsealed (entry_id) SELECT id FROM ledger_entries")
    if op.get_bind().dialect.name == "sqlite":
        _guard_on_sqlite()
    else:
        _guard_on_postgresql()


def downgrade() -> None:
    tables = ("ledger_keys", "ledger_checkpoints", "ledger_tiles", "ledger_seals")
    for table in (*tables, "ledger_unsealed"):
        op.drop_table(table)  # its triggers go with it
    op.drop_index("ix_ledger_entries_at_id", table_name="ledger_entries")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION ledger_tiles_only_grow()")


def _make_tables() -> None:
    op.create_table(
        "ledger_unsealed",
        sa.Column("entry_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("since", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("entry_id"),
    )
    op.create_table(
        "ledger_seals",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("entry_id"),
    )
    op.create_table(
        "ledger_tiles",
        sa.Column("level", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hashes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("level", "number"),
    )
    op.create_table(
        "ledger_checkpoints",
        sa.Column("size", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("root", sa.String(64), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("size"),
    )
    op.create_table(
        "ledger_keys",
        sa.Column("vkey", sa.String(400), nullable=False),
        sa.Column("from_size", sa.Integer(), nullable=False),
        sa.Column("until_size", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("vkey"),
    )


def _guard_on_sqlite() -> None:
    for table, key in FIXED.items():
        for change in ("UPDATE", "DELETE"):
            _refuse(f"{table}_refuse_{change.lower()}", f"{change} ON {table}", "TRUE")
        # INSERT OR REPLACE removes a row without firing the trigger of DELETE.
        there = f"EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"
        _refuse(f"{table}_refuse_insert", f"INSERT ON {table}", there)
    shrinks = (
        "substr(NEW.hashes, 1, length(OLD.hashes)) IS NOT OLD.hashes "
        "OR NEW.level <> OLD.level OR NEW.number <> OLD.number"
    )
    _refuse("ledger_tiles_only_grow", "UPDATE ON ledger_tiles", shrinks)
    _refuse("ledger_tiles_refuse_delete", "DELETE ON ledger_tiles", "TRUE")


def _refuse(name: str, change: str, when: str) -> None:
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {change} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )


def _guard_on_postgresql() -> None:
    """`ledger_entries_refuse` is there since revision 0002."""
    for table in (*FIXED, "ledger_tiles"):
        for name, change in (("change", "UPDATE OR DELETE"), ("truncate", "TRUNCATE")):
            if table == "ledger_tiles" and name == "change":
                change = "DELETE"
            op.execute(
                f"CREATE TRIGGER {table}_refuse_{name} BEFORE {change} ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION ledger_entries_refuse()"
            )
    op.execute(
        "CREATE FUNCTION ledger_tiles_only_grow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF substr(NEW.hashes, 1, length(OLD.hashes)) <> OLD.hashes "
        "OR NEW.level <> OLD.level OR NEW.number <> OLD.number "
        f"THEN RAISE EXCEPTION '{REFUSAL}'; END IF; RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER ledger_tiles_only_grow BEFORE UPDATE ON ledger_tiles "
        "FOR EACH ROW EXECUTE FUNCTION ledger_tiles_only_grow()"
    )
