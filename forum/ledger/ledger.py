"""The only way into the public record: `record`; refuses names, titles and unsalted texts."""

from dataclasses import dataclass, field
from datetime import datetime

from forum.core.clock import now
from forum.core.db import db
from forum.ledger.canonical import canonical, check_plain, commitment, fresh_salt, moment
from forum.ledger.marks import marks_of
from forum.ledger.models import LedgerEntry, LedgerMark, LedgerText, LedgerUnsealed

LONGEST_ENTRY = 0xFFFF  # bytes; published bundles (C2SP tlog-tiles) give a length in two bytes


@dataclass(frozen=True)
class Actor:
    """Who decided, as the public may know it: a role, and for the team a stable pseudonym."""

    role: str
    pseudonym: str = ""

    @classmethod
    def of(cls, user) -> "Actor":
        """The public face of an account: `moderator M-07`, or just `customer`."""
        return cls(user.role, user.pseudonym or "")


CLOCK = Actor("clock")  # decided by time alone, as the published rules say
RULES = Actor("rules")  # decided by the rulebook in force, from the facts of a case
IMPORT = Actor("import")  # told by another system when its cases were brought in


@dataclass(frozen=True)
class Draft:
    """An entry still to be made: the verb that completes it adds its fields and records it.

    So one decision is one entry, although two rooms have something to say about it.
    """

    kind: str
    actor: Actor
    fields: dict = field(default_factory=dict)
    texts: dict = field(default_factory=dict)
    at: datetime | None = None  # for imported history

    def record(self, subject: int | None, *, at: datetime | None = None, **more) -> int:
        """Append it, with what the other room adds, and return the entry's id."""
        fields = {**self.fields, **more}
        return record(
            self.kind,
            actor=self.actor,
            subject=subject,
            fields=fields,
            texts=self.texts,
            at=at or self.at,
        )


def record(
    kind: str,
    *,
    actor: Actor,
    subject: int | None = None,
    fields: dict | None = None,
    texts: dict[str, str] | None = None,
    at: datetime | None = None,
) -> int:
    """Append one entry in the present transaction and return its id.

    `fields` are plain values (ValueError otherwise); `texts` are free texts, of which the entry
    holds only `SHA-256(salt ‖ text)` under `<name>_commitment`. `at` is for imported history.
    """
    fields = dict(fields or {})
    check_plain(fields)
    at = at or now()
    salted = {name: (text, fresh_salt()) for name, text in (texts or {}).items() if text}
    for name, (text, salt) in salted.items():
        fields[f"{name}_commitment"] = commitment(text, salt)
    who = {"role": actor.role, "pseudonym": actor.pseudonym}
    whole = {"kind": kind, "at": moment(at), "case": subject, "actor": who, "fields": fields}
    sealed = canonical(whole)
    if len(sealed.encode()) > LONGEST_ENTRY:
        raise ValueError("the record takes no entry as long as this; divide it")
    entry = LedgerEntry(
        kind=kind,
        at=at,
        subject=subject,
        actor_role=actor.role,
        actor=actor.pseudonym,
        canonical=sealed,
    )
    db.session.add(entry)
    db.session.flush()
    db.session.add(LedgerUnsealed(entry_id=entry.id))  # its number follows, see sealing
    for name, (text, salt) in salted.items():
        db.session.add(LedgerText(entry_id=entry.id, name=name, text=text, salt=salt))
    _mark(entry, fields.get("rule") or "")
    return entry.id


def _mark(entry: LedgerEntry, rule: str) -> None:
    """What the entry is found by beside its kind and role."""
    role, actor = entry.actor_role, entry.actor
    for mark in marks_of(kind=entry.kind, role=role, actor=actor, rule=rule):
        db.session.add(LedgerMark(mark=mark, at=entry.at, entry_id=entry.id))
