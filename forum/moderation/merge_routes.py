"""Routes of merging, taking apart and splitting, in five stops; moderators only."""

from flask import Blueprint, Response, flash, render_template, request
from flask_login import current_user

from forum.accounts.limits import limited
from forum.cases import merge_access, merge_actions, split_actions
from forum.cases.access import category_named
from forum.cases.neutral_access import case_for_neutral
from forum.cases.queries import categories
from forum.core import web
from forum.core.commit import commit
from forum.core.errors import Invalid, Problem
from forum.core.i18n import _
from forum.moderation import merge_queries
from forum.moderation.merge_forms import MergeForm, PartForm, SplitForm

blueprint = Blueprint("merging", __name__)


@blueprint.get("/cases/<int:number>/merge")
def ask_merge(number):
    case = merge_access.case_for_merging(current_user, number)
    wish = {"into": request.args.get("into", type=int)}
    return _merge_page(case, MergeForm(web.restored(), data=wish))


@blueprint.post("/cases/<int:number>/merge")
@limited("decide")
def merge(number):
    case = merge_access.case_for_merging(current_user, number)
    form = MergeForm()
    if earlier := web.earlier_result(form, web.scope_of(current_user)):
        return earlier
    if not form.validate_on_submit():
        return _merge_page(case, form, status=422)
    try:
        case, into = merge_access.cases_for_merging(current_user, number, form.into.data)
        merge_actions.require_mergeable(case, into)
    except Problem as refusal:  # what was typed stays
        form.into.errors = [refusal.sentence]
        return _merge_page(case, form, status=refusal.status)
    if form.seen.data != str(into.number):
        form.seen.data = str(into.number)
        return _merge_page(case, form, preview=merge_queries.merge_preview(case, into))
    merge_actions.merge_case(case, into=into, ruling=form.ruling(current_user))
    flash(_("Merged: everybody in it is told, and their case goes on in this one."), "success")
    response = web.done("cases.show", number=into.number)
    commit()
    return response


@blueprint.get("/cases/<int:number>/merge/undo")
def ask_part(number):
    case, *others = merge_access.merged_case_for_moderating(current_user, number)
    merge_actions.require_parting(case, current_user)
    return _part_page(case, others, PartForm(web.restored()))


@blueprint.post("/cases/<int:number>/merge/undo")
@limited("decide")
def part(number):
    case, *others = merge_access.merged_case_for_moderating(current_user, number)
    form = PartForm()
    if earlier := web.earlier_result(form, web.scope_of(current_user)):
        return earlier
    merge_actions.require_parting(case, current_user)
    if not form.validate_on_submit():
        return _part_page(case, others, form, status=422)
    ruling = form.ruling(current_user)
    merge_actions.part_case(case, others=others, person=current_user, ruling=ruling)
    flash(_("The case goes on by itself again, in the place it had."), "success")
    response = web.done("cases.show", number=number)
    commit()
    return response


@blueprint.get("/cases/<int:number>/split")
def ask_split(number):
    case = case_for_neutral(current_user, number)
    posts = split_actions.splittable_posts(case)
    wish = {"posts": request.args.getlist("post", type=int), "category": case.category.slug}
    form = SplitForm(web.restored(), data={**wish, "kind": case.kind})
    return _split_page(case, posts, form.offer(posts, categories()))


@blueprint.post("/cases/<int:number>/split")
@limited("decide")
def split(number):
    case = case_for_neutral(current_user, number)
    posts = split_actions.splittable_posts(case)
    form = SplitForm().offer(posts, categories())
    if earlier := web.earlier_result(form, web.scope_of(current_user)):
        return earlier
    if not form.validate_on_submit():
        return _split_page(case, posts, form, status=422)
    try:
        new = split_actions.split_case(
            case,
            positions=form.posts.data,
            title=form.title.data,
            category=category_named(form.category.data),
            kind=form.kind.data,
            ruling=form.ruling(current_user),
        )
    except Invalid as refusal:  # posts of several people; nothing has been changed yet
        form.posts.errors = [refusal.sentence]
        return _split_page(case, posts, form, status=422)
    flash(_("This is the new case. Its author has been told."), "success")
    response = web.done("cases.show", number=new.number)
    commit()
    return response


def _merge_page(case, form, *, status: int = 200, preview=None) -> Response:
    page = render_template(
        "merging/merge.html",
        case=case,
        form=form,
        preview=preview,
        candidates=merge_queries.candidates(case),
    )
    return Response(page, status)


def _part_page(case, others, form, status: int = 200) -> Response:
    page = render_template("merging/part.html", case=case, into=others[0], form=form)
    return Response(page, status)


def _split_page(case, posts, form, status: int = 200) -> Response:
    page = render_template("merging/split.html", case=case, posts=posts, form=form)
    return Response(page, status)
