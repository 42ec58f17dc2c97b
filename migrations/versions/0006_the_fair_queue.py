"""The fair queue: lanes, entries, grants, services; what already waits joins its line.

The clock of a case counts microseconds from now on: a pause costs nobody the rest of a second.
"""

from collections import Counter
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from forum.core.db import UTCDateTime
from forum.ledger.canonical import canonical, moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# slug, German name, English name of the desk
LANES = (
    ("mobile", "Mobilfunk", "Mobile network"),
    ("fixed", "Internet und Festnetz", "Internet and telephone"),
    ("contracts", "Rechnung und Vertrag", "Billing and contracts"),
)

FLAGS = ("total_outage", "emergency_call_impossible", "health_dependent")
FACTS = ("category", "kind", *FLAGS, "affected_count", "reopened_count", "contract_class")
WAITING = """
    SELECT cases.number, lane, slug AS category, kind, is_total_outage AS total_outage,
           is_emergency_call_impossible AS emergency_call_impossible,
           is_health_dependent AS health_dependent, affected_count, reopened_count,
           contract_class, waiting_since
    FROM cases JOIN categories ON categories.id = category_id
    WHERE visibility = 'public' AND waiting_since IS NOT NULL ORDER BY waiting_since, number
"""
ENTRY = {
    "number": sa.Integer(),
    "lane": sa.String(),
    "facts": sa.JSON(),
    "joined_at": UTCDateTime(),
    "waiting_since": UTCDateTime(),
    "effective_at": UTCDateTime(),
    "head_start": sa.Integer(),
    "reasons": sa.String(),
    "is_out_of_turn": sa.Boolean(),
    "overtakes": sa.Integer(),
}
LEDGER = {
    "kind": sa.String(),
    "at": UTCDateTime(),
    "subject": sa.Integer(),
    "actor_role": sa.String(),
    "actor": sa.String(),
    "canonical": sa.String(),
}


def upgrade() -> None:
    _make_tables()
    _count_microseconds()
    op.create_index("ix_ledger_entries_kind", "ledger_entries", ["kind", "id"])
    lanes = sa.table("queue_lanes", *map(sa.column, ("slug", "name_de", "name_en", "position")))
    names = ("slug", "name_de", "name_en")
    rows = [{**dict(zip(names, row, strict=True)), "position": n} for n, row in enumerate(LANES)]
    op.bulk_insert(lanes, rows)
    _let_what_waits_join()


def _let_what_waits_join() -> None:
    """Every public case that waits stands in its line from now on, without a head start yet.

    Rules are looked at when one of its facts changes, or when a rulebook is published.
    """
    at = datetime.now(UTC)
    halves: Counter = Counter()
    for case in op.get_bind().execute(sa.text(WAITING)).mappings().all():
        since = _aware(case["waiting_since"])
        facts = {name: case[name] for name in FACTS} | {"promise_broken": False}
        facts |= {name: bool(facts[name]) for name in FLAGS}
        place = {"number": case["number"], "lane": case["lane"], "facts": facts}
        times = {"joined_at": at, "waiting_since": since, "effective_at": since}
        rest = {"head_start": 0, "reasons": "", "is_out_of_turn": False, "overtakes": 0}
        op.bulk_insert(_table("queue_entries", ENTRY), [{**place, **times, **rest}])
        op.bulk_insert(_table("ledger_entries", LEDGER), [_told(case, facts, since, at)])
        halves[case["lane"], int(since.timestamp() // 1800)] += 1
    buckets = [{"lane": k[0], "half_hour": k[1], "waiting": n} for k, n in halves.items()]
    columns = {"lane": sa.String(), "half_hour": sa.Integer(), "waiting": sa.Integer()}
    if buckets:
        op.bulk_insert(_table("queue_buckets", columns), buckets)


def _told(case, facts: dict, since: datetime, at: datetime) -> dict:
    """The entry of the public record that goes with it, as forum/ledger writes it."""
    fields = {f"fact_{name}": value for name, value in facts.items()}
    fields |= {"queue": "joined", "lane": case["lane"], "waiting_since": moment(since)}
    who = {"role": "clock", "pseudonym": ""}
    whole = {"kind": "queue.joined", "at": moment(at), "case": case["number"]}
    text = canonical({**whole, "actor": who, "fields": {**fields, "head_start": 0}})
    head = {"kind": "queue.joined", "at": at, "subject": case["number"]}
    return {**head, "actor_role": "clock", "actor": "", "canonical": text}


def _table(name: str, columns: dict) -> sa.TableClause:
    return sa.table(name, *(sa.column(column, kind) for column, kind in columns.items()))


def _aware(at: datetime | str) -> datetime:
    """SQLite hands out a text here."""
    read = datetime.fromisoformat(at) if isinstance(at, str) else at
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def downgrade() -> None:
    op.drop_index("ix_ledger_entries_kind", "ledger_entries")
    op.drop_index("ix_cases_unbroken", "cases")
    with op.batch_alter_table("cases") as table:
        table.add_column(sa.Column("waited_seconds", sa.Integer(), nullable=True))
    cases = sa.table("cases", sa.column("waited_seconds"), sa.column("waited_microseconds"))
    op.execute(cases.update().values(waited_seconds=cases.c.waited_microseconds / 1_000_000))
    with op.batch_alter_table("cases") as table:
        table.alter_column("waited_seconds", existing_type=sa.Integer(), nullable=False)
        table.drop_column("waited_microseconds")
        table.drop_column("is_promise_broken")
    op.drop_table("served_lanes")
    for name in ("services", "grants", "buckets", "entries", "lanes"):
        op.drop_table(f"queue_{name}")


def _count_microseconds() -> None:
    with op.batch_alter_table("cases") as table:
        table.add_column(sa.Column("waited_microseconds", sa.BigInteger(), nullable=True))
        table.add_column(sa.Column("is_promise_broken", sa.Boolean(), nullable=True))
    columns = ("waited_seconds", "waited_microseconds", "is_promise_broken")
    cases = sa.table("cases", *(sa.column(name) for name in columns))
    waited = sa.cast(cases.c.waited_seconds, sa.BigInteger) * 1_000_000
    values = {"waited_microseconds": waited, "is_promise_broken": sa.false()}
    op.execute(cases.update().values(**values))
    with op.batch_alter_table("cases") as table:
        table.alter_column("waited_microseconds", existing_type=sa.BigInteger(), nullable=False)
        table.alter_column("is_promise_broken", existing_type=sa.Boolean(), nullable=False)
        table.drop_column("waited_seconds")
    op.create_index(
        "ix_cases_unbroken", "cases", ["category_id", "is_promise_broken", "waiting_since"]
    )


def _make_tables() -> None:
    op.create_table(
        "queue_lanes",
        sa.Column("slug", sa.String(40), nullable=False),
        sa.Column("name_de", sa.String(80), nullable=False),
        sa.Column("name_en", sa.String(80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("slug", name="pk_queue_lanes"),
    )
    op.create_table(
        "queue_buckets",
        sa.Column("lane", sa.String(40), nullable=False),
        sa.Column("half_hour", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("lane", "half_hour", name="pk_queue_buckets"),
    )
    op.create_table(
        "served_lanes",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("lane", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_served_lanes_user_id"),
        sa.PrimaryKeyConstraint("user_id", "lane", name="pk_served_lanes"),
    )
    _make_entries()
    _make_grants()
    _make_services()


def _make_entries() -> None:
    op.create_table(
        "queue_entries",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lane", sa.String(40), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("joined_at", UTCDateTime(), nullable=True),
        sa.Column("waiting_since", UTCDateTime(), nullable=True),
        sa.Column("effective_at", UTCDateTime(), nullable=True),
        sa.Column("head_start", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.String(200), nullable=False),
        sa.Column("claimed_by_id", sa.Integer(), nullable=True),
        sa.Column("claimed_at", UTCDateTime(), nullable=True),
        sa.Column("claimed_until", UTCDateTime(), nullable=True),
        sa.Column("is_out_of_turn", sa.Boolean(), nullable=False),
        sa.Column("overtakes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claimed_by_id"], ["users.id"], name="fk_queue_entries_claimed_by_id"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_queue_entries"),
    )
    columns = ["lane", "effective_at", "number"]
    op.create_index("ix_queue_entries_order", "queue_entries", columns)
    ahead = sa.text("head_start > 0")
    columns = ["lane", "waiting_since", "effective_at", "head_start", "reasons", "claimed_by_id"]
    op.create_index(
        "ix_queue_entries_ahead",
        "queue_entries",
        [*columns, "number"],
        sqlite_where=ahead,
        postgresql_where=ahead,
    )
    claimed = sa.text("claimed_until IS NOT NULL")
    op.create_index(
        "ix_queue_entries_claims",
        "queue_entries",
        ["lane", "claimed_until"],
        sqlite_where=claimed,
        postgresql_where=claimed,
    )


def _make_grants() -> None:
    op.create_table(
        "queue_grants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(8), nullable=True),
        sa.Column("rulebook", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("granted_at", UTCDateTime(), nullable=False),
        sa.Column("granted_by_id", sa.Integer(), nullable=True),
        sa.Column("revoked_at", UTCDateTime(), nullable=True),
        sa.Column("overtakes", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["granted_by_id"], ["users.id"], name="fk_queue_grants_granted_by_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_queue_grants"),
    )
    op.create_index("ix_queue_grants_number", "queue_grants", ["number", "id"])


def _make_services() -> None:
    op.create_table(
        "queue_services",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("lane", sa.String(40), nullable=False),
        sa.Column("joined_at", UTCDateTime(), nullable=False),
        sa.Column("waiting_since", UTCDateTime(), nullable=False),
        sa.Column("effective_at", UTCDateTime(), nullable=False),
        sa.Column("head_start", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.String(200), nullable=False),
        sa.Column("taken_at", UTCDateTime(), nullable=False),
        sa.Column("served_at", UTCDateTime(), nullable=False),
        sa.Column("is_out_of_turn", sa.Boolean(), nullable=False),
        sa.Column("overtakes", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_queue_services"),
    )
    op.create_index("ix_queue_services_taken", "queue_services", ["lane", "taken_at"])
    columns = ["lane", "waiting_since", "taken_at", "number"]
    op.create_index("ix_queue_services_arrival", "queue_services", columns)
    op.create_index("ix_queue_services_number", "queue_services", ["number", "id"])
    op.create_index(
        "ix_queue_services_out_of_turn",
        "queue_services",
        ["lane", "taken_at"],
        sqlite_where=sa.text("is_out_of_turn = 1"),
        postgresql_where=sa.text("is_out_of_turn"),
    )
