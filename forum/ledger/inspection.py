"""Checks the record in the living database: all that the public files show, and what they cannot.

The tree, the entries and all checkpoints are checked by the file that outsiders run; here are the
columns beside each entry, the numbers, the kept texts. It only reads.
"""

import json
from collections.abc import Iterator

from sqlalchemy import Row, Select, select

from forum.core.clock import now
from forum.core.db import db
from forum.ledger import keys, stored
from forum.ledger.canonical import commitment, moment
from forum.ledger.health import LATEST
from forum.ledger.models import LedgerEntry, LedgerRun, LedgerSeal, LedgerText, LedgerUnsealed
from forum.ledger.refusal import SealingRefused
from forum.verifier import verify
from forum.verifier.verify import Finding, Report

PAGE = 1000  # rows read in one statement
MOST = 100  # findings told; the first ones are what matters


def inspect() -> Report:
    """Check the whole record; one reading transaction should be open around it."""
    kept = [(place, row.note.encode()) for row, place in stored.checkpoints()]
    last = stored.last_kept()
    if last:
        kept.append(("keys/last-checkpoint", last))
    report = verify.check(stored.Stored(), kept=kept)
    report.checked = [sentence for sentence in report.checked if "is a beginning" not in sentence]
    report.checked.append(f"{len(kept)} checkpoints in the database and beside the key")
    for sentence, findings in (
        ("the size and root beside every checkpoint", _checkpoint_rows()),
        ("the secret key beside the public ones", _secret_key()),
        ("kind, time, case and actor beside every entry, and its number", _entries()),
        ("the months of the numbers", _runs()),
        ("nothing has lain without a number for five minutes", _unsealed()),
        ("every kept text against its commitment", _texts()),
    ):
        _add(report, sentence, findings)
    return report


def _add(report: Report, sentence: str, findings: Iterator[Finding]) -> None:
    before = len(report.findings)
    for finding in findings:
        report.findings.append(finding)
        if len(report.findings) >= before + MOST:
            break
    if len(report.findings) == before:
        report.checked.append(sentence)


def _checkpoint_rows() -> Iterator[Finding]:
    for row, place in stored.checkpoints():
        try:
            note = verify.parse_checkpoint(row.note.encode(), place)
        except verify.Found as found:
            yield found.finding
            continue
        if (row.size, row.root) != (note.size, note.root.hex()):
            yield Finding(
                "bad-checkpoint", place=place, says="Its columns say another size or root"
            )


def _secret_key() -> Iterator[Finding]:
    """A secret key on this machine belongs to the public ones, or somebody has changed those."""
    in_use = [one.key for one in keys.in_use()]
    try:
        keys.signers_of(in_use)
    except SealingRefused as refused:
        yield Finding("unknown-key", place="ledger_keys", says=str(refused))


def _streamed(statement: Select) -> Iterator[Row]:
    """The rows of a statement, read in steps."""
    with db.session.execute(statement.execution_options(yield_per=PAGE)) as rows:
        yield from rows


def _entries() -> Iterator[Finding]:
    """The columns, by which entries are found, say what the sealed text says; each has a number."""
    waiting = set(db.session.scalars(select(LedgerUnsealed.entry_id)))
    statement = select(*LedgerEntry.__table__.columns, LedgerSeal.seq).order_by(LedgerEntry.id)
    statement = statement.join(LedgerSeal, LedgerSeal.entry_id == LedgerEntry.id, isouter=True)
    for row in _streamed(statement):
        place = f"ledger_entries {row.id}"
        if (row.seq is None) != (row.id in waiting):
            says = "It has no number and waits for none" if row.seq is None else "It waits for one"
            yield Finding("missing" if row.seq is None else "duplicated", row.seq, place, says)
        if wrong := _wrong_columns(row):
            says = f"The text of the entry has another {', '.join(wrong)}"
            yield Finding("altered", row.seq, place, says)


def _wrong_columns(row: Row) -> list[str]:
    try:
        text = json.loads(row.canonical)
        actor = text["actor"]
        pairs = {
            "kind": (row.kind, text["kind"]),
            "at": (moment(row.at), text["at"]),
            "subject": (row.subject, text["case"]),
            "actor_role": (row.actor_role, actor["role"]),
            "actor": (row.actor, actor["pseudonym"]),
        }
    except (ValueError, KeyError, TypeError, RecursionError):
        return ["form"]
    return [name for name, (column, told) in pairs.items() if column != told]


def _runs() -> Iterator[Finding]:
    """The runs of numbers by month, from which the monthly files are cut."""
    told = iter(db.session.scalars(select(LedgerRun).order_by(LedgerRun.first)))
    run, seq = next(told, None), 0
    statement = select(LedgerSeal.seq, LedgerEntry.at).order_by(LedgerSeal.seq)
    statement = statement.join(LedgerEntry, LedgerEntry.id == LedgerSeal.entry_id)
    for seq, at in _streamed(statement):
        while run and run.last < seq:
            run = next(told, None)
        if run is None or seq < run.first or run.month != moment(at)[:7]:
            yield Finding("altered", seq, "ledger_runs", "Its month is another")
            return


def _unsealed() -> Iterator[Finding]:
    late = select(LedgerUnsealed.entry_id).where(LedgerUnsealed.since < now() - LATEST)
    for entry_id in db.session.scalars(late.order_by(LedgerUnsealed.entry_id).limit(MOST)):
        says = f"It has waited for its number for more than {LATEST.seconds // 60} minutes"
        yield Finding("missing", place=f"ledger_unsealed {entry_id}", says=says)


def _texts() -> Iterator[Finding]:
    """What is kept opens what was committed to."""
    statement = select(LedgerText, LedgerEntry.canonical, LedgerSeal.seq)
    statement = statement.join(LedgerEntry, LedgerEntry.id == LedgerText.entry_id, isouter=True)
    statement = statement.join(LedgerSeal, LedgerSeal.entry_id == LedgerText.entry_id, isouter=True)
    for text, canonical, seq in _streamed(statement):
        if not _opens(text, canonical):
            place = f"ledger_texts {text.entry_id}/{text.name}"
            yield Finding("altered", seq, place, "The text does not open its commitment")


def _opens(text: LedgerText, canonical: str | None) -> bool:
    try:
        fields = json.loads(canonical or "{}")["fields"]
        return fields[f"{text.name}_commitment"] == commitment(text.text, text.salt)
    except (ValueError, KeyError, TypeError):
        return False
