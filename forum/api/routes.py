"""The routes of the API in one table, and what happens before each; refuses everything else."""

from flask import Blueprint, current_app, g, request

from forum.api import access, case_routes, idempotency, post_routes, public_routes, queue_routes
from forum.core.limits import limiter
from forum.core.web import READING

ROOT = "/api/v1"
# Far above what anybody's program does all day, far below what would disturb others.
WRITES = "600 per minute"

ROUTES = (
    ("GET", "/categories", public_routes.list_categories),
    ("GET", "/cases", case_routes.list_cases),
    ("POST", "/cases", case_routes.open_case),
    ("GET", "/cases/<int:number>", case_routes.show_case),
    ("POST", "/cases/<int:number>/posts", post_routes.add_post),
    ("GET", "/cases/<int:number>/posts/<int:position>", post_routes.show_post),
    ("POST", "/cases/<int:number>/posts/<int:position>/reports", post_routes.report_post),
    ("POST", "/cases/<int:number>/solution", case_routes.mark_solution),
    ("POST", "/cases/<int:number>/affected", case_routes.say_me_too),
    ("DELETE", "/cases/<int:number>/affected", case_routes.take_back_me_too),
    ("POST", "/cases/<int:number>/confirmation", case_routes.confirm_solution),
    ("POST", "/cases/<int:number>/reopening", case_routes.reopen_case),
    ("POST", "/cases/<int:number>/decline", case_routes.decline_case),
    ("POST", "/cases/<int:number>/claim", queue_routes.claim_case),
    ("DELETE", "/cases/<int:number>/claim", queue_routes.release_case),
    ("POST", "/cases/<int:number>/grants", queue_routes.grant_head_start),
    ("DELETE", "/cases/<int:number>/grants/<int:grant_id>", queue_routes.revoke_head_start),
    ("GET", "/queue", queue_routes.list_queue),
    ("POST", "/queue/next", queue_routes.claim_next),
    ("GET", "/rulebook", queue_routes.show_rulebook),
    ("GET", "/rulebook/<int:version>", queue_routes.show_rulebook_of),
    ("GET", "/search", public_routes.search),
    ("GET", "/similar", public_routes.similar),
    ("GET", "/log", public_routes.list_log),
    ("GET", "/me", public_routes.show_me),
    ("GET", "/openapi.json", public_routes.show_openapi),
)

blueprint = Blueprint("api", __name__, url_prefix=ROOT)
for _method, _rule, _view in ROUTES:
    blueprint.add_url_rule(_rule, view_func=_view, methods=[_method])


@blueprint.before_request
def begin():
    """Who asks, whether they may write this often, and whether they asked this before."""
    g.idempotency = None
    access.identify(request)
    if request.method in READING:
        return None
    user = access.require_token()
    return idempotency.earlier_answer(request, user.id)


def writes_allowed() -> str:
    """How often one token may write, as Flask-Limiter reads it; `API_WRITES` replaces it."""
    return current_app.config.get("API_WRITES", WRITES)


limiter.shared_limit(
    writes_allowed, scope="api", key_func=access.who_writes, methods=["POST", "DELETE"]
)(blueprint)
