"""Routes of self-service for administrators, in five stops: see the clicks, add, change."""

from flask import Response, flash, render_template
from flask_login import current_user

from forum.accounts.access import require_admin
from forum.accounts.limits import limited
from forum.cases import queries as cases
from forum.cases.forms import category_choices
from forum.cases.words import category_names
from forum.core import web
from forum.core.commit import commit
from forum.core.i18n import _
from forum.desk.blueprint import blueprint
from forum.knowledge import access, self_help_actions, self_help_queries
from forum.knowledge.self_help_forms import SelfServiceForm


@blueprint.get("/desk/self-service")
def self_services():
    require_admin(current_user)
    return _list_page(_offered(SelfServiceForm(web.restored())))


@blueprint.post("/desk/self-service")
@limited("serve")
def add_self_service():
    require_admin(current_user)
    form = _offered(SelfServiceForm())
    earlier = web.earlier_result(form, web.scope_of(current_user))
    if earlier:
        return earlier
    if not form.validate_on_submit():
        return _list_page(form, status=422)
    self_help_actions.add_self_service(**form.values)
    flash(_("It is offered to whoever writes about it."), "success")
    response = web.done("desk.self_services")
    commit()
    return response


@blueprint.get("/desk/self-service/<int:row_id>")
def ask_self_service(row_id):
    row = access.self_service_for_editing(current_user, row_id)
    return _change_page(row, _offered(SelfServiceForm(web.restored(), obj=row)))


@blueprint.post("/desk/self-service/<int:row_id>")
@limited("serve")
def self_service(row_id):
    row = access.self_service_for_editing(current_user, row_id)
    form = _offered(SelfServiceForm())
    earlier = web.earlier_result(form, web.scope_of(current_user))
    if earlier:
        return earlier
    if not form.validate_on_submit():
        return _change_page(row, form, status=422)
    self_help_actions.change_self_service(row, **form.values)
    response = web.done("desk.self_services")
    commit()
    return response


def _offered(form: SelfServiceForm) -> SelfServiceForm:
    return form.offer(category_choices(cases.categories())[1:])


def _list_page(form, status: int = 200) -> Response:
    page = render_template(
        "desk/self_services.html",
        form=form,
        found=self_help_queries.all_with_clicks(),
        names=category_names(),
        days=self_help_queries.DAYS,
    )
    return Response(page, status)


def _change_page(row, form, status: int = 200) -> Response:
    return Response(render_template("desk/self_service.html", row=row, form=form), status)
