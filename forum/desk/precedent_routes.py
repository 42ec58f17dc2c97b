"""The desk's list of claims, decisions about them, and offers that change; in five stops."""

from flask import Response, flash, render_template, request, url_for
from flask_login import current_user

from forum.accounts.access import require_staff
from forum.accounts.limits import limited
from forum.cases.cards import cards_of
from forum.cases.goodwill import lines_of
from forum.cases.goodwill_access import case_of_claim
from forum.cases.personal_choice import PersonalData
from forum.cases.personal_words import question_about
from forum.cases.queries import cases_numbered
from forum.core import web
from forum.core.clock import now
from forum.core.commit import commit
from forum.core.errors import Invalid, Refused
from forum.core.i18n import _
from forum.desk import goodwill_actions
from forum.desk.blueprint import blueprint
from forum.desk.goodwill_actions import Answer
from forum.desk.goodwill_forms import AnswerForm, ChangeOfferForm, RefuseClaimForm, day_in
from forum.precedents import access, actions, queries
from forum.queue.turns import NotItsTurn


@blueprint.get("/desk/claims")
def claims():
    require_staff(current_user)
    cursor = request.args.get("cursor")
    page = queries.open_claims(cursor)
    numbers = [one.case_number for one in page.items]
    cards = {one.number: one for one in cards_of(cases_numbered(numbers))}
    waiting, late = queries.open_claims_count(now())
    return render_template(
        "desk/claims.html",
        lines=lines_of(page.items),
        cards=cards,
        waiting=waiting,
        late=late,
        next_url=url_for("desk.claims", cursor=page.next) if page.next else None,
        first_url=url_for("desk.claims") if cursor else None,
    )


@blueprint.get("/desk/claims/<int:claim_id>")
def decide_claim(claim_id):
    claim = access.claim_for_staff(current_user, claim_id)
    case = case_of_claim(current_user, claim.case_number)
    kept = web.restored(url_for("desk.grant_claim", claim_id=claim_id))
    form = AnswerForm(kept) if kept else _proposed(claim, case)
    kept = web.restored(url_for("desk.refuse_claim", claim_id=claim_id))
    return _claim_page(claim, case, form, RefuseClaimForm(kept))


@blueprint.post("/desk/claims/<int:claim_id>/grant")
@limited("serve")
def grant_claim(claim_id):
    claim = access.claim_for_staff(current_user, claim_id)
    case = case_of_claim(current_user, claim.case_number)
    form = AnswerForm()
    earlier = web.earlier_result(form, web.scope_of(current_user))
    if earlier:
        return earlier
    if not form.validate_on_submit():
        return _claim_page(claim, case, form, RefuseClaimForm(None), sent=form)
    answer = Answer(form.body.data, form.then.data, form.next_word_moment, form.choice)
    try:
        goodwill_actions.grant_claim(claim, case=case, staff=current_user, answer=answer)
    except PersonalData as found:
        asked = question_about(found)
        return _claim_page(claim, case, form, RefuseClaimForm(None), sent=form, personal=asked)
    except (Invalid, Refused) as refusal:
        return _claim_page(claim, case, form, RefuseClaimForm(None), sent=form, refusal=refusal)
    flash(_("Granted: the claimant is told."), "success")
    return _decided()


@blueprint.post("/desk/claims/<int:claim_id>/refuse")
@limited("serve")
def refuse_claim(claim_id):
    claim = access.claim_for_staff(current_user, claim_id)
    case = case_of_claim(current_user, claim.case_number)
    form = RefuseClaimForm()
    earlier = web.earlier_result(form, web.scope_of(current_user))
    if earlier:
        return earlier
    other = _proposed(claim, case)
    if not form.validate_on_submit():
        return _claim_page(claim, case, other, form, sent=form)
    try:
        goodwill_actions.refuse_claim(claim, case=case, staff=current_user, reason=form.reason.data)
    except (Invalid, Refused) as refusal:
        return _claim_page(claim, case, other, form, sent=form, refusal=refusal)
    flash(_("Refused: the claimant is told why, and so is everybody."), "success")
    return _decided()


@blueprint.get("/precedents/<int:precedent_id>/change")
def ask_change_offer(precedent_id):
    precedent = access.precedent_for_changing(current_user, precedent_id)
    form = ChangeOfferForm(web.restored()).show_for(precedent)
    return _offer_page(precedent, form)


@blueprint.post("/precedents/<int:precedent_id>/change")
@limited("serve")
def change_offer(precedent_id):
    precedent = access.precedent_for_changing(current_user, precedent_id)
    form = ChangeOfferForm()
    earlier = web.earlier_result(form, web.scope_of(current_user))
    if earlier:
        return earlier
    if not form.validate_on_submit():
        return _offer_page(precedent, form, status=422)
    try:
        _change(precedent, form)
    except (Invalid, Refused) as refusal:
        form.refuse(refusal)
        return _offer_page(precedent, form, status=refusal.status)
    response = web.done("precedents.show", precedent_id=precedent.id)
    commit()
    return response


def _change(precedent, form) -> None:
    said = {"staff": current_user, "reason": form.reason.data}
    if form.change.data == "end":
        actions.end(precedent, **said)
    else:
        actions.lengthen(precedent, until=day_in(form.until.data), **said)


def _proposed(claim, case) -> AnswerForm:
    """The form for saying yes as it stands there at first."""
    body = goodwill_actions.proposed_answer(case, claim.precedent)
    return AnswerForm(None, data={"body": body})


def _decided():
    response = web.done("desk.claims")
    commit()
    return response


def _claim_page(claim, case, form, refusing, *, sent=None, refusal=None, personal=None):
    """Both forms of one claim; `sent` is the one that could not be followed."""
    status = 422 if sent else 200
    if refusal:
        sent.refuse(refusal)
        status = refusal.status
    page = render_template(
        "desk/decide_claim.html",
        line=lines_of([claim])[0],
        claim=claim,
        precedent=claim.precedent,
        case=case,
        grant=form,
        refuse=refusing,
        form=sent,
        personal=personal,
        not_now=isinstance(refusal, NotItsTurn),
    )
    return Response(page, status)


def _offer_page(precedent, form, status: int = 200) -> Response:
    page = render_template("desk/change_offer.html", precedent=precedent, form=form)
    return Response(page, status)
