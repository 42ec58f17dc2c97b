"""Routes of drafted rulebooks in five stops; refuses selects, rights and arithmetic."""

from dataclasses import replace

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask_login import current_user

from forum.accounts.access import require_moderator
from forum.accounts.limits import limited
from forum.cases.words import category_names
from forum.core import web
from forum.core.commit import commit
from forum.core.errors import Invalid
from forum.core.i18n import _
from forum.moderation.rulebook_forms import FrameForm, RuleForm, SeenForm
from forum.moderation.rulebook_page import draft_page, list_page
from forum.queue.rulebook_actions import put_in_force
from forum.rulebook import access, actions
from forum.rulebook.queries import content_of

blueprint = Blueprint("rulebook", __name__)
ROOT = "/moderation/rulebook"


@blueprint.get(ROOT)
def index():
    require_moderator(current_user)
    return render_template("rulebook/index.html", **list_page())


@blueprint.post(f"{ROOT}/drafts")
@limited("decide")
def start():
    require_moderator(current_user)
    if earlier := _earlier():
        return earlier
    draft = actions.start_draft(proposer=current_user)
    return _go_on("rulebook.show", draft_id=draft.id)


@blueprint.get(f"{ROOT}/drafts/<int:draft_id>")
def show(draft_id):
    draft = access.draft_for_reading(current_user, draft_id)
    if draft.state == "published":
        return redirect(url_for("rules.show", version=draft.version))
    return _draft_page(draft, FrameForm(web.restored(), data=_frame_of(draft)))


@blueprint.post(f"{ROOT}/drafts/<int:draft_id>")
@limited("decide")
def save(draft_id):
    draft = access.draft_for_changing(current_user, draft_id)
    form = FrameForm()
    if earlier := web.earlier_result(form, web.scope_of(current_user)):
        return earlier
    if not form.validate_on_submit():
        return _draft_page(draft, form, 422)
    try:
        actions.save_frame(draft, cap=form.cap, note=form.note.data)
    except Invalid as refusal:
        form.refuse(refusal)
        return _draft_page(draft, form, 422)
    return _go_on("rulebook.show", draft_id=draft_id)


@blueprint.get(f"{ROOT}/drafts/<int:draft_id>/rules/<code>")
def ask_rule(draft_id, code):
    draft = access.draft_for_changing(current_user, draft_id)
    rule = access.rule_in(draft, code)
    answers = RuleForm.answers_of(rule) if rule else {}
    return _rule_page(draft, code, RuleForm(web.restored(), data=answers))


@blueprint.post(f"{ROOT}/drafts/<int:draft_id>/rules/<code>")
@limited("decide")
def rule(draft_id, code):
    draft = access.draft_for_changing(current_user, draft_id)
    held = access.rule_in(draft, code)
    form = RuleForm().offer(category_names())
    if earlier := web.earlier_result(form, web.scope_of(current_user)):
        return earlier
    if not form.validate_on_submit():
        return _rule_page(draft, code, form, 422)
    written = form.rule(held.code if held else actions.free_code(draft))
    try:
        actions.save_rule(draft, written)
    except Invalid as refusal:
        form.refuse(refusal)
        return _rule_page(draft, code, form, 422)
    return _go_on("rulebook.show", draft_id=draft_id, _anchor=written.code)


@blueprint.post(f"{ROOT}/drafts/<int:draft_id>/rules/<code>/remove")
@limited("decide")
def remove(draft_id, code):
    draft = access.draft_for_changing(current_user, draft_id)
    if earlier := _earlier():
        return earlier
    actions.remove_rule(draft, code)
    return _go_on("rulebook.show", draft_id=draft_id)


@blueprint.post(f"{ROOT}/drafts/<int:draft_id>/propose")
@limited("decide")
def propose(draft_id):
    draft = access.draft_for_changing(current_user, draft_id)
    if earlier := _earlier():
        return earlier
    actions.propose(draft)
    flash(_("Proposed. Another moderator looks at it, and can publish it."), "success")
    return _go_on("rulebook.show", draft_id=draft_id)


@blueprint.post(f"{ROOT}/drafts/<int:draft_id>/take-back")
@limited("decide")
def take_back(draft_id):
    draft = access.draft_for_changing(current_user, draft_id)
    if earlier := _earlier():
        return earlier
    actions.take_back(draft)
    return _go_on("rulebook.show", draft_id=draft_id)


@blueprint.post(f"{ROOT}/drafts/<int:draft_id>/catch-up")
@limited("decide")
def catch_up(draft_id):
    draft = access.draft_for_changing(current_user, draft_id)
    if earlier := _earlier():
        return earlier
    actions.catch_up(draft)
    return _go_on("rulebook.show", draft_id=draft_id)


@blueprint.post(f"{ROOT}/drafts/<int:draft_id>/discard")
@limited("decide")
def discard(draft_id):
    draft = access.draft_for_changing(current_user, draft_id)
    if earlier := _earlier():
        return earlier
    actions.discard(draft)
    flash(_("The draft is discarded."), "success")
    return _go_on("rulebook.index")


@blueprint.post(f"{ROOT}/drafts/<int:draft_id>/publish")
@limited("decide")
def publish(draft_id):
    draft = access.draft_for_reading(current_user, draft_id)
    form = SeenForm()
    if earlier := web.earlier_result(form, web.scope_of(current_user)):
        return earlier
    if form.seen.data != draft.fingerprint:
        flash(_("The draft has changed while you looked at it. Please look again."), "warning")
        return _draft_page(draft, FrameForm(None, data=_frame_of(draft)), 409)
    rulebook = put_in_force(draft, approver=current_user)
    flash(_("Rulebook %(version)s is in force.", version=rulebook.version), "success")
    return _go_on("rules.show", version=rulebook.version)


def _earlier() -> web.Answer | None:
    return web.earlier_result(SeenForm(), web.scope_of(current_user))


def _go_on(endpoint: str, **values) -> web.Answer:
    response = web.done(endpoint, **values)
    commit()
    return response


def _frame_of(draft) -> dict:
    cap = content_of(draft).cap
    return {"hours": cap // 60, "minutes": cap % 60, "note": draft.note}


def _draft_page(draft, form, status: int = 200) -> Response:
    page = draft_page(replace(content_of(draft), version=None), draft, current_user)
    return Response(render_template("rulebook/show.html", form=form, **page), status)


def _rule_page(draft, code: str, form, status: int = 200) -> Response:
    form.offer(category_names())
    page = render_template("rulebook/rule.html", draft=draft, code=code, form=form)
    return Response(page, status)
