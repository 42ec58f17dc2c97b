"""Decisions about one post in five stops; refuses selects, rights and arithmetic."""

from flask import flash, render_template, request, url_for
from flask_login import current_user

from forum.accounts.limits import limited
from forum.cases.access import category_named
from forum.cases.queries import categories
from forum.core import web
from forum.core.commit import commit
from forum.core.errors import Invalid
from forum.core.i18n import _
from forum.core.web import earlier_result, restored, scope_of
from forum.moderation import access, actions, working
from forum.moderation.blueprint import blueprint
from forum.moderation.forms import (
    ApproveForm,
    HideForm,
    KeepForm,
    MoveForm,
    RedactForm,
    ShowAgainForm,
    forms_for,
)
from forum.moderation.item_page import beside
from forum.moderation.rules import HELD_WORDS, REASONS, prompt_of
from forum.statements.grounds import GROUNDS
from forum.statements.words import MEASURES


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
    actions.approve_post(item.post, ruling=_ruling(item, form))
    return _go_on(item, _("Approved: the post is public now."))


@blueprint.post("/moderation/posts/<int:post_id>/keep")
@limited("decide")
def keep(post_id):
    item = access.item_for_deciding(current_user, post_id)
    form = KeepForm()
    if answer := _answer_before_deciding(item, form):
        return answer
    actions.keep_post(item.post, ruling=_ruling(item, form))
    return _go_on(item, _("Kept: the post stays, and those who reported it are told."))


@blueprint.post("/moderation/posts/<int:post_id>/hide")
@limited("decide")
def hide(post_id):
    item = access.item_for_deciding(current_user, post_id)
    form = HideForm()
    if answer := _answer_before_deciding(item, form):
        return answer
    actions.hide_post(item.post, ruling=_ruling(item, form))
    return _go_on(item, _("Hidden: readers see your reason in its place."))


@blueprint.post("/moderation/posts/<int:post_id>/redact")
@limited("decide")
def redact(post_id):
    item = access.item_for_deciding(current_user, post_id)
    form = RedactForm()
    if answer := _answer_before_deciding(item, form):
        return answer
    try:
        passages = [form.passage.data.strip()]
        actions.redact_post(item.post, passages=passages, ruling=_ruling(item, form))
    except Invalid as refusal:
        form.refuse(refusal)
        return _item_page(item, form), 422
    return _go_on(item, _("Removed for good: the passage stands nowhere any more."))


@blueprint.post("/moderation/posts/<int:post_id>/move")
@limited("decide")
def move(post_id):
    item = access.item_for_moving(current_user, post_id)
    form = MoveForm()
    form.offer(item, categories())
    if answer := _answer_before_deciding(item, form):
        return answer
    category = category_named(form.category.data)
    actions.move_case(item.post, category=category, ruling=_ruling(item, form))
    return _go_on(item, _("Moved: the case stands in its new category."))


@blueprint.post("/moderation/posts/<int:post_id>/show-again")
@limited("decide")
def show_again(post_id):
    item = access.item_for_deciding(current_user, post_id)
    form = ShowAgainForm()
    if answer := _answer_before_deciding(item, form):
        return answer
    actions.show_post_again(item.post, ruling=_ruling(item, form))
    return _go_on(item, _("Shown again: the post is public."))


def _answer_before_deciding(item, form):
    """What is answered instead of a decision: to a double click, to old news, to bad input."""
    if earlier := earlier_result(form, scope_of(current_user)):
        return earlier
    if form.is_stale(item):
        return _item_page(item, form, is_stale=True), 409
    if not form.validate_on_submit():
        return _item_page(item, form), 422
    return None


def _ruling(item, form):
    return form.ruling(current_user, prompt_of(item.kind), item.since if item.kind else None)


def _go_on(item, sentence: str):
    """After a decision: the next thing that waits, taken for this moderator."""
    flash(sentence, "success")
    address = working.go_on(current_user, working.key_of_post(item), kind=_kind())
    answer = web.done_at(address)
    commit()
    return answer


def _item_page(item, sent=None, *, is_stale=False):
    return render_template(
        "moderation/show.html",
        item=item,
        forms=forms_for(item, categories(), sent),
        sent=sent,
        form=None if is_stale else sent,
        is_stale=is_stale,
        reason_words=REASONS,
        held_words=HELD_WORDS,
        measures=MEASURES,
        grounds=GROUNDS,
        kind=_kind(),
        cursor=None,
        **beside(item, current_user),
    )


def _kept_form(post_id):
    """What a moderator typed before their sign-in or the form's token expired, or None."""
    for kind in (HideForm, RedactForm, MoveForm, ShowAgainForm):
        kept = restored(url_for(f"moderation.{kind.decision}", post_id=post_id))
        if kept:
            return kind(formdata=kept)
    return None


def _kind() -> str | None:
    """The filter with which the moderator works."""
    return request.args.get("kind") or None
