"""Decisions about a case as a whole in five stops; refuses selects, rights and arithmetic."""

from flask import flash, render_template
from flask_login import current_user

from forum.accounts.limits import limited
from forum.cases import ruling_actions
from forum.core.commit import commit
from forum.core.i18n import _
from forum.core.web import done, earlier_result, restored, scope_of
from forum.moderation import access
from forum.moderation.blueprint import blueprint
from forum.moderation.forms import LockForm, UnlockForm


@blueprint.get("/cases/<int:number>/lock")
def lock(number):
    case = access.case_for_locking(current_user, number)
    return _page(case, _form(case)(formdata=restored()))


@blueprint.post("/cases/<int:number>/lock")
@limited("decide")
def turn_lock(number):
    case = access.case_for_locking(current_user, number)
    form = _form(case)()
    if earlier := earlier_result(form, scope_of(current_user)):
        return earlier
    if not form.validate_on_submit():
        return _page(case, form), 422
    verb = ruling_actions.unlock_case if case.is_locked else ruling_actions.lock_case
    verb(case, ruling=form.ruling(current_user))
    flash(_("Decided: the case says so, and its author is told why."), "success")
    answer = done("cases.show", number=number)
    commit()
    return answer


def _form(case):
    return UnlockForm if case.is_locked else LockForm


def _page(case, form):
    return render_template("moderation/lock.html", case=case, form=form)
