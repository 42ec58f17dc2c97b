"""How places, claims, head starts and rulebooks look as JSON; minutes, and moments in UTC."""

from forum.accounts.models import User
from forum.api.answers import absolute
from forum.cases.models import Case
from forum.ledger.canonical import moment
from forum.queue.listing import Stander
from forum.queue.models import Grant
from forum.queue.standing import Claimed, Given, Overtaken, Served, Standing
from forum.rulebook.content import plain_rule
from forum.rulebook.models import RulebookRow
from forum.rulebook.queries import content_of


def stander(one: Stander, case: Case) -> dict:
    """One case in its line."""
    return {
        "number": one.number,
        "url": absolute(f"/cases/{one.number}"),
        "title": case.title,
        "category": case.category.slug,
        "lane": one.lane,
        "place": one.place,
        "waiting_since": moment(one.waiting_since),
        "effective_at": moment(one.effective_at),
        "head_start_minutes": one.head_start,
        "reasons": list(one.reasons),
    }


def place(standing: Standing | None) -> dict | None:
    """Where a case stands and why; null when it does not wait. `place` is null while taken."""
    if standing is None:
        return None
    expected = standing.expected
    return {
        "number": standing.number,
        "lane": standing.lane.slug,
        "place": standing.place,
        "came_earlier": standing.came_earlier if standing.place else None,
        "ahead": [{"reasons": list(one.reasons), "cases": one.cases} for one in standing.ahead],
        "head_start_minutes": standing.head_start,
        "grants": [grant(one) for one in standing.given],
        "claim": _claimed(standing.claimed) if standing.claimed else None,
        "expected_minutes": [
            int(expected.quick.total_seconds() // 60),
            int(expected.slow.total_seconds() // 60),
        ]
        if expected
        else None,
        "overtaken": _overtaken(standing.overtaken),
    }


def claim(standing: Standing) -> dict:
    """A claim with the case it is about."""
    assert standing.claimed is not None
    return {
        "number": standing.number,
        "url": absolute(f"/cases/{standing.number}"),
        "lane": standing.lane.slug,
        **_claimed(standing.claimed),
    }


def grant(one: Given) -> dict:
    """A head start that a case has."""
    return {
        "id": one.id,
        "rule": one.rule,
        "rulebook": one.rulebook,
        "minutes": one.minutes,
        "overtook": one.overtakes,
        "granted_at": moment(one.given_at),
        "by": one.given_by or None,
        "reason": one.reason or None,
    }


def grant_row(row: Grant, moderator: User, reason: str) -> dict:
    """A head start that was just given by hand."""
    return {
        "id": row.id,
        "rule": row.rule,
        "rulebook": row.rulebook,
        "minutes": row.minutes,
        "overtook": row.overtakes,
        "granted_at": moment(row.granted_at),
        "by": moderator.pseudonym,
        "reason": reason,
    }


def service(served: Served | None) -> dict | None:
    """The last time staff acted on a case; null when they never did."""
    if served is None:
        return None
    return {
        "lane": served.lane.slug,
        "taken_at": moment(served.taken_at),
        "waited_minutes": int(served.waited.total_seconds() // 60),
        "head_start_minutes": served.head_start,
        "reasons": list(served.reasons),
        "is_out_of_turn": served.is_out_of_turn,
        "overtook": served.overtakes,
        "overtaken": _overtaken(served.overtaken),
    }


def rulebook(row: RulebookRow) -> dict:
    """A published rulebook: all that a head start by rule follows from."""
    content = content_of(row)
    return {
        "version": row.version,
        "valid_from": moment(row.in_force_since),
        "cap_minutes": content.cap,
        "rules": [plain_rule(one) for one in content.rules],
        "note": row.note,
        "proposer": row.proposer.pseudonym if row.proposer else None,
        "approver": row.approver.pseudonym if row.approver else None,
        "fingerprint": row.fingerprint,
        "url": absolute(f"/rules/{row.version}"),
    }


def _claimed(one: Claimed) -> dict:
    return {
        "claimed_by": one.by,
        "until": moment(one.until),
        "is_out_of_turn": one.is_out_of_turn,
        "overtakes": one.overtakes,
    }


def _overtaken(one: Overtaken) -> dict:
    latest = [
        {
            "number": each.number,
            "taken_at": moment(each.taken_at),
            "reasons": list(each.reasons),
            "is_out_of_turn": each.is_out_of_turn,
        }
        for each in one.latest
    ]
    return {"times": one.times, "latest": latest}
