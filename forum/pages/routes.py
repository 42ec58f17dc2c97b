"""Pages that show several rooms at once: home, search, health. Refuses to change anything."""

from flask import Blueprint, jsonify, request, url_for
from flask_login import current_user

from forum.accounts.limits import limited
from forum.cases import queries
from forum.core import health, web
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
        next_url=_same_search(cursor=found.next) if found.next else None,
        first_url=_same_search(cursor=None) if request.args.get("cursor") else None,
    )


@blueprint.get("/healthz")
def healthz():
    return jsonify(status="ok")


@blueprint.get("/readyz")
def readyz():
    problems = health.problems()
    return jsonify(status="ok" if not problems else "not ready", problems=problems), (
        503 if problems else 200
    )


def _same_search(**changes) -> str:
    kept = {name: value for name, value in request.args.items() if value}
    return url_for("pages.search", **{**kept, **changes})
