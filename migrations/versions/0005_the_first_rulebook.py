"""Rulebooks, which the database itself keeps as they were published; and the first one.

On SQLite a later revision that rebuilds `rulebooks` has to make these triggers again.
"""

from datetime import UTC, datetime

import rfc8785
import sqlalchemy as sa
from alembic import op

from forum.core.db import UTCDateTime
from forum.rulebook.content import fingerprint

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

REFUSAL = "a published rulebook is never changed; publish another one"
HOUR = 60

# code, hours, fact, operator, value, in force; then title and reason, German and English
RULES = (
    (
        ("R1", 48, "emergency_call_impossible", "is", True, True),
        ("Notruf unmöglich", "Emergency calls impossible"),
        (
            "Wer 110 und 112 nicht erreicht, ist in Gefahr; das kann nicht warten.",
            "Whoever cannot reach 110 and 112 is in danger; that cannot wait.",
        ),
    ),
    (
        ("R2", 24, "total_outage", "is", True, True),
        ("Vollständiger Ausfall", "Total outage"),
        (
            "Nach § 58 TKG ist ein vollständiger Ausfall binnen eines Tages zu beheben; "
            "ab dem dritten Tag steht eine Entschädigung zu.",
            "By § 58 of the German Telecommunications Act a total outage has to be repaired "
            "within one day; from the third day on compensation is due.",
        ),
    ),
    (
        ("R3", 24, "health_dependent", "is", True, True),
        ("Gesundheit oder Hilfsmittel", "Health or assistive device"),
        (
            "Hausnotruf, Hörhilfen und medizinische Geräte brauchen den Anschluss.",
            "Emergency alarms at home, hearing aids and medical devices need the connection.",
        ),
    ),
    (
        ("R4", 8, "affected_count", "at_least", 10, True),
        ("Viele Betroffene", "Many affected"),
        (
            "Eine Antwort hilft hier mindestens zehn weiteren Menschen.",
            "One answer helps at least ten other people here.",
        ),
    ),
    (
        ("R5", 6, "promise_broken", "is", True, True),
        ("Zusage gebrochen", "Promise broken"),
        (
            "Wir hatten bis zu einem Zeitpunkt etwas zugesagt und es nicht gehalten.",
            "We had promised something by a certain time and did not keep it.",
        ),
    ),
    (
        ("R6", 4, "reopened_count", "at_least", 1, True),
        ("Wieder geöffnet", "Reopened"),
        (
            "Unsere erste Lösung hat nicht geholfen.",
            "Our first solution did not help.",
        ),
    ),
    (
        ("R7", 2, "contract_class", "is", "business", False),
        ("Geschäftskunden", "Business customers"),
        (
            "Nicht in Kraft. Wer Geschäftskunden früher bedient, muss es hier öffentlich sagen.",
            "Not in force. Whoever serves business customers first has to say so here in public.",
        ),
    ),
)
NOTE = (
    "Das erste Regelwerk kommt mit dem Forum; es wurde von niemandem vorgeschlagen. "
    "The first rulebook comes with the forum; nobody proposed it."
)


def upgrade() -> None:
    _make_table()
    at = datetime.now(UTC)
    text = rfc8785.dumps({"cap": 48 * HOUR, "rules": [_rule(*one) for one in RULES]}).decode()
    columns = {
        "version": sa.Integer(),
        "state": sa.String(),
        "content": sa.String(),
        "fingerprint": sa.String(),
        "note": sa.String(),
        "created_at": UTCDateTime(),
        "updated_at": UTCDateTime(),
        "valid_from": UTCDateTime(),
    }
    table = sa.table("rulebooks", *(sa.column(name, kind) for name, kind in columns.items()))
    first = {"version": 1, "state": "published", "content": text, "note": NOTE}
    times = {"created_at": at, "updated_at": at, "valid_from": at}
    op.bulk_insert(table, [first | times | {"fingerprint": fingerprint(text)}])
    _refuse_changes()


def downgrade() -> None:
    op.drop_table("rulebooks")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION rulebooks_refuse()")


def _rule(head: tuple, titles: tuple[str, str], reasons: tuple[str, str]) -> dict:
    code, hours, fact, operator, value, is_in_force = head
    names = ("title_de", "title_en", "reason_de", "reason_en")
    texts = dict(zip(names, (*titles, *reasons), strict=True))
    return {
        "code": code,
        "minutes": hours * HOUR,
        "match": "all",
        "conditions": [{"fact": fact, "operator": operator, "value": value}],
        "is_in_force": is_in_force,
        **texts,
    }


def _make_table() -> None:
    op.create_table(
        "rulebooks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("proposer_id", sa.Integer(), nullable=True),
        sa.Column("approver_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("valid_from", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["proposer_id"], ["users.id"], name="fk_rulebooks_proposer_id"),
        sa.ForeignKeyConstraint(["approver_id"], ["users.id"], name="fk_rulebooks_approver_id"),
        sa.PrimaryKeyConstraint("id", name="pk_rulebooks"),
        sa.UniqueConstraint("version", name="uq_rulebooks_version"),
    )
    op.create_index("ix_rulebooks_state", "rulebooks", ["state", "updated_at"])


def _refuse_changes() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER rulebooks_refuse_{change.lower()} BEFORE {change} ON rulebooks "
                "WHEN OLD.version IS NOT NULL "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        op.execute(
            "CREATE TRIGGER rulebooks_refuse_insert BEFORE INSERT ON rulebooks WHEN EXISTS "
            "(SELECT 1 FROM rulebooks WHERE version IS NOT NULL AND "
            "(id = NEW.id OR version = NEW.version)) "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION rulebooks_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER rulebooks_refuse_change BEFORE UPDATE OR DELETE ON rulebooks "
        "FOR EACH ROW WHEN (OLD.version IS NOT NULL) EXECUTE FUNCTION rulebooks_refuse()"
    )
    op.execute(
        "CREATE TRIGGER rulebooks_refuse_truncate BEFORE TRUNCATE ON rulebooks "
        "FOR EACH STATEMENT EXECUTE FUNCTION rulebooks_refuse()"
    )
