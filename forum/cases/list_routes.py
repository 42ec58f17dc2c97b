"""Lists of cases; refuses selects and arithmetic."""

from flask import request
from flask_login import current_user

from forum.cases import cards, filters, queries, rating_words
from forum.cases.blueprint import blueprint
from forum.core import web
from forum.core.templating import same_address


@blueprint.get("/cases")
def index():
    chosen = filters.filters_from(request.args, viewer=current_user)
    found = queries.case_list(chosen, request.args.get("cursor"))
    return web.public_page(
        "cases/index.html",
        signed_in=current_user.is_authenticated,
        cases=cards.cards_of(found.items),
        next_url=same_address(cursor=found.next) if found.next else None,
        first_url=same_address(cursor=None) if request.args.get("cursor") else None,
        chosen=chosen,
        arguments=request.args,
        categories=queries.categories(),
        rated=rating_words.of_category(chosen),
    )
