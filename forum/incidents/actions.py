"""Verbs of incidents and who is in them: open, join, leave, close. Change, then ledger.

The incident is locked by the door, so that whoever joins while it is closed or answered comes
plainly before or after. Refuses request, current_user, commit and rendering, and to know a case.
"""

from collections.abc import Collection

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from forum.accounts.models import User
from forum.core import outbox
from forum.core.clock import now
from forum.core.db import db, is_postgresql
from forum.core.errors import Refused
from forum.core.i18n import _
from forum.incidents import queries
from forum.incidents.access import require_open
from forum.incidents.models import Incident, Member
from forum.ledger.ledger import Actor, record
from forum.search.language import detect

ANSWER = "incident.answer"  # of the outbox: one answer goes into the threads that wait for it


def open_incident(*, title: str, text: str, category: str, staff: User) -> Incident:
    """Say in public that many cases have one cause."""
    incident = Incident(
        title=title,
        text=text,
        language=detect(f"{title}\n{text}"),
        category=category,
        status="open",
        opened_at=now(),
        opened_by_id=staff.id,
    )
    db.session.add(incident)
    db.session.flush()
    fields = {"incident": incident.number, "category": category}
    record("incident.opened", actor=Actor.of(staff), fields=fields)
    return incident


def add_members(
    incident: Incident, numbers: Collection[int], *, by: str, actor: Actor
) -> list[int]:
    """Let cases belong to an incident; those in one already, this or another, stay where they are.

    Returns who joined. `by` is `author` or `staff`. Whoever joins gets its latest answer, too.
    Refused once it is closed.
    """
    require_open(incident)
    at = now()
    row = {"incident": incident.number, "joined_at": at, "joined_by": by, "is_current": True}
    rows = [{**row, "case_number": number} for number in sorted(set(numbers))]
    if not rows:
        return []
    joined = sorted(db.session.scalars(_insert_new(rows)))
    for number in joined:
        fields = {"incident": incident.number, "by": by}
        record("incident.joined", actor=actor, subject=number, fields=fields, at=at)
    if joined:
        send_latest(incident)
    return joined


def remove_member(member: Member, *, by: str, actor: Actor) -> None:
    """Let a case not belong to its incident any more; what was answered in its thread stays."""
    member.left_at, member.left_by, member.is_current = now(), by, False
    fields = {"incident": member.incident, "by": by}
    record("incident.left", actor=actor, subject=member.case_number, fields=fields)


def close_incident(incident: Incident, *, staff: User) -> None:
    """Nobody joins any more. What is on its way still reaches all who joined before."""
    if incident.closed_at is not None:
        raise Refused(_("This incident is closed already."))
    incident.closed_at, incident.status, incident.next_word_by = now(), "closed", None
    where = (Member.incident == incident.number, Member.is_current.is_(True))
    db.session.execute(update(Member).where(*where).values(is_current=False))
    cases = queries.size_of(incident.number)
    fields = {"incident": incident.number, "cases": cases}
    record("incident.closed", actor=Actor.of(staff), fields=fields)


def send_latest(incident: Incident) -> None:
    """Let the worker bring the latest answer, if there is one, to whoever has not got it."""
    if answer := queries.latest_answer_id(incident.number):
        outbox.put(ANSWER, {"answer": answer})


def _insert_new(rows: list[dict]) -> ReturningInsert[int]:
    """Of these memberships those of cases that are in no open incident; each case number once.

    The unique index decides, so that two who add the same case at once both get an answer.
    """
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    return insert(Member).values(rows).on_conflict_do_nothing().returning(Member.case_number)
