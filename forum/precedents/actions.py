"""Verbs of goodwill: record what was granted, claim the same, decide a claim, end an offer.

The posts that tell the customer are verbs of cases, a floor above: called before these, in the
same transaction. Refuses request, current_user, commit and rendering.
"""

from datetime import date, timedelta

from flask import current_app
from sqlalchemy import select

from forum.accounts.models import User
from forum.core.clock import now
from forum.core.db import db
from forum.core.errors import Invalid, Refused
from forum.core.i18n import _
from forum.core.text import says_something
from forum.ledger.canonical import moment
from forum.ledger.ledger import Actor, record
from forum.precedents import rules
from forum.precedents.access import locked_claim, locked_precedent
from forum.precedents.models import Precedent, PrecedentClaim
from forum.precedents.rules import Terms


def record_goodwill(
    terms: Terms,
    *,
    case_number: int,
    position: int | None,
    category: str,
    language: str,
    staff: User,
) -> Precedent:
    """Publish what was granted in a case. Refused where that post has its record already.

    Invalid for an offer without reason, terms or a day until which it holds.
    """
    _check(terms)
    if position is not None and _recorded(case_number, position):
        raise Refused(_("This post has its record already."))
    precedent = Precedent(
        case_number=case_number,
        position=position,
        category=category,
        language=language,
        what=terms.what,
        why=terms.why,
        is_repeatable=terms.is_repeatable,
        terms=terms.terms,
        words=rules.searchable(terms.what, terms.why, terms.terms),
        valid_until=terms.valid_until if terms.is_repeatable else None,
        granted_by_id=staff.id,
        granted_at=now(),
    )
    db.session.add(precedent)
    db.session.flush()
    fields: dict = {"precedent": precedent.id, "repeatable": precedent.is_repeatable}
    fields |= {"post": position} if position else {}
    fields |= {"until": precedent.valid_until.isoformat()} if precedent.valid_until else {}
    texts = {"what": terms.what, "reason": terms.why, "terms": terms.terms}
    actor = Actor.of(staff)
    record("goodwill.granted", actor=actor, subject=case_number, fields=fields, texts=texts)
    return precedent


def claim(
    precedent: Precedent, *, case_number: int, claimant: User, said: str = ""
) -> PrecedentClaim:
    """ "I am in the same position": once in a case, counted in public, with a promised time.

    Refused where the offer has ended, is over, cannot be repeated, comes from this very case or
    was claimed in it before; Invalid for more than a sentence.
    """
    precedent = locked_precedent(precedent.id)
    at = now()
    refusal = rules.why_not_claim(precedent, today=rules.day_of(at), case_number=case_number)
    if refusal:
        raise Refused(refusal)
    if claim_of(precedent, case_number):
        raise Refused(_("You have claimed this in this case already."))
    if len(said) > rules.SAID_LIMIT:
        raise Invalid(_("One sentence is enough here; say more in a post."), "said")
    hours = current_app.config["PRECEDENT_CLAIM_HOURS"]
    made = PrecedentClaim(
        precedent_id=precedent.id,
        case_number=case_number,
        claimant_id=claimant.id,
        said=said,
        claimed_at=at,
        due_at=at + timedelta(hours=hours),
        reason="",
    )
    db.session.add(made)
    precedent.claims += 1
    db.session.flush()
    fields = {"precedent": precedent.id, "claim": made.id, "due": moment(made.due_at)}
    texts = {"reason": said}
    actor = Actor.of(claimant)
    record("precedent.claimed", actor=actor, subject=case_number, fields=fields, texts=texts)
    return made


def grant_claim(claim: PrecedentClaim, *, staff: User, position: int | None) -> None:
    """Say yes: what one had, this one gets too. `position` is the post that says so."""
    precedent = _decide(claim, staff, "granted", position=position)
    precedent.grants += 1
    _record_decision(claim, staff)


def refuse_claim(claim: PrecedentClaim, *, staff: User, reason: str, position: int | None) -> None:
    """Say no, with a public reason (Invalid without)."""
    if not says_something(reason):
        raise Invalid(_("A refusal needs a public reason."), "reason")
    precedent = _decide(claim, staff, "refused", position=position)
    claim.reason = reason
    precedent.refusals += 1
    _record_decision(claim, staff)


def require_open(claim: PrecedentClaim) -> PrecedentClaim:
    """The claim as it is now, locked; Refused when somebody has decided about it."""
    claim = locked_claim(claim.id)
    if claim.decided_at is not None:
        raise Refused(_("A colleague has decided about this claim already."))
    return claim


def lengthen(precedent: Precedent, *, until: date | None, staff: User, reason: str) -> None:
    """Let everybody claim it for longer, with a public reason; never for a shorter time."""
    _require_reason(reason)
    _require_going_on(precedent)
    if precedent.valid_until is None:
        raise Refused(_("This was granted once and cannot be repeated; why stands beside it."))
    sentence = rules.why_not_until(until, today=rules.day_of(now()))
    if sentence:
        raise Invalid(sentence, "until")
    assert until is not None  # as `why_not_until` asks
    if until <= precedent.valid_until:
        sentence = _("A day after the present one: an offer is only ever lengthened.")
        raise Invalid(sentence, "until")
    fields = {"precedent": precedent.id, "until": until.isoformat()}
    fields["before"] = precedent.valid_until.isoformat()
    precedent.valid_until = until
    _record_change(precedent, "precedent.lengthened", staff, reason, fields)


def end(precedent: Precedent, *, staff: User, reason: str) -> None:
    """Nobody can claim it from now on; why is public. Claims that are made stay to be decided."""
    _require_reason(reason)
    _require_going_on(precedent)
    if not precedent.is_repeatable:
        raise Refused(_("This was granted once and cannot be repeated; why stands beside it."))
    precedent.ended_at, precedent.ended_because = now(), reason
    _record_change(precedent, "precedent.ended", staff, reason, {"precedent": precedent.id})


def claim_of(precedent: Precedent, case_number: int) -> PrecedentClaim | None:
    """The claim of this case about this precedent, if there is one."""
    return db.session.scalar(
        select(PrecedentClaim).where(
            PrecedentClaim.precedent_id == precedent.id, PrecedentClaim.case_number == case_number
        )
    )


def _check(terms: Terms) -> None:
    for name in ("what", "why", "terms"):
        if not says_something(getattr(terms, name)):
            raise Invalid(_("Goodwill is published with what, why and on which terms."), name)
    if terms.is_repeatable:
        sentence = rules.why_not_until(terms.valid_until, today=rules.day_of(now()))
        if sentence:
            raise Invalid(sentence, "until")


def _recorded(case_number: int, position: int) -> bool:
    where = (Precedent.case_number == case_number, Precedent.position == position)
    return db.session.scalar(select(Precedent.id).where(*where)) is not None


def _decide(claim: PrecedentClaim, staff: User, outcome: str, *, position: int | None) -> Precedent:
    require_open(claim)
    claim.decided_at, claim.decided_by_id = now(), staff.id
    claim.outcome, claim.position = outcome, position
    return locked_precedent(claim.precedent_id)


def _record_decision(claim: PrecedentClaim, staff: User) -> None:
    fields = {"precedent": claim.precedent_id, "claim": claim.id}
    fields |= {"late": rules.is_late(claim, now())}
    fields |= {"post": claim.position} if claim.position else {}
    record(
        f"precedent.{claim.outcome}",
        actor=Actor.of(staff),
        subject=claim.case_number,
        fields=fields,
        texts={"reason": claim.reason},
    )


def _require_reason(reason: str) -> None:
    if not says_something(reason):
        raise Invalid(_("A public reason is required."), "reason")


def _require_going_on(precedent: Precedent) -> None:
    if precedent.ended_at is not None:
        raise Refused(_("This offer has been ended already."))


def _record_change(precedent: Precedent, kind: str, staff: User, reason: str, fields: dict) -> None:
    record(
        kind,
        actor=Actor.of(staff),
        subject=precedent.case_number,
        fields=fields,
        texts={"reason": reason},
    )
