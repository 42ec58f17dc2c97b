"""Routes of this room in five stops; refuses selects, rights and arithmetic."""

from flask import Blueprint, flash, render_template, request, url_for
from flask_login import current_user

from forum.accounts.access import require_moderator
from forum.accounts.limits import limited
from forum.cases.access import category_named
from forum.cases.queries import categories
from forum.cases.thread_pages import place_of
from forum.core.commit import commit
from forum.core.i18n import _
from forum.core.web import done, earlier_result, restored, scope_of
from forum.moderation import access, actions, queries
from forum.moderation.forms import (
    ApproveForm,
    HideForm,
    KeepForm,
    MoveForm,
    ReportForm,
    ShowAgainForm,
    forms_for,
)
from forum.moderation.rules import REASONS

blueprint = Blueprint("moderation", __name__)


@blueprint.app_context_processor
def navigation_badge():
    """Templates may ask how much waits; only the navigation of moderators does."""
    return {"moderation_waiting": queries.waiting_count}


@blueprint.get("/moderation")
def index():
    require_moderator(current_user)
    kind, cursor = _place()
    page = queries.waiting_page(current_user, kind=kind, cursor=cursor)
    offered = categories()
    return render_template(
        "moderation/index.html",
        cards=[(item, forms_for(item, offered)) for item in page.items],
        next_cursor=page.next,
        counts=queries.counts(),
        reason_words=REASONS,
        kind=kind,
        cursor=cursor,
    )


@blueprint.get("/moderation/posts/<int:post_id>")
def show(post_id):
    item = access.item_for_reading(current_user, post_id)
    return _item_page(item, _kept_form(post_id))


@blueprint.post("/moderation/posts/<int:post_id>/approve")
@limited("decide")
def approve(post_id):
    item = access.item_for_deciding(current_user, post_id)
    form = ApproveForm()
    if answer := _answer_before_deciding(item, form):
        return answer
    actions.approve_post(item.post, moderator=current_user)
    return _go_on(item, _("Approved: the post is public now."))


@blueprint.post("/moderation/posts/<int:post_id>/keep")
@limited("decide")
def keep(post_id):
    item = access.item_for_deciding(current_user, post_id)
    form = KeepForm()
    if answer := _answer_before_deciding(item, form):
        return answer
    actions.keep_post(item.post, moderator=current_user)
    return _go_on(item, _("Kept: the post stays, and those who reported it are told."))


@blueprint.post("/moderation/posts/<int:post_id>/hide")
@limited("decide")
def hide(post_id):
    item = access.item_for_deciding(current_user, post_id)
    form = HideForm()
    if answer := _answer_before_deciding(item, form):
        return answer
    actions.hide_post(item.post, moderator=current_user, reason=form.reason.data)
    return _go_on(item, _("Hidden: readers see your reason in its place."))


@blueprint.post("/moderation/posts/<int:post_id>/move")
@limited("decide")
def move(post_id):
    item = access.item_for_moving(current_user, post_id)
    form = MoveForm()
    form.offer(item, categories())
    if answer := _answer_before_deciding(item, form):
        return answer
    category = category_named(form.category.data)
    actions.move_case(item.post, category=category, moderator=current_user, reason=form.reason.data)
    return _go_on(item, _("Moved: the case stands in its new category."))


@blueprint.post("/moderation/posts/<int:post_id>/show-again")
@limited("decide")
def show_again(post_id):
    item = access.item_for_deciding(current_user, post_id)
    form = ShowAgainForm()
    if answer := _answer_before_deciding(item, form):
        return answer
    actions.show_post_again(item.post, moderator=current_user, reason=form.reason.data)
    return _go_on(item, _("Shown again: the post is public."))


@blueprint.get("/cases/<int:number>/posts/<int:position>/reports")
def report(number, position):
    post = access.post_for_the_form(current_user, number, position)
    form = ReportForm(formdata=restored())
    return _report_page(post, form)


@blueprint.post("/cases/<int:number>/posts/<int:position>/reports")
@limited("report")
def send_report(number, position):
    post = access.post_for_reporting(current_user, number, position)
    form = ReportForm()
    if earlier := earlier_result(form, scope_of(current_user)):
        return earlier
    if not form.validate_on_submit():
        return _report_page(post, form), 422
    actions.report_post(
        post, reporter=current_user, reason=form.reason.data, note=form.note.data or ""
    )
    flash(_("Thank you. A moderator looks at it, and you are told what was decided."), "success")
    answer = done("cases.show", **place_of(number, position))
    commit()
    return answer


def _answer_before_deciding(item, form):
    """What is answered instead of a decision: to a double click, to old news, to bad input."""
    if earlier := earlier_result(form, scope_of(current_user)):
        return earlier
    if form.is_stale(item):
        return _item_page(item, form, is_stale=True), 409
    if not form.validate_on_submit():
        return _item_page(item, form), 422
    return None


def _go_on(item, sentence: str):
    """After a decision: the list at the place where it was, with the next item in view."""
    kind, cursor = _place()
    flash(sentence, "success")
    following = queries.next_waiting(item, kind=kind)
    anchor = f"item-{following}" if following else None
    answer = done("moderation.index", kind=kind, cursor=cursor, _anchor=anchor)
    commit()
    return answer


def _item_page(item, sent=None, *, is_stale=False):
    kind, cursor = _place()
    return render_template(
        "moderation/show.html",
        item=item,
        forms=forms_for(item, categories(), sent),
        sent=sent,
        form=None if is_stale else sent,
        is_stale=is_stale,
        decisions=queries.decisions_about(item.post),
        reason_words=REASONS,
        kind=kind,
        cursor=cursor,
    )


def _kept_form(post_id):
    """What a moderator typed before their sign-in or the form's token expired, or None."""
    for kind in (HideForm, MoveForm, ShowAgainForm):
        kept = restored(url_for(f"moderation.{kind.decision}", post_id=post_id))
        if kept:
            return kind(formdata=kept)
    return None


def _report_page(post, form):
    return render_template(
        "moderation/report.html",
        post=post,
        form=form,
        earlier=queries.report_by(current_user, post),
    )


def _place() -> tuple[str | None, str | None]:
    """Where in the list the moderator stands: the filter and the page."""
    return request.args.get("kind") or None, request.args.get("cursor") or None
