"""The published rules: in force, of any number, and what changed; refuses drafts."""

from flask import Blueprint
from flask_login import current_user

from forum.cases.words import category_names
from forum.core import web
from forum.rulebook import access, cards, queries, words

blueprint = Blueprint("rules", __name__)


@blueprint.get("/rules")
def index():
    return _page(access.published_rulebook(None))


@blueprint.get("/rules/<int:version>")
def show(version):
    return _page(access.published_rulebook(version))


@blueprint.get("/rules/<int:version>/changes/<int:other>")
def changes(version, other):
    old, new = access.published_rulebook(version), access.published_rulebook(other)
    return web.public_page(
        "rules/changes.html",
        signed_in=current_user.is_authenticated,
        old=old,
        new=new,
        comparison=cards.comparison(
            queries.content_of(old), queries.content_of(new), category_names()
        ),
    )


def _page(row):
    rows = queries.published_rows()
    return web.public_page(
        "rules/show.html",
        signed_in=current_user.is_authenticated,
        rulebook=cards.card_of(row, category_names()),
        in_force=rows[0].version,
        published=rows,
        facts=words.fact_words().values(),
        never=words.never_facts(),
    )
