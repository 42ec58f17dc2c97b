"""Reports by anybody, their receipts, and the request to take a passage out of one's own post."""

from flask import flash, render_template
from flask_login import current_user

from forum.accounts.limits import limited
from forum.cases.thread_pages import place_of
from forum.core.commit import commit
from forum.core.i18n import _
from forum.core.limits import network
from forum.core.web import done, earlier_result, restored, scope_of
from forum.moderation import access, queries, report_actions
from forum.moderation.blueprint import blueprint
from forum.moderation.report_forms import NoticeForm, ReportForm, TakeOutForm


@blueprint.get("/cases/<int:number>/posts/<int:position>/reports")
def report(number, position):
    post = access.post_for_the_form(current_user, number, position)
    return _report_page(post, _form()(formdata=restored()))


@blueprint.post("/cases/<int:number>/posts/<int:position>/reports")
@limited("report")
def send_report(number, position):
    post = access.post_for_reporting(current_user, number, position)
    form = _form()()
    if earlier := earlier_result(form, _scope()):
        return earlier
    if not form.validate_on_submit():
        return _report_page(post, form), 422
    said = {"reason": form.reason.data, "note": form.note.data or ""}
    if current_user.is_authenticated:
        report_actions.report_post(post, reporter=current_user, **said)
        flash(
            _("Thank you. A moderator looks at it, and you are told what was decided."), "success"
        )
        answer = done("cases.show", **place_of(number, position))
    else:
        contact = form.contact.data or None
        _row, key = report_actions.report_without_account(post, contact=contact, **said)
        answer = done("moderation.receipt", key=key)
    commit()
    return answer


@blueprint.get("/reports/<key>")
def receipt(key):
    return render_template("moderation/receipt.html", report=access.report_by_key(key))


@blueprint.get("/cases/<int:number>/posts/<int:position>/take-out")
def take_out(number, position):
    post = access.post_for_taking_out(current_user, number, position)
    return _take_out_page(post, TakeOutForm(formdata=restored()))


@blueprint.post("/cases/<int:number>/posts/<int:position>/take-out")
@limited("report")
def ask_to_take_out(number, position):
    post = access.post_for_taking_out(current_user, number, position)
    form = TakeOutForm()
    if earlier := earlier_result(form, scope_of(current_user)):
        return earlier
    if not form.validate_on_submit():
        return _take_out_page(post, form), 422
    passage, note = form.passage.data, form.note.data or ""
    report_actions.ask_to_take_out(post, author=current_user, passage=passage, note=note)
    flash(_("A moderator removes the passage from every version of your post."), "success")
    answer = done("cases.show", **place_of(number, position))
    commit()
    return answer


def _form():
    return ReportForm if current_user.is_authenticated else NoticeForm


def _scope() -> str:
    """Under which scope the send-once keys are kept: the person's, or the network's."""
    return scope_of(current_user) if current_user.is_authenticated else f"visitor {network()}"


def _report_page(post, form):
    earlier = queries.report_by(current_user, post) if current_user.is_authenticated else None
    return render_template("moderation/report.html", post=post, form=form, earlier=earlier)


def _take_out_page(post, form):
    earlier = queries.report_by(current_user, post)
    return render_template("moderation/take_out.html", post=post, form=form, earlier=earlier)
