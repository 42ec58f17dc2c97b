"""The database itself refuses to change or remove an entry of the public record.

On SQLite a later revision that rebuilds `ledger_entries` has to make these triggers again.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

REFUSAL = "the public record is never rewritten; correct it by a further entry"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER ledger_entries_refuse_{change.lower()} "
                f"BEFORE {change} ON ledger_entries "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        # INSERT OR REPLACE removes a row without firing the trigger of DELETE.
        op.execute(
            "CREATE TRIGGER ledger_entries_refuse_insert BEFORE INSERT ON ledger_entries "
            "WHEN EXISTS (SELECT 1 FROM ledger_entries WHERE id = NEW.id) "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION ledger_entries_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    for name, change in (("change", "UPDATE OR DELETE"), ("truncate", "TRUNCATE")):
        op.execute(
            f"CREATE TRIGGER ledger_entries_refuse_{name} BEFORE {change} ON ledger_entries "
            "FOR EACH STATEMENT EXECUTE FUNCTION ledger_entries_refuse()"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for change in ("update", "delete", "insert"):
            op.execute(f"DROP TRIGGER ledger_entries_refuse_{change}")
        return
    for name in ("change", "truncate"):
        op.execute(f"DROP TRIGGER ledger_entries_refuse_{name} ON ledger_entries")
    op.execute("DROP FUNCTION ledger_entries_refuse()")
