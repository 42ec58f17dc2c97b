"""The routes of the API in one table, and what happens before each; refuses everything else."""

from flask import Blueprint, g, request

from forum.accounts.limits import limited
from forum.api import (
    access,
    case_routes,
    fairness_routes,
    idempotency,
    post_routes,
    precedent_routes,
    public_routes,
    queue_routes,
)
from forum.api.answers import shown
from forum.api.openapi.document import document
from forum.core.web import READING

ROOT = "/api/v1"


def show_openapi():
    return shown(document(ROOT, ROUTES))


# Method, rule, view, and the line of the table of limits that counts it beside the program's own.
ROUTES = (
    ("GET", "/categories", public_routes.list_categories, "read"),
    ("GET", "/cases", case_routes.list_cases, "read"),
    ("POST", "/cases", case_routes.open_case, "open"),
    ("GET", "/cases/<int:number>", case_routes.show_case, "read"),
    ("POST", "/cases/<int:number>/posts", post_routes.add_post, "reply"),
    ("GET", "/cases/<int:number>/posts/<int:position>", post_routes.show_post, "read"),
    ("POST", "/cases/<int:number>/posts/<int:position>/reports", post_routes.report_post, "report"),
    ("POST", "/cases/<int:number>/solution", case_routes.mark_solution, "settle"),
    ("POST", "/cases/<int:number>/affected", case_routes.say_me_too, "me too"),
    ("DELETE", "/cases/<int:number>/affected", case_routes.take_back_me_too, "me too"),
    ("POST", "/cases/<int:number>/confirmation", case_routes.confirm_solution, "settle"),
    ("POST", "/cases/<int:number>/reopening", case_routes.reopen_case, "settle"),
    ("POST", "/cases/<int:number>/decline", case_routes.decline_case, "serve"),
    ("POST", "/cases/<int:number>/claim", queue_routes.claim_case, "serve"),
    ("DELETE", "/cases/<int:number>/claim", queue_routes.release_case, "serve"),
    ("POST", "/cases/<int:number>/grants", queue_routes.grant_head_start, "decide"),
    (
        "DELETE",
        "/cases/<int:number>/grants/<int:grant_id>",
        queue_routes.revoke_head_start,
        "decide",
    ),
    ("GET", "/queue", queue_routes.list_queue, "read"),
    ("POST", "/queue/next", queue_routes.claim_next, "serve"),
    ("GET", "/rulebook", queue_routes.show_rulebook, "read"),
    ("GET", "/rulebook/<int:version>", queue_routes.show_rulebook_of, "read"),
    ("GET", "/precedents", precedent_routes.list_precedents, "read"),
    ("GET", "/search", public_routes.search, "search"),
    ("GET", "/similar", public_routes.similar, "search"),
    ("GET", "/log", public_routes.list_log, "read"),
    ("GET", "/fairness", fairness_routes.show_fairness, "read"),
    ("GET", "/me", public_routes.show_me, "read"),
    ("GET", "/openapi.json", show_openapi, "read"),
)

blueprint = Blueprint("api", __name__, url_prefix=ROOT)
for _method, _rule, _view, _action in ROUTES:
    _counted = {"read", _action} if _method in READING else {"write", _action}
    _limited = limited(*sorted(_counted), who=access.person)
    blueprint.add_url_rule(_rule, view_func=_limited(_view), methods=[_method])


@blueprint.before_request
def begin():
    """Whether this network may ask, who asks, and whether they asked this before."""
    g.idempotency = None
    _call()
    access.identify(request)
    if request.method in READING:
        return None
    user = access.require_token()
    return idempotency.earlier_answer(request, user.id)


@limited("call")
def _call() -> None:
    """Counted before anybody looks whose token it is: guessing one is a request, too."""
