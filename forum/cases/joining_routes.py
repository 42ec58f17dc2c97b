"""Saying "me too", "this solved it" or "mine is different", correcting the language; five stops."""

from flask import flash, redirect, request, url_for
from flask_login import current_user

from forum.accounts.limits import limited
from forum.cases import access, actions, me_too, merge_access, merge_actions
from forum.cases.blueprint import blueprint
from forum.core.commit import commit
from forum.core.i18n import _


@blueprint.post("/cases/<int:number>/affected")
@limited("me too")
def affected(number):
    if request.form.get("withdraw"):
        case = merge_access.case_for_taking_back(current_user, number)
        actions.take_back_me_too(case, person=current_user)
        flash(_("You are no longer counted as affected."), "info")
    else:
        case = access.case_for_joining(current_user, number)
        actions.say_me_too(case, person=current_user)
        flash(me_too.what_follows(case), "success")
    commit()
    return redirect(url_for("cases.show", number=number), 303)


@blueprint.post("/cases/<int:number>/helped")
@limited("settle")
def helped(number):
    case = access.case_for_joining(current_user, number)
    actions.say_it_helped(case, person=current_user)
    flash(_("Good to hear. No new case was opened."), "success")
    commit()
    return redirect(url_for("cases.show", number=number), 303)


@blueprint.post("/cases/<int:number>/different")
@limited("settle")
def different(number):
    case, *others = merge_access.merged_case_for_its_author(current_user, number)
    merge_actions.part_case(case, others=others, person=current_user)
    flash(_("Your case goes on by itself again, in the place it had."), "success")
    commit()
    return redirect(url_for("cases.show", number=number), 303)


@blueprint.post("/cases/<int:number>/language")
@limited("settle")
def correct_language(number):
    case = access.case_for_correcting(current_user, number)
    wish = request.form.get("language", "")
    actions.correct_language(case, language=wish, editor=current_user)
    commit()
    return redirect(url_for("cases.show", number=number), 303)
