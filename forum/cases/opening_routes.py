"""Opening a case in three steps on one page; the same path with and without JavaScript."""

from flask import Response, flash, render_template, request
from flask_login import current_user

from forum.accounts.access import require_writing
from forum.accounts.limits import limited
from forum.cases import access, actions, forms, known, queries
from forum.cases.blueprint import blueprint
from forum.cases.personal_choice import PersonalData
from forum.cases.personal_words import question_about
from forum.cases.repetition import Repeated
from forum.core import web
from forum.core.commit import commit
from forum.core.db import intend_to_write
from forum.core.i18n import _
from forum.core.markdown import BODY_LIMIT, render


@blueprint.get("/cases/new")
def new():
    form = _begun_form(web.restored())
    return _new_page(form, similar=_similar(form) if form.title.data else known.NOTHING)


@blueprint.post("/cases/new")
@limited("preview")
def create():
    return _look() if "look" in request.form else _draw()


@limited("open")
def _draw():
    """The button that draws a number."""
    require_writing(current_user)
    form = _case_form()
    earlier = web.earlier_result(form, web.scope_of(current_user))
    if earlier:
        return earlier
    similar = _similar(form)
    if not form.validate_on_submit():
        return _new_page(form, similar=similar, status=422)
    if similar and not form.seen.data:
        form.seen.data = "1"
        return _new_page(form, similar=similar, asks_first=True)
    try:
        case = actions.open_case(
            author=current_user,
            title=form.title.data,
            body=form.body.data,
            category=access.category_named(form.category.data),
            kind=form.kind.data,
            facts=form.facts,
            suspicion=forms.suspicion_of(form),
            personal=form.choice,
        )
    except Repeated as refusal:
        form.refuse(refusal)
        return _new_page(form, similar=similar, status=422)
    except PersonalData as found:
        return _new_page(form, similar=similar, status=422, personal=question_about(found))
    flash(_opened(case), "success")
    response = web.done("cases.show", number=case.number)
    commit()
    return response


def _look():
    """The button that asks for similar cases: anybody may, and nothing is written."""
    intend_to_write(False)
    form = _case_form()
    form.seen.data = "1"
    return _new_page(form, similar=_similar(form))


@blueprint.get("/cases/similar")
@limited("preview")
def similar():
    title, body = request.args.get("title", ""), request.args.get("body", "")
    return render_template("cases/similar.html", similar=known.known_about(title, body))


@blueprint.get("/cases/self-service")
@limited("preview")
def self_service():
    asked = (request.args.get(name, "") for name in ("category", "title", "body"))
    return render_template("cases/self_service.html", offered=known.self_service_for(*asked))


@blueprint.post("/cases/preview")
@limited("preview")
def preview():
    intend_to_write(False)  # nobody's write has to wait while a text is only looked at
    html = render(request.form.get("body", "")[:BODY_LIMIT]).html
    return render_template("cases/preview.html", html=html)


def _case_form(kept=None) -> forms.CaseForm:
    form = forms.CaseForm(kept) if kept else forms.CaseForm()
    return form.offer(queries.categories())


def _begun_form(kept) -> forms.CaseForm:
    """What was kept, else empty but for the category that a link of ours names, if there is one."""
    form = _case_form(kept)
    wish = request.args.get("category")
    if not kept and wish in [choice.value for choice in form.category.choices]:
        form.category.data = wish
    return form


def _similar(form) -> known.Known:
    return known.known_about(form.title.data or "", form.body.data or "")


def _new_page(form, *, similar, status: int = 200, **asked):
    """`asked` is what has to be answered first: `asks_first` or the question `personal`."""
    typed = (form[name].data or "" for name in ("category", "title", "body"))
    page = render_template(
        "cases/new.html",
        form=form,
        similar=similar,
        offered=known.self_service_for(*typed),
        **asked,
    )
    return Response(page, status)


def _opened(case) -> str:
    if case.visibility == "pending":
        return _(
            "Your case is number %(number)s. A moderator looks at it before it becomes public.",
            number=case.number,
        )
    return _("Your case has drawn the number %(number)s.", number=case.number)
