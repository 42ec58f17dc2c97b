"""Verbs of a rulebook: draft, change, propose, take back, publish; refuses routes and commits.

What publishing does to the lines is the queue's: see forum/queue/rulebook_actions.py.
"""

from dataclasses import replace

from sqlalchemy import delete

from forum.accounts.models import User
from forum.core.clock import now
from forum.core.db import db
from forum.core.errors import Invalid, NotAllowed, Refused
from forum.core.i18n import _
from forum.core.text import clean_text
from forum.rulebook import content, queries, words
from forum.rulebook.models import RulebookRow
from forum.rulebook.rules import RULES_AT_MOST, Rule, Rulebook, objections, rule_objections


def start_draft(*, proposer: User) -> RulebookRow:
    """A copy of the rulebook in force, to be changed by this moderator."""
    current = queries.rulebook_in_force()
    at = now()
    text = content.to_text(current)
    draft = RulebookRow(state="draft", note="", based_on=current.version, proposer=proposer)
    draft.content, draft.fingerprint = text, content.fingerprint(text)
    draft.created_at = draft.updated_at = at
    db.session.add(draft)
    db.session.flush()
    return draft


def save_frame(draft: RulebookRow, *, cap: int, note: str) -> None:
    """Change the cap (minutes) and the public note; Invalid where the cap is none."""
    _require_draft(draft)
    changed = replace(queries.content_of(draft), cap=cap)
    for objection in objections(replace(changed, rules=())):
        raise Invalid(words.objection(objection), objection.field)
    draft.note = clean_text(note)
    _write(draft, changed)


def save_rule(draft: RulebookRow, rule: Rule) -> None:
    """Put a rule in the place of the one with its code, or at the end; Invalid says why not."""
    _require_draft(draft)
    rulebook = queries.content_of(draft)
    for objection in rule_objections(rule, cap=rulebook.cap):
        raise Invalid(words.objection(objection), objection.field)
    rules = [rule if one.code == rule.code else one for one in rulebook.rules]
    if rule not in rules:
        rules.append(rule)
    if len(rules) > RULES_AT_MOST:
        raise Refused(_("A rulebook has at most %(most)s rules.", most=RULES_AT_MOST))
    _write(draft, replace(rulebook, rules=tuple(rules)))


def remove_rule(draft: RulebookRow, code: str) -> None:
    """Take a rule out of a draft; its code is never given to another one."""
    _require_draft(draft)
    rulebook = queries.content_of(draft)
    left = tuple(one for one in rulebook.rules if one.code != code)
    if len(left) == len(rulebook.rules):
        raise Refused(_("This draft has no such rule any more."))
    _write(draft, replace(rulebook, rules=left))


def free_code(draft: RulebookRow) -> str:
    """A code that no rule of this draft and of any published rulebook ever had."""
    books = [*queries.published_rulebooks(), queries.content_of(draft)]
    used = [int(rule.code[1:]) for book in books for rule in book.rules]
    return f"R{max(used, default=0) + 1}"


def propose(draft: RulebookRow) -> None:
    """Lay a draft before another moderator; it cannot be changed until it is taken back."""
    _require_draft(draft)
    _require_publishable(draft)
    draft.state, draft.updated_at = "proposed", now()


def take_back(draft: RulebookRow) -> None:
    """Go on with a proposal as a draft."""
    if draft.state != "proposed":
        raise Refused(_("Only a proposal can be taken back."))
    draft.state, draft.updated_at = "draft", now()


def discard(draft: RulebookRow) -> None:
    """Remove a draft; published rulebooks stay readable for ever (Refused)."""
    _require_draft(draft)
    db.session.execute(delete(RulebookRow).where(RulebookRow.id == draft.id))


def catch_up(draft: RulebookRow) -> None:
    """Compare a draft with the rulebook that is in force now."""
    _require_draft(draft)
    draft.based_on, draft.updated_at = queries.newest_version(), now()


def publish(draft: RulebookRow, *, approver: User) -> Rulebook:
    """Give a proposal that somebody else made the next number; it is in force from now on.

    Whoever calls this holds all lanes; of two at the same moment the second is Refused.
    """
    db.session.refresh(draft, with_for_update={"of": RulebookRow})
    if draft.proposer_id == approver.id:
        raise NotAllowed(_("This is your own proposal; another moderator has to approve it."))
    if draft.state == "published":
        raise Refused(_("This rulebook has been published already."))
    if draft.state != "proposed":
        raise Refused(_("This draft has not been proposed, or was taken back."))
    current = queries.newest_version()
    if draft.based_on != current:
        raise Refused(
            _(
                "Rulebook %(version)s came into force meanwhile. Whoever proposed this one has to "
                "compare it with that first.",
                version=current,
            )
        )
    _require_publishable(draft)
    at = now()
    draft.version, draft.state, draft.approver = current + 1, "published", approver
    draft.updated_at = draft.valid_from = at
    db.session.flush()
    return queries.content_of(draft)


def _require_draft(draft: RulebookRow) -> None:
    if draft.state == "published":
        raise Refused(_("A published rulebook is never changed; start a new draft."))
    if draft.state != "draft":
        raise Refused(_("A proposal cannot be changed; take it back first."))


def _require_publishable(draft: RulebookRow) -> None:
    rulebook = queries.content_of(draft)
    for objection in objections(rulebook):
        raise Refused(words.objection(objection))
    if not draft.note.strip():
        raise Refused(_("Say in public what changes and why, before others decide about it."))
    if rulebook == replace(queries.rulebook_in_force(), version=None):
        raise Refused(_("This draft says the same as the rulebook in force."))


def _write(draft: RulebookRow, rulebook: Rulebook) -> None:
    text = content.to_text(rulebook)
    draft.content, draft.fingerprint = text, content.fingerprint(text)
    draft.updated_at = now()
