"""The desk's answer templates, in five stops; staff only. Refuses selects, rights and words."""

from flask import Response, flash, render_template, request, url_for
from flask_login import current_user

from forum.accounts.access import require_staff
from forum.accounts.limits import limited
from forum.cases.words import category_names
from forum.core import web
from forum.core.commit import commit
from forum.core.errors import Refused
from forum.core.i18n import LANGUAGES, _
from forum.core.text import clean_line
from forum.desk.blueprint import blueprint
from forum.knowledge import template_actions, template_queries
from forum.knowledge.template_access import template_for_staff
from forum.knowledge.template_forms import RetireForm, TemplateForm


@blueprint.get("/desk/templates")
def templates():
    require_staff(current_user)
    filters = _filters()
    page = template_queries.template_list(filters, request.args.get("cursor"))
    asked: dict = {"q": filters.words, "category": filters.category, "language": filters.language}
    asked["retired"] = "1" if filters.is_retired else None
    following = url_for("desk.templates", cursor=page.next, **asked) if page.next else None
    return render_template(
        "desk/templates.html",
        page=page,
        filters=filters,
        records=template_queries.records_of(page.items),
        names=category_names(),
        following=following,
    )


@blueprint.get("/desk/templates/new")
def new_template():
    require_staff(current_user)
    form = TemplateForm(web.restored(url_for("desk.write_template")))
    return _new_page(form.offer(category_names()))


@blueprint.post("/desk/templates")
@limited("serve")
def write_template():
    require_staff(current_user)
    form = TemplateForm().offer(category_names())
    earlier = web.earlier_result(form, web.scope_of(current_user))
    if earlier:
        return earlier
    if not form.validate_on_submit():
        return _new_page(form, 422)
    template = template_actions.write_template(author=current_user, **form.said)
    flash(_("The template is offered from now on where it fits."), "success")
    response = web.done("desk.template", template_id=template.id)
    commit()
    return response


@blueprint.get("/desk/templates/<int:template_id>")
def template(template_id):
    found = template_for_staff(current_user, template_id)
    present = template_queries.present_version(found)
    said = {"title": found.title, "category": found.category or "", "language": found.language}
    said |= {"text": present.text, "seen": str(found.version)}
    return _page(found, TemplateForm(web.restored(), data=said).offer(category_names()))


@blueprint.post("/desk/templates/<int:template_id>")
@limited("serve")
def change_template(template_id):
    found = template_for_staff(current_user, template_id)
    form = TemplateForm().offer(category_names())
    earlier = web.earlier_result(form, web.scope_of(current_user))
    if earlier:
        return earlier
    if not form.validate_on_submit():
        return _page(found, form, 422)
    try:
        template_actions.change_template(found, author=current_user, seen=form.version, **form.said)
    except Refused as refusal:  # what was typed stays; the present text is among the versions
        form.refuse(refusal)
        form.seen.data = str(found.version)
        return _page(found, form, refusal.status)
    flash(_("Saved as version %(version)s.", version=found.version), "success")
    response = web.done("desk.template", template_id=template_id)
    commit()
    return response


@blueprint.post("/desk/templates/<int:template_id>/retirement")
@limited("serve")
def retire_template(template_id):
    found = template_for_staff(current_user, template_id)
    form = RetireForm()
    earlier = web.earlier_result(form, web.scope_of(current_user))
    if earlier:
        return earlier
    is_back = form.back_again.data == "1"
    verb = template_actions.bring_back_template if is_back else template_actions.retire_template
    verb(found)
    flash(_("It is offered again.") if is_back else _("It is offered no more."), "success")
    response = web.done("desk.template", template_id=template_id)
    commit()
    return response


def _filters() -> template_queries.TemplateFilters:
    """What the address asks for; what is unknown narrows nothing."""
    asked = request.args
    category, language = asked.get("category", ""), asked.get("language", "")
    return template_queries.TemplateFilters(
        words=clean_line(asked.get("q", ""))[:200],
        category=category if category in category_names() else "",
        language=language if language in LANGUAGES else "",
        is_retired=asked.get("retired") == "1",
    )


def _new_page(form: TemplateForm, status: int = 200):
    return Response(render_template("desk/new_template.html", form=form), status)


def _page(found, form: TemplateForm, status: int = 200):
    values = {
        "template": found,
        "form": form,
        "versions": template_queries.versions_of(found),
        "records": template_queries.records_of_versions(found),
    }
    return Response(render_template("desk/template.html", **values), status)
