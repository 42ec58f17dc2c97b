"""Staff grant something beyond the contract, in five stops; refuses selects and rights."""

from flask import Response, flash, render_template, request
from flask_login import current_user

from forum.accounts.limits import limited
from forum.cases.goodwill_access import case_for_goodwill, case_for_recording
from forum.cases.personal_choice import PersonalData
from forum.cases.personal_words import question_about
from forum.cases.thread_pages import place_of
from forum.core import web
from forum.core.commit import commit
from forum.core.errors import Invalid, Refused
from forum.core.i18n import _
from forum.desk import goodwill_actions
from forum.desk.blueprint import blueprint
from forum.desk.goodwill_actions import Answer
from forum.desk.goodwill_forms import GoodwillForm, position_of
from forum.precedents.words import public_number
from forum.queue.turns import NotItsTurn


@blueprint.get("/cases/<int:number>/goodwill")
def ask_goodwill(number):
    position = position_of(request.args.get("post"))
    case, post = _door(number, position)
    form = GoodwillForm(web.restored())
    return _page(case, form.record_alone(position) if post and position else form)


@blueprint.post("/cases/<int:number>/goodwill")
@limited("serve")
def goodwill(number):
    position = position_of(request.form.get("post"))
    case, post = _door(number, position)
    form = GoodwillForm()
    if post and position:
        form.record_alone(position)
    earlier = web.earlier_result(form, web.scope_of(current_user))
    if earlier:
        return earlier
    if not form.validate_on_submit():
        return _page(case, form, status=422)
    try:
        made = _granted(case, post, form)
    except PersonalData as found:
        return _page(case, form, status=422, personal=question_about(found))
    except (Invalid, Refused) as refusal:  # not its turn, a field left open: the text stays
        form.refuse(refusal)
        return _page(case, form, status=refusal.status, not_now=isinstance(refusal, NotItsTurn))
    flash(_("Recorded as %(number)s, for everybody.", number=public_number(made.id)), "success")
    response = web.done("cases.show", **place_of(number, made.position))
    commit()
    return response


def _door(number: int, position: int | None):
    """The case, and the post that is recorded where it exists already."""
    if position is None:
        return case_for_goodwill(current_user, number), None
    return case_for_recording(current_user, number, position)


def _granted(case, post, form):
    if post:
        return goodwill_actions.record_what_was_given(
            case, post=post, staff=current_user, terms=form.offered
        )
    answer = Answer(form.body.data, form.then.data, form.next_word_moment, form.choice)
    return goodwill_actions.give(case, staff=current_user, terms=form.offered, answer=answer)


def _page(case, form, *, status: int = 200, **asked) -> Response:
    """`asked` is what has to be answered first: `personal`, or whose turn it is (`not_now`)."""
    return Response(render_template("desk/goodwill.html", case=case, form=form, **asked), status)
