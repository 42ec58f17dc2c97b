"""Promised times in versions, and a deadline for each promise that a case was given.

What categories promised until now was round the clock, and so are the deadlines of cases that are
here; where each of them stands is told by an entry of the record, from which it can be counted on.
"""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

from forum.core.db import UTCDateTime
from forum.ledger.canonical import canonical, moment

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ALWAYS = "always"
CALENDARS = ("first_answer_calendar", "solution_calendar")
OPEN = ("new", "waiting_for_company", "in_progress", "waiting_for_customer")
WARNED_WITH = 4
MICROSECOND = timedelta(microseconds=1)
_ONE_EACH = sa.UniqueConstraint("case_number", "matter", name="uq_deadlines_case_number_matter")

PROMISED = {
    "category": sa.String(40),
    "matter": sa.String(10),
    "minutes": sa.Integer(),
    "calendar": sa.String(400),
    "valid_from": UTCDateTime(),
    "changed_by": sa.String(20),
}
DEADLINE = {
    "case_number": sa.Integer(),
    "matter": sa.String(10),
    "minutes": sa.Integer(),
    "calendar": sa.String(400),
    "given_at": UTCDateTime(),
    "state": sa.String(10),
    "running_since": UTCDateTime(),
    "left_microseconds": sa.BigInteger(),
    "due_at": UTCDateTime(),
    "ended_at": UTCDateTime(),
    "warn_at": UTCDateTime(),
    "warned_at": UTCDateTime(),
}
NULLABLE = ("minutes", "running_since", "due_at", "ended_at", "warn_at", "warned_at")
LEDGER = {
    "kind": sa.String(40),
    "at": UTCDateTime(),
    "subject": sa.Integer(),
    "actor_role": sa.String(20),
    "actor": sa.String(20),
    "canonical": sa.String(),
}
CASES = """
SELECT c.number, c.status, c.opened_at, c.first_answer_at, c.waiting_since, c.waited_microseconds,
       c.solved_at, g.first_answer_minutes, g.solution_minutes,
       m.waiting_since AS merged_waiting_since
FROM cases c JOIN categories g ON g.id = c.category_id
LEFT JOIN merged_cases m ON m.number = c.number
WHERE c.channel <> 'import' ORDER BY c.number
"""
MOMENTS = ("opened_at", "first_answer_at", "waiting_since", "solved_at", "merged_waiting_since")


def upgrade() -> None:
    _make_tables()
    # Not in batches: SQLite would have to drop tables that others point to.
    for name in CALENDARS:
        column = sa.Column(name, sa.String(400), nullable=False, server_default=ALWAYS)
        op.add_column("categories", column)
    op.drop_index("ix_cases_unbroken", "cases")
    op.add_column("cases", sa.Column("promise_due_at", UTCDateTime(), nullable=True))
    op.create_index("ix_cases_due", "cases", ["visibility", "promise_due_at", "number"])
    at = datetime.now(UTC)
    _tell_what_is_promised(at)
    _give_deadlines(at)


def downgrade() -> None:
    op.drop_index("ix_cases_due", "cases")
    op.drop_column("cases", "promise_due_at")
    op.create_index(
        "ix_cases_unbroken", "cases", ["category_id", "is_promise_broken", "waiting_since"]
    )
    for name in CALENDARS:
        op.drop_column("categories", name)
    op.drop_table("deadlines")
    op.drop_table("promised_times")


def _make_tables() -> None:
    for name, columns in (("promised_times", PROMISED), ("deadlines", DEADLINE)):
        nullable = NULLABLE if name == "promised_times" else NULLABLE[1:]
        op.create_table(
            name,
            sa.Column("id", sa.Integer(), nullable=False),
            *(sa.Column(one, kind, nullable=one in nullable) for one, kind in columns.items()),
            *([_ONE_EACH] if name == "deadlines" else []),
            sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        )
    op.create_index("ix_promised_times_category", "promised_times", ["category", "matter", "id"])
    op.create_index("ix_deadlines_due", "deadlines", ["state", "due_at"])
    op.create_index("ix_deadlines_warn", "deadlines", ["warn_at"])


def _tell_what_is_promised(at: datetime) -> None:
    told = "SELECT slug, first_answer_minutes, solution_minutes FROM categories ORDER BY position"
    rows = [
        {"category": slug, "matter": matter, "minutes": minutes, "calendar": ALWAYS}
        | {"valid_from": at, "changed_by": ""}
        for slug, answer, solution in op.get_bind().execute(sa.text(told)).all()
        for matter, minutes in (("answer", answer), ("solution", solution))
    ]
    if rows:
        op.bulk_insert(_table("promised_times", PROMISED), rows)


def _give_deadlines(at: datetime) -> None:
    cases = _table("cases", {"number": sa.Integer(), "promise_due_at": UTCDateTime()})
    for row in op.get_bind().execute(sa.text(CASES)).mappings().all():
        case = {**row, **{name: _aware(row[name]) for name in MOMENTS}}
        given = [
            _deadline(case, matter, minutes, at)
            for matter, minutes in (
                ("answer", case["first_answer_minutes"]),
                ("solution", case["solution_minutes"]),
            )
            if minutes
        ]
        for one in given:
            op.bulk_insert(_table("deadlines", DEADLINE), [one])
            op.bulk_insert(_table("ledger_entries", LEDGER), [_told(case, one, at)])
        due = [one["due_at"] for one in given if one["state"] == "running"]
        if due:
            here = cases.c.number == case["number"]
            op.execute(cases.update().where(here).values(promise_due_at=min(due)))


def _deadline(case: dict, matter: str, minutes: int, at: datetime) -> dict:
    """Where a promise stands by the judgement that held until now."""
    whole = timedelta(minutes=minutes)
    course = (_answer if matter == "answer" else _solution)(case, whole, at)
    row = {"case_number": case["number"], "matter": matter, "minutes": minutes, "calendar": ALWAYS}
    row |= {"given_at": case["opened_at"], "running_since": None, "due_at": None}
    row |= {"ended_at": None, "warn_at": None, "warned_at": None, **course}
    left = max(row.pop("left", whole), timedelta())
    row["left_microseconds"] = left // MICROSECOND
    if row["state"] == "running":
        row["due_at"] = row["running_since"] + left
        row["warn_at"] = row["running_since"] + max(timedelta(), left - whole / WARNED_WITH)
    return row


def _answer(case: dict, whole: timedelta, _at: datetime) -> dict:
    if case["first_answer_at"]:
        return _ended(case["opened_at"], case["first_answer_at"], whole)
    if case["status"] in OPEN:
        return {"state": "running", "running_since": case["opened_at"]}
    is_aside = case["status"] == "duplicate"
    return {"state": "void", "running_since": case["opened_at"] if is_aside else None}


def _solution(case: dict, whole: timedelta, at: datetime) -> dict:
    waited = timedelta(microseconds=case["waited_microseconds"] or 0)
    left, status = whole - waited, case["status"]
    if status in ("solved", "closed"):
        ended_at = case["solved_at"] or at
        return {**_ended(ended_at - waited, ended_at, whole)}
    if status in ("new", "waiting_for_company"):
        return {"state": "running", "running_since": case["waiting_since"] or at, "left": whole}
    if status == "in_progress":
        return {"state": "running", "running_since": at, "left": left}
    if status == "duplicate":
        since = case["merged_waiting_since"]
        return {"state": "void", "running_since": since, "left": whole if since else left}
    return {"state": "paused" if status == "waiting_for_customer" else "void", "left": left}


def _ended(begin: datetime, end: datetime, whole: timedelta) -> dict:
    took = end - begin
    if took > whole:
        due = begin + whole
        return {"state": "broken", "due_at": due, "ended_at": end, "left": timedelta()}
    return {"state": "kept", "ended_at": end, "left": whole - took}


def _told(case: dict, row: dict, at: datetime) -> dict:
    """The entry of the public record, from which the clock can be counted on."""
    fields = {name: row[name] for name in ("matter", "minutes", "state", "left_microseconds")}
    fields |= {"calendar": [ALWAYS], "status": case["status"]}
    fields["answered"] = case["first_answer_at"] is not None
    for name in ("given_at", "running_since", "due_at", "ended_at"):
        fields[name] = moment(row[name]) if row[name] else None
    head = {"kind": "promise.carried", "at": at, "subject": case["number"]}
    who = {"role": "clock", "pseudonym": ""}
    whole = {"kind": head["kind"], "at": moment(at), "case": case["number"], "actor": who}
    text = canonical({**whole, "fields": fields})
    return {**head, "actor_role": "clock", "actor": "", "canonical": text}


def _table(name: str, columns: dict) -> sa.TableClause:
    return sa.table(name, *(sa.column(column, kind) for column, kind in columns.items()))


def _aware(at: datetime | str | None) -> datetime | None:
    """SQLite hands out a text here."""
    read = datetime.fromisoformat(at) if isinstance(at, str) else at
    return read if read is None or read.tzinfo else read.replace(tzinfo=UTC)
