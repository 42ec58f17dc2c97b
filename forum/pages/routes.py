"""Pages that show several rooms at once: home, search, health. Refuses to change anything."""

from flask import Blueprint, jsonify, request
from flask_login import current_user

from forum.accounts.limits import limited
from forum.cases import queries
from forum.core import health, web
from forum.core.templating import same_address
from forum.ledger import health as sealing_health
from forum.pages import finding, front

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def home():
    page = front.front_page()
    return web.public_page("pages/home.html", signed_in=current_user.is_authenticated, **vars(page))


@blueprint.get("/search")
@limited("search")
def search():
    found = finding.find(request.args)
    return web.public_page(
        "pages/search.html",
        signed_in=current_user.is_authenticated,
        question=found.question,
        results=found.results,
        found=found.pairs,
        articles=found.articles,
        categories=queries.categories,
        arguments=request.args,
        next_url=same_address(cursor=found.next) if found.next else None,
        first_url=same_address(cursor=None) if request.args.get("cursor") else None,
    )


@blueprint.get("/healthz")
def healthz():
    return jsonify(status="ok")


@blueprint.get("/readyz")
def readyz():
    problems = health.problems() + sealing_health.problems()
    return jsonify(status="ok" if not problems else "not ready", problems=problems), (
        503 if problems else 200
    )
