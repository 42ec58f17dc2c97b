"""Moves to and from the end of a case, in five stops; the rules are in states.py."""

from flask import Response, flash, render_template, request
from flask_login import current_user

from forum.accounts.limits import limited
from forum.cases import access, forms, solution_actions
from forum.cases.blueprint import blueprint
from forum.core import web
from forum.core.commit import commit
from forum.core.i18n import _


@blueprint.post("/cases/<int:number>/solution")
@limited("settle")
def solution(number):
    case = access.case_for_solving(current_user, number)
    form = forms.PostChoiceForm()
    form.check()
    earlier = _earlier(form)
    if earlier:
        return earlier
    if form.post.data is None:
        # Without a post it is the author's own word, which staff cannot give for them.
        case = access.case_for_its_author(current_user, number)
        solution_actions.say_solved(case, author=current_user)
    else:
        post = access.post_in(case, position=form.post.data)
        solution_actions.mark_solution(case, post=post, person=current_user)
    flash(_("The case is solved."), "success")
    return _finish(number)


@blueprint.post("/cases/<int:number>/solution/withdrawal")
@limited("settle")
def withdraw_solution(number):
    case = access.case_for_solving(current_user, number)
    form = forms.PostChoiceForm()
    form.check()
    earlier = _earlier(form)
    if earlier:
        return earlier
    post = access.post_in(case, position=form.post.data)
    solution_actions.unmark_solution(case, post=post, person=current_user)
    return _finish(number)


@blueprint.post("/cases/<int:number>/confirmation")
@limited("settle")
def confirm(number):
    case = access.case_for_its_author(current_user, number)
    earlier = _earlier(forms.PostChoiceForm())
    if earlier:
        return earlier
    solution_actions.confirm_solution(case, author=current_user)
    flash(_("Thank you. The case is solved and confirmed."), "success")
    return _finish(number)


@blueprint.post("/cases/<int:number>/reopening")
@limited("settle")
def reopen(number):
    case = access.case_for_its_author(current_user, number)
    earlier = _earlier(forms.PostChoiceForm())
    if earlier:
        return earlier
    solution_actions.reopen_case(case, author=current_user)
    flash(_("The case is open again and goes on with the time it had already waited."), "success")
    return _finish(number)


@blueprint.get("/cases/<int:number>/decline")
def ask_decline(number):
    case = access.case_for_staff(current_user, number)
    return render_template("cases/decline.html", case=case, form=forms.ReasonForm(web.restored()))


@blueprint.post("/cases/<int:number>/decline")
@limited("serve")
def decline(number):
    case = access.case_for_staff(current_user, number)
    form = forms.ReasonForm()
    earlier = web.earlier_result(form, web.scope_of(current_user))
    if earlier:
        return earlier
    if not form.validate_on_submit():
        return Response(render_template("cases/decline.html", case=case, form=form), 422)
    solution_actions.decline_case(case, staff=current_user, reason=form.reason.data)
    response = web.done("cases.show", number=number)
    commit()
    return response


def _earlier(form):
    """What a double click was answered the first time; another button is another sending."""
    return web.earlier_result(
        form, f"{web.scope_of(current_user)} {request.path} {form.post.data or 0}"
    )


def _finish(number: int):
    response = web.done("cases.show", number=number)
    commit()
    return response
