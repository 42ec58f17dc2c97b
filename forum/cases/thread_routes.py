"""Reading a case and writing in it, in five stops; refuses selects, rights and arithmetic."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask_login import current_user

from forum.accounts.limits import limited
from forum.cases import access, actions, edit_actions, edits, forms, queries, solution_actions
from forum.cases.blueprint import blueprint
from forum.cases.case_page import CasePage
from forum.cases.personal_choice import PersonalData
from forum.cases.personal_words import question_about
from forum.cases.repetition import Repeated
from forum.cases.states import serves
from forum.cases.template_fill import (
    OpenFields,
    filled_form,
    offer_for,
    open_fields,
    remember_use,
)
from forum.cases.thread_pages import place_of, post_url
from forum.core import web
from forum.core.commit import commit
from forum.core.fragments import fragment
from forum.core.i18n import _, language
from forum.queue.turns import NotItsTurn


@blueprint.get("/cases/<int:number>")
def show(number):
    case = access.case_for_reading(current_user, number)
    # A form has a forgery token, and with it a cookie: the page could be kept for nobody.
    return _case_page(case, _empty_form(case) if current_user.is_authenticated else None)


@blueprint.get("/cases/<int:number>/place")
def place(number):
    case = access.public_case(current_user, number)
    page = CasePage(case, current_user)
    return web.public_page(
        "cases/place.html", signed_in=current_user.is_authenticated, queue=page.place
    )


@blueprint.get("/cases/<int:number>/posts/<int:position>")
def post(number, position):
    case = access.case_for_reading(current_user, number)
    return redirect(post_url(number, access.position_in(case, position)))


@blueprint.post("/cases/<int:number>/posts")
@limited("reply")
def reply(number):
    case = access.case_for_replying(current_user, number)
    form = forms.PostForm()
    earlier = web.earlier_result(form, web.scope_of(current_user))
    if earlier:
        return earlier
    if not form.validate_on_submit():
        return _case_page(case, form, status=422)
    try:
        post = actions.add_post(
            case,
            author=current_user,
            body=form.body.data,
            reply_to=form.reply_to.data,
            then=form.then.data,
            next_word_by=form.next_word_moment,
            suspicion=forms.suspicion_of(form),
            personal=form.choice,
        )
    except (Repeated, OpenFields) as refusal:
        form.refuse(refusal)
        return _case_page(case, form, status=422)
    except PersonalData as found:
        return _case_page(case, form, status=422, personal=question_about(found))
    except NotItsTurn as refusal:  # the answer is kept until its writer has taken the case
        form.refuse(refusal)
        return _case_page(case, form, status=409)
    used = {"template_id": form.template.data, "version": form.template_version.data}
    remember_use(case, post=post, author=current_user, **used)
    solution_actions.mark_answer(case, post=post, author=current_user, then=form.then.data)
    if post.visibility == "pending":
        flash(_("Thank you. A moderator looks at your post before it becomes public."), "info")
    response = web.done("cases.show", **place_of(number, post.position))
    commit()
    return response


@blueprint.get("/cases/<int:number>/posts/<int:position>/edit")
def edit(number, position):
    post = access.post_for_editing(current_user, number, position)
    form = forms.EditForm(web.restored() or None, data={"body": post.body})
    return _edit_page(post, number, form)


@blueprint.post("/cases/<int:number>/posts/<int:position>/edit")
@limited("edit")
def change(number, position):
    post = access.post_for_editing(current_user, number, position)
    case = access.case_for_reading(current_user, number)
    form = forms.EditForm()
    if not form.validate_on_submit():
        return _edit_page(post, number, form, status=422)
    try:
        edit_actions.edit_post(
            post, case=case, editor=current_user, body=form.body.data, personal=form.choice
        )
    except PersonalData as found:
        return _edit_page(post, number, form, status=422, personal=question_about(found))
    if form.choice.what and post.visibility == "pending":
        flash(_("Thank you. A moderator looks at your post before it becomes public."), "info")
    response = web.done("cases.show", **place_of(number, position))
    commit()
    return response


@blueprint.get("/cases/<int:number>/posts/<int:position>/history")
def history(number, position):
    post = access.post_for_reading(current_user, number, position)
    steps = edits.steps_of(post, queries.revisions_of(post))
    return render_template("cases/history.html", post=post, number=number, steps=steps)


def _empty_form(case) -> forms.PostForm:
    """The form as the address wishes it, or with what this browser typed before a failure."""
    kept = web.restored(url_for("cases.reply", number=case.number))
    if kept:
        return forms.PostForm(kept)
    wished = {"reply_to": request.args.get("reply_to", type=int)}
    if "template" in request.args and serves(current_user, case.author_id):
        wished |= filled_form(case, request.args.get("template", type=int))
    return forms.PostForm(data=wished)


def _edit_page(post, number, form, *, status: int = 200, personal=None):
    values = {"post": post, "number": number, "form": form, "personal": personal}
    return Response(render_template("cases/edit.html", **values), status)


def _case_page(case, form, status: int = 200, personal=None):
    """The whole page of a case; the thread comes from a kept piece where nothing has changed."""
    if not access.may_read_case(current_user, case):
        reason = queries.hidden_reason(case)
        return render_template("cases/hidden.html", number=case.number, reason=reason), 410
    page = CasePage(
        case, current_user, access.position_before_page(case, request.args.get("after"))
    )
    return web.public_page(
        "cases/show.html",
        signed_in=current_user.is_authenticated,
        status=status,
        page=page,
        case=case,
        form=form,
        personal=personal,
        head=_piece("head", page, page.has_said_me_too),
        thread=_piece("thread", page, page.after),
        aside=_piece("aside", page),
        offer=_offer(page),
        open_fields=open_fields(form.body.data) if form and page.serves else [],
    )


def _offer(page: CasePage):
    """The answer templates that fit, for staff whose turn it is to answer."""
    if not (page.serves and page.rights.may_reply and page.may_serve):
        return None
    return offer_for(page.case, request.args.get("templates", ""))


def _piece(name: str, page: CasePage, *more):
    key = (name, *page.piece, language(), *more)
    return fragment(key, lambda: render_template(f"cases/{name}.html", page=page))
