"""Routes about places in five stops: the queue, claims, head starts, rulebooks."""

from flask import request

from forum.accounts.access import require_staff
from forum.api import forms, queue_shapes
from forum.api.access import person, require_token
from forum.api.answers import created, done, listed, shown
from forum.cases import queries as cases
from forum.cases.neutral_access import case_for_neutral
from forum.core.commit import commit
from forum.core.errors import NotFound
from forum.core.i18n import _
from forum.desk import access
from forum.queue import claim_actions, grant_actions, listing, standing
from forum.rulebook import access as rulebooks


def list_queue():
    slug, wanted = forms.lane_if_any(request), forms.wanted(request)
    lanes = [access.lane_named(slug).slug] if slug else None
    page = listing.whole_queue(lanes, wanted.cursor, limit=wanted.limit)
    found = {one.number: one for one in cases.cases_numbered([one.number for one in page.standers])}
    items = [
        queue_shapes.stander(one, found[one.number]) for one in page.standers if one.number in found
    ]
    return listed(items, page.next)


def claim_next():
    staff = require_token()
    require_staff(staff)
    lane = access.lane_named(forms.lane(request))
    number = claim_actions.claim_next(lane.slug, staff=staff)
    if number is None:
        raise NotFound(_("Nobody waits at this desk now."))
    answer = done(queue_shapes.claim(_standing_of(number)))
    commit()
    return answer


def claim_case(number):
    staff = require_token()
    access.case_for_claiming(staff, number)
    reason = forms.reason_if_any(request)
    claim_actions.claim(number, staff=staff, reason=reason)
    answer = done(queue_shapes.claim(_standing_of(number)))
    commit()
    return answer


def _standing_of(number: int) -> standing.Standing:
    found = standing.standing_of(number)
    assert found is not None  # it was taken just now
    return found


def release_case(number):
    staff = require_token()
    access.case_for_claiming(staff, number)
    forms.nothing(request)
    claim_actions.release(number, staff=staff)
    answer = done(queue_shapes.place(standing.standing_of(number)))
    commit()
    return answer


def grant_head_start(number):
    moderator = require_token()
    case_for_neutral(moderator, number)
    form = forms.new_grant(request)
    given = grant_actions.grant_by_hand(
        number, moderator=moderator, minutes=form.minutes, reason=form.reason
    )
    answer = created(
        queue_shapes.grant_row(given, moderator, form.reason), f"/api/v1/cases/{number}"
    )
    commit()
    return answer


def revoke_head_start(number, grant_id):
    moderator = require_token()
    held = access.grant_for_revoking(moderator, number, grant_id)
    reason = forms.reason(request)
    grant_actions.revoke_by_hand(held, moderator=moderator, reason=reason)
    answer = done(queue_shapes.place(standing.standing_of(number)))
    commit()
    return answer


def show_rulebook():
    person()
    return shown(queue_shapes.rulebook(rulebooks.published_rulebook(None)))


def show_rulebook_of(version):
    person()
    return shown(queue_shapes.rulebook(rulebooks.published_rulebook(version)))
