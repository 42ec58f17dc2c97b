"""The verb that puts a rulebook in force: published, recorded, all lines follow, or nothing."""

from sqlalchemy import select

from forum.accounts.models import User
from forum.core.db import db
from forum.ledger.ledger import Actor, Draft
from forum.queue import line
from forum.queue.grant_actions import follow_rules
from forum.queue.models import Grant, Lane, QueueEntry
from forum.rulebook import actions
from forum.rulebook.models import RulebookRow
from forum.rulebook.rules import Rulebook, grants


def put_in_force(draft: RulebookRow, *, approver: User) -> Rulebook:
    """Publish a draft that somebody else approves, and let all that waits follow it.

    All lanes are held until the commit, so that no place is ever decided by two rulebooks.
    """
    line.lock(db.session.scalars(select(Lane.slug)))
    rulebook = actions.publish(draft, approver=approver)
    assert draft.proposer is not None  # a proposal has somebody who made it
    fields = {
        "rulebook": rulebook.version,
        "cap": rulebook.cap,
        "fingerprint": draft.fingerprint,
        "proposer": draft.proposer.pseudonym,
    }
    Draft("rulebook.published", Actor.of(approver), fields).record(None)
    for number in _numbers_that_change(rulebook):
        follow_rules(db.session.get_one(QueueEntry, number), rulebook)
    return rulebook


def _numbers_that_change(rulebook: Rulebook) -> list[int]:
    """Waiting cases whose grants or head start are others under `rulebook`, by number."""
    held = _held_by_number()
    waiting = select(QueueEntry.number, QueueEntry.facts, QueueEntry.head_start)
    rows = db.session.execute(waiting.where(QueueEntry.waiting_since.is_not(None)))
    changed = []
    for number, facts, head_start in rows:
        by_rule = {(one.rule, one.minutes) for one in grants(rulebook, facts)}
        has = held.get(number, [])
        by_hand = sum(minutes for rule, minutes in has if rule is None)
        total = min(rulebook.cap, by_hand + sum(minutes for _rule, minutes in by_rule))
        if by_rule != {one for one in has if one[0]} or total != head_start:
            changed.append(number)
    return sorted(changed)


def _held_by_number() -> dict[int, list[tuple[str | None, int]]]:
    held: dict[int, list] = {}
    columns = (Grant.number, Grant.rule, Grant.minutes)
    for number, rule, minutes in db.session.execute(
        select(*columns).where(Grant.revoked_at.is_(None))
    ):
        held.setdefault(number, []).append((rule, minutes))
    return held
