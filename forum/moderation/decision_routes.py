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
    said = _("Approved: the post is public now.")
    return _decide(item, ApproveForm(), actions.approve_post, said)


@blueprint.post("/moderation/posts/<int:post_id>/keep")
@limited("decide")
def keep(post_id):
    item = access.item_for_deciding(current_user, post_id)
    said = _("Kept: the post stays, and those who reported it are told.")
    return _decide(item, KeepForm(), actions.keep_post, said)


@blueprint.post("/moderation/posts/<int:post_id>/hide")
@limited("decide")
def hide(post_id):
    item = access.item_for_deciding(current_user, post_id)
    said = _("Hidden: readers see your reason in its place.")
    return _decide(item, HideForm(), actions.hide_post, said)


@blueprint.post("/moderation/posts/<int:post_id>/redact")
@limited("decide")
def redact(post_id):
    item = access.item_for_deciding(current_user, post_id)
    form = RedactForm()
    said = _("Removed for good: the passage stands nowhere any more.")

    def take_out(post, *, ruling):
        actions.redact_post(post, passages=[form.passage.data], ruling=ruling)

    return _decide(item, form, take_out, said)


@blueprint.post("/moderation/posts/<int:post_id>/move")
@limited("decide")
def move(post_id):
    item = access.item_for_moving(current_user, post_id)
    form = MoveForm().offer(item, categories())
    said = _("Moved: the case stands in its new category.")

    def put_there(post, *, ruling):
        category = category_named(form.category.data)
        actions.move_case(post, category=category, ruling=ruling)

    return _decide(item, form, put_there, said)


@blueprint.post("/moderation/posts/<int:post_id>/show-again")
@limited("decide")
def show_again(post_id):
    item = access.item_for_deciding(current_user, post_id)
    said = _("Shown again: the post is public.")
    return _decide(item, ShowAgainForm(), actions.show_post_again, said)


def _decide(item, form, verb, said: str):
    """From the form on: what was looked at is still so, the verb, and the next thing that waits."""
    if earlier := earlier_result(form, scope_of(current_user)):
        return earlier
    if form.is_stale(item):
        return _item_page(item, form, is_stale=True), 409
    if not form.validate_on_submit():
        return _item_page(item, form), 422
    since = item.since if item.kind else None
    ruling = form.ruling(current_user, prompt_of(item.kind), since)
    try:
        verb(item.post, ruling=ruling)
    except Invalid as refusal:
        form.refuse(refusal)
        return _item_page(item, form), 422
    flash(said, "success")
    answer = web.done_at(working.go_on(current_user, working.key_of_post(item), kind=_kind()))
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
