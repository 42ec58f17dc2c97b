"""The private part over HTTP, in five stops; refuses selects, rights and arithmetic."""

from io import BytesIO

from flask import Blueprint, Response, flash, render_template, request, send_file
from flask_login import current_user

from forum.accounts.limits import limited
from forum.cases import annex_access as access
from forum.cases import annex_actions as actions
from forum.cases import annex_forms as forms
from forum.cases.case_page import CasePage
from forum.core import web
from forum.core.commit import commit
from forum.core.db import intend_to_write
from forum.core.errors import Invalid, Problem, Refused
from forum.core.i18n import _
from forum.queue.turns import NotItsTurn

blueprint = Blueprint("annex", __name__)

# A film sent by mistake is still refused with its text kept; what is larger is not read at all.
SENT_AT_MOST = 64 * 2**20  # bytes


@blueprint.before_request
def note_that_reading_writes() -> None:
    """Who looks is noted in the transaction that shows it."""
    intend_to_write(True)


@blueprint.after_request
def keep_nowhere(response: Response) -> Response:
    """No browser and no proxy keeps an answer from here, not even a refusal."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers.pop("Expires", None)
    return response


@blueprint.get("/cases/<int:number>/private")
def show(number):
    case = access.annex_for_reading(current_user, number)
    exchange = actions.open_annex(
        case, reader=current_user, cursor=request.args.get("cursor") or None
    )
    page = _page(case, _empty_form(case), exchange=exchange)
    commit()
    return page


@blueprint.post("/cases/<int:number>/private")
@web.takes_files(SENT_AT_MOST)
@limited("private message")
def write(number):
    case = access.annex_for_writing(current_user, number)
    form = forms.MessageForm()
    earlier = web.earlier_result(form, web.scope_of(current_user))
    if earlier:
        return earlier
    if not form.validate_on_submit():
        return _page(case, form, status=422)
    try:
        actions.write_message(
            case,
            author=current_user,
            text=form.body.data,
            files=form.sent_files,
            vanishes=form.vanishes.data,
            then=form.then.data,
            next_word_by=form.next_word_moment,
        )
    except (Invalid, Refused) as refusal:  # what was typed is kept
        return _refused(case, form, refusal)
    flash(_("Your message is in the private part."), "success")
    response = web.done("annex.show", number=number)
    commit()
    return response


@blueprint.post("/cases/<int:number>/private/requests")
@limited("private message")
def ask(number):
    case = access.annex_for_asking(current_user, number)
    form = forms.AskForm()
    earlier = web.earlier_result(form, f"{web.scope_of(current_user)} asks")
    if earlier:
        return earlier
    if not form.validate_on_submit():
        return _page(case, _empty_form(case), asking=form, status=422)
    try:
        actions.ask_for_data(case, staff=current_user, what=form.what.data)
    except Refused as refusal:
        return _refused(case, form, refusal)
    flash(_("The customer is asked; until the answer the clock of the case stands."), "success")
    response = web.done("annex.show", number=number)
    commit()
    return response


@blueprint.post("/cases/<int:number>/private/messages/<int:message_id>/lasting")
@limited("private message")
def change_lasting(number, message_id):
    message = access.message_for_changing(current_user, number, message_id)
    form = forms.LastingForm()
    if not form.validate_on_submit():
        raise Invalid(_("This request was damaged on its way. Go back and try again."))
    actions.keep_until_end(message, vanishes=form.vanishes.data)
    response = web.done("annex.show", number=number)
    commit()
    return response


@blueprint.get("/cases/<int:number>/private/files/<int:file_id>")
def file(number, file_id):
    case = access.annex_for_reading(current_user, number)
    found = access.file_for_reading(current_user, number, file_id)
    content = actions.open_file(case, found, reader=current_user)
    response = send_file(
        BytesIO(content),
        found.media_type,
        as_attachment=True,
        download_name=found.name,
        max_age=0,
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    commit()
    return response


def _empty_form(case) -> forms.MessageForm:
    """Empty, or with what this browser typed before a failure; an author's texts vanish."""
    own = current_user.id == case.author_id
    return forms.MessageForm(web.restored() or None, data={"vanishes": own})


def _refused(case, form, refusal: Problem) -> Response:
    """The page of a refusal by a verb, with what was typed."""
    status = 409 if isinstance(refusal, NotItsTurn) else refusal.status
    if isinstance(form, forms.AskForm):
        form.refuse(refusal)
        return _page(case, _empty_form(case), asking=form, status=status)
    form.refuse(refusal)
    return _page(case, form, status=status)


def _page(case, form, *, asking=None, exchange=None, status: int = 200) -> Response:
    """The page; after a refusal without the messages, which nobody asked to read."""
    page = CasePage(case, current_user)
    has_ended = case.status in actions.ENDED
    html = render_template(
        "annex/show.html",
        case=case,
        page=page,
        form=form,
        asking=asking or forms.AskForm(),
        exchange=exchange,
        serves=page.serves,
        is_author=page.rights.is_author,
        has_ended=has_ended,
        may_write=case.visibility == "public" and not has_ended and _has_a_say(page),
    )
    return Response(html, status, mimetype="text/html")


def _has_a_say(page: CasePage) -> bool:
    """Whether this reader is of those who write here, and it is their turn to."""
    return page.rights.is_author or (page.serves and page.may_serve)
