"""Verbs of duplicates: let a case go on in another one, and let it go on by itself again.

The waiting clock of the longest waiting leads, whoever is affected counts once, and whoever leaves
takes exactly what they brought. Refuses request, current_user, commit and rendering; the cases and
all in which they go on are locked by the door (merge_access.py).
"""

from datetime import datetime, timedelta

from sqlalchemy import update

from forum.accounts.models import User
from forum.cases import clock, merges, news, states
from forum.cases.facts import facts_of
from forum.cases.models import Case, MergedCase
from forum.cases.publishing import refresh_search
from forum.core.clock import now
from forum.core.db import db
from forum.core.errors import Refused
from forum.core.i18n import _
from forum.ledger.ledger import Actor, Draft
from forum.queue.clock_actions import hold_lanes_of, reclock
from forum.queue.together import Together
from forum.statements import actions as statements
from forum.statements.queries import made_with
from forum.statements.rulings import Ruling

Leads = dict[int, timedelta]


def merge_case(case: Case, *, into: Case, ruling: Ruling) -> None:
    """Let a duplicate go on in another case; the reason is public.

    Raises Invalid without a reason, Refused with its sentence where the two cannot be merged.
    """
    ruling.check()
    assert ruling.by is not None  # no rule merges cases
    require_mergeable(case, into)
    at, former = now(), case.status
    hold_lanes_of([case.number, into.number])
    group = merges.together([case.number, into.number])
    leads = _leads(group, [into])
    ahead = _own(case, group, at) - _own(into, group, at)
    row = merges.merge_of(case.number) or MergedCase(number=case.number)
    row.into, row.ahead_microseconds = into.number, ahead // clock.MICROSECOND
    row.status, row.waiting_since, row.next_word_by = former, case.waiting_since, case.next_word_by
    row.merged_at, row.merged_by_id, row.undone_at, row.undone_by = at, ruling.by.id, None, None
    db.session.add(row)
    _go_along(row, group.below(case.number), into.number)
    cause = ruling.draft("case.merged", into=into.number, status=former)
    clock.set_status(case, "duplicate", at)
    row.entry_id = clock.follow(case, cause=cause, at=at)
    actor = Actor.of(ruling.by)
    _settle([into], leads, at, Draft("case.absorbed", actor, {"other": case.number}))
    refresh_search(case)
    _tell(case, row, row.entry_id, ruling, kind="case.merged", measure="merge")


def part_case(
    case: Case, *, others: list[Case], person: User, ruling: Ruling | None = None
) -> None:
    """ "Mine is different": the case goes on by itself, with the status and the clock it had.

    `others` are the cases in which it goes on, nearest first. Moderators decide it by a `ruling`
    with a public reason (Invalid without one); the author needs none.
    """
    if ruling:
        ruling.check()
    require_parting(case, person)
    at, row = now(), _merge_of(case)
    hold_lanes_of([case.number, *(one.number for one in others)])
    group = merges.together([case.number])
    leads = _leads(group, others)
    row.undone_at, row.undone_by = at, "moderator" if ruling else "author"
    _go_along(row, group.below(case.number), None)
    case.waiting_since = row.waiting_since
    clock.set_status(case, row.status, at)
    case.next_word_by = row.next_word_by
    actor, kind = Actor.of(person), "case.unmerged"
    fields = {"other": row.into, "by": row.undone_by, "status": row.status}
    cause = ruling.draft(kind, **fields) if ruling else Draft(kind, actor, fields)
    entry_id = clock.follow(case, cause=cause, at=at)
    _settle(others, leads, at, Draft("case.parted", actor, {"other": case.number}))
    refresh_search(case)
    statements.take_back(made_with(row.entry_id))
    if ruling:
        _tell(case, row, entry_id, ruling, kind=kind, measure="restore")


def require_mergeable(case: Case, into: Case) -> None:
    """Raise Refused unless one may go on in the other as both are now."""
    if case.number == into.number:
        raise Refused(_("A case cannot be merged into itself."))
    decision = states.move("merge", status=case.status, parts=("moderator",))
    if case.status == "duplicate":
        raise Refused(_("This case was merged already."))
    if not decision.is_allowed:
        raise Refused(_("Only a case that is still open can be merged into another one."))
    if into.status == "duplicate":
        raise Refused(_("That case was merged into another one itself; choose the other one."))
    if into.status not in states.OPEN:
        raise Refused(_("That case has ended; nothing would be answered there any more."))
    row = merges.merge_of(case.number)
    if row is not None and row.undone_by == "author" and row.into == into.number:
        raise Refused(_("Its author has said already that this is a different matter."))


def require_parting(case: Case, person: User) -> None:
    """Raise Refused unless this person may let the case go on by itself now."""
    parts = ("author",) if case.author_id == person.id else ()
    parts = (*parts, "moderator") if person.is_moderator else parts
    decision = states.move("unmerge", status=case.status, parts=parts)
    if decision.to is None:
        raise Refused(decision.refusal)


def _tell(
    case: Case, row: MergedCase, entry_id: int, ruling: Ruling, *, kind: str, measure: str
) -> None:
    """Its author is told once, in words that say how to undo it; the statement stands beside it."""
    news.tell_author(case, kind, into=row.into, reason=ruling.sentence)
    ruling.issue(entry_id, measure, case.author_id, case_number=case.number, tells=False)


def _settle(cases: list[Case], former: Leads, at: datetime, cause: Draft) -> None:
    """Who goes on in these cases has changed: clock, people and place follow, one entry each."""
    db.session.flush()
    group = merges.together([one.number for one in cases])
    for case in cases:
        shift = (group.lead(case.number) - former[case.number]) // clock.MICROSECOND
        clock.shift(case, shift)
        if case.status == "duplicate":
            _shift_kept(case, shift)
        case.affected_count = merges.affected_in(case, group.below(case.number))
        more = {"affected": case.affected_count, "merged": len(group.below(case.number))}
        draft = Draft(cause.kind, cause.actor, cause.fields | more)
        facts = facts_of(case)
        reclock(case.number, waiting_since=case.waiting_since, facts=facts, at=at, cause=draft)
        refresh_search(case)


def _shift_kept(case: Case, microseconds: int) -> None:
    """What a merged case gets back one day is led by those who went into it as well."""
    row = _merge_of(case)
    if row.waiting_since is not None:
        row.waiting_since -= timedelta(microseconds=microseconds)


def _merge_of(case: Case) -> MergedCase:
    row = merges.merge_of(case.number)
    assert row is not None  # as of every duplicate
    return row


def _go_along(row: MergedCase, below: list[int], root: int | None) -> None:
    """The case and all that goes on in it have another end of their chain."""
    row.root = root
    db.session.flush()
    where = MergedCase.number.in_(below)
    db.session.execute(update(MergedCase).where(where).values(root=root or row.number))


def _leads(group: Together, cases: list[Case]) -> Leads:
    return {one.number: group.lead(one.number) for one in cases}


def _own(case: Case, group: Together, at: datetime) -> timedelta:
    """What a case's clock has by itself, without those who went into it."""
    return clock.waited(case, at) - group.lead(case.number)
