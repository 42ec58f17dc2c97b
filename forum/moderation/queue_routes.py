"""What waits for moderators: the list, taking the next, giving back, a batch of plain spam."""

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from forum.accounts.access import require_moderator
from forum.accounts.limits import limited
from forum.cases.queries import categories
from forum.core.commit import commit
from forum.core.errors import Invalid
from forum.core.i18n import _, _n
from forum.core.web import done, earlier_result, scope_of
from forum.moderation import access, batch_actions, queries, working
from forum.moderation.blueprint import blueprint
from forum.moderation.forms import BatchForm, forms_for
from forum.moderation.item_page import listed
from forum.moderation.rules import HELD_WORDS, KINDS, REASONS
from forum.statements.grounds import GROUNDS
from forum.statements.words import MEASURES


@blueprint.get("/moderation")
def index():
    require_moderator(current_user)
    return _list_page(BatchForm(formdata=None))


@blueprint.post("/moderation/next")
@limited("decide")
def take_next():
    require_moderator(current_user)
    kind = request.args.get("kind") or None
    found = working.take_next(current_user, kind=kind)
    if not found:
        flash(_("Nothing waits here that you may decide and nobody else looks at."), "info")
    address = working.address_of(found, kind)
    commit()
    return redirect(address, 303)


@blueprint.post("/moderation/posts/<int:post_id>/pass")
@limited("decide")
def pass_on(post_id):
    item = access.item_for_reading(current_user, post_id)
    kind = request.args.get("kind") or None
    found = working.pass_on(current_user, working.key_of_post(item), kind=kind)
    address = working.address_of(found, kind)
    commit()
    return redirect(address, 303)


@blueprint.post("/moderation/batch")
@limited("decide")
def batch():
    chosen = access.items_for_batch(current_user, request.form.getlist("chosen"))
    form = BatchForm()
    if earlier := earlier_result(form, scope_of(current_user)):
        return earlier
    if not form.validate_on_submit():
        return _list_page(form), 422
    try:
        hidden = batch_actions.hide_spam(chosen, form=form, moderator=current_user)
    except Invalid as refusal:
        form.refuse(refusal)
        return _list_page(form), 422
    flash(_n("%(num)s post is hidden.", "%(num)s posts are hidden.", hidden), "success")
    answer = done("moderation.index", kind="spam")
    commit()
    return answer


def _list_page(batch_form):
    kind, cursor = request.args.get("kind") or None, request.args.get("cursor") or None
    page = queries.waiting_page(kind=kind, cursor=cursor)
    offered = categories()
    cards = [
        (item, objection, forms_for(item, offered) if item else {})
        for item, objection in listed(page.items, current_user)
    ]
    return render_template(
        "moderation/index.html",
        cards=cards,
        next_cursor=page.next,
        counts=queries.counts(),
        kinds=KINDS,
        reason_words=REASONS,
        held_words=HELD_WORDS,
        measures=MEASURES,
        grounds=GROUNDS,
        kind=kind,
        cursor=cursor,
        batch_form=batch_form,
        chosen=request.form.getlist("chosen"),
        next_url=url_for("moderation.take_next", kind=kind),
    )
