"""Verbs of head starts: by the rules in force, and by hand with a public reason.

Every change of a head start is an entry of the ledger that says how many cases it overtakes.
"""

from forum.accounts.models import User
from forum.core.clock import now
from forum.core.db import db
from forum.core.errors import Invalid, Refused
from forum.core.i18n import _
from forum.ledger.ledger import RULES, Actor, Draft
from forum.queue import line
from forum.queue.models import Grant, QueueEntry
from forum.rulebook.queries import rulebook_in_force
from forum.rulebook.rules import Rulebook, RuleGrant, grants


def follow_rules(entry: QueueEntry, rulebook: Rulebook | None = None) -> None:
    """Give and take what the rulebook in force says of the entry's facts; its lane is locked."""
    rulebook = rulebook or rulebook_in_force()
    wanted = {one.rule: one for one in grants(rulebook, entry.facts)}
    for held in line.active_grants(entry.number):
        if held.rule is None:
            continue
        due = wanted.get(held.rule)
        if due is not None and due.minutes == held.minutes:
            del wanted[held.rule]
        else:
            _take_back(entry, held, rulebook, Draft("queue.revoked", RULES, {"by": "rule"}))
    for due in wanted.values():
        _give_by_rule(entry, due, rulebook)
    _follow_cap(entry, rulebook)


def grant_by_hand(number: int, *, moderator: User, minutes: int, reason: str) -> Grant:
    """Give a waiting case a head start with a public reason; Invalid, Refused with a sentence."""
    if not reason.strip():
        raise Invalid(_("A head start by hand needs a public reason."), "reason")
    rulebook = rulebook_in_force()
    require_minutes(minutes, rulebook)
    entry = line.locked_entry(number)
    if not line.is_waiting(entry):
        raise Refused(_("This case does not wait now, so that it cannot be moved ahead."))
    given = Grant(number=number, minutes=minutes, granted_at=now(), granted_by_id=moderator.id)
    texts = {"reason": reason}
    cause = Draft("queue.granted", Actor.of(moderator), {"by": "hand", "minutes": minutes}, texts)
    return _give(entry, given, rulebook, cause)


def require_minutes(minutes: int, rulebook: Rulebook) -> None:
    """Raise Invalid unless a head start by hand is above nothing and within the cap."""
    if not 0 < minutes <= rulebook.cap:
        hours = rulebook.cap / 60
        sentence = _(
            "A head start is above nothing and at most the cap of %(hours)s hours.",
            hours=f"{hours:g}",
        )
        raise Invalid(sentence, "minutes")


def revoke_by_hand(grant: Grant, *, moderator: User, reason: str) -> None:
    """Take back a head start that was given by hand; the rules take back their own."""
    if not reason.strip():
        raise Invalid(_("Taking back a head start needs a public reason."), "reason")
    entry = line.locked_entry(grant.number)
    db.session.refresh(grant)
    if grant.rule is not None:
        raise Refused(_("A rule gave this head start; it goes when the rule no longer holds."))
    if grant.revoked_at is not None:
        raise Refused(_("This head start was taken back already."))
    assert entry is not None  # what has a head start stands in a line, or stood in one
    fields = {"by": "hand", "minutes": grant.minutes}
    cause = Draft("queue.revoked", Actor.of(moderator), fields, {"reason": reason})
    _take_back(entry, grant, rulebook_in_force(), cause)


def _give_by_rule(entry: QueueEntry, due: RuleGrant, rulebook: Rulebook) -> None:
    given = Grant(number=entry.number, rule=due.rule, minutes=due.minutes, granted_at=now())
    used = [f"{name}:{_word(value)}" for name, value in sorted(due.facts.items())]
    fields = {"by": "rule", "rule": due.rule, "minutes": due.minutes, "facts": used}
    _give(entry, given, rulebook, Draft("queue.granted", RULES, fields))


def _give(entry: QueueEntry, given: Grant, rulebook: Rulebook, cause: Draft) -> Grant:
    held = [*line.active_grants(entry.number), given]
    given.rulebook = rulebook.version
    given.overtakes = line.reorder(entry, lambda: line.add_up(entry, held, rulebook))
    given.entry_id = cause.record(
        entry.number,
        lane=entry.lane,
        rulebook=rulebook.version,
        head_start=entry.head_start,
        overtook=given.overtakes,
    )
    db.session.add(given)
    db.session.flush()
    return given


def _take_back(entry: QueueEntry, held: Grant, rulebook: Rulebook, cause: Draft) -> None:
    held.revoked_at = now()
    db.session.flush()
    left = line.active_grants(entry.number)
    moved = line.reorder(entry, lambda: line.add_up(entry, left, rulebook))
    rule: dict = {"rule": held.rule, "minutes": held.minutes} if held.rule else {}
    cause.record(
        entry.number,
        lane=entry.lane,
        rulebook=rulebook.version,
        head_start=entry.head_start,
        passed_by=-moved,
        **rule,
    )


def _follow_cap(entry: QueueEntry, rulebook: Rulebook) -> None:
    """The sum of the same grants may be another one under another cap."""
    held = line.active_grants(entry.number)
    if line.head_start_of(held, rulebook) == entry.head_start:
        return
    moved = line.reorder(entry, lambda: line.add_up(entry, held, rulebook))
    Draft("queue.cut", RULES).record(
        entry.number,
        lane=entry.lane,
        rulebook=rulebook.version,
        head_start=entry.head_start,
        overtook=max(0, moved),
        passed_by=max(0, -moved),
    )


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
