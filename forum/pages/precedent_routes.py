"""Goodwill in public: the list, one precedent, the feed, and the click that claims it."""

from flask import Blueprint, Response, flash, request, url_for
from flask_login import current_user

from forum.accounts.access import require_writing
from forum.accounts.limits import limited
from forum.cases.actions import why_held
from forum.cases.goodwill_access import case_for_claiming
from forum.cases.queries import categories
from forum.core import web
from forum.core.commit import commit
from forum.core.errors import Invalid, NotAllowed, NotFound, Refused
from forum.core.i18n import _
from forum.pages import precedent_page
from forum.pages.precedent_forms import ClaimForm
from forum.precedents import access, actions, queries

blueprint = Blueprint("precedents", __name__)


@blueprint.get("/precedents")
def index():
    sought, cursor = precedent_page.sought_in(request.args), request.args.get("cursor")
    rows, following = precedent_page.list_page(sought, cursor)
    chosen: dict = {"q": sought.words or None, "category": sought.category}
    chosen["valid"] = "1" if sought.valid_on else None
    return web.public_page(
        "precedents/index.html",
        signed_in=current_user.is_authenticated,
        rows=rows,
        sought=sought,
        categories=categories(),
        next_url=url_for("precedents.index", **chosen, cursor=following) if following else None,
        first_url=url_for("precedents.index", **chosen) if cursor else None,
        feed_url=url_for("precedents.feed", category=sought.category),
    )


@blueprint.get("/precedents/feed")
def feed():
    sought = precedent_page.sought_in(request.args)
    rows = precedent_page.rows_of(queries.latest(sought.category))
    return web.feed("precedents/feed.xml", rows=rows, category=sought.category)


@blueprint.get("/precedents/<int:precedent_id>")
def show(precedent_id):
    precedent = access.precedent_for_reading(precedent_id)
    form = None
    if current_user.is_authenticated:
        form = ClaimForm(web.restored(url_for("precedents.claim", precedent_id=precedent_id)))
    return _page(precedent, form)


@blueprint.post("/precedents/<int:precedent_id>/claims")
@limited("settle")
def claim(precedent_id):
    require_writing(current_user)
    precedent = access.precedent_for_reading(precedent_id)
    form = ClaimForm()
    earlier = web.earlier_result(form, f"{web.scope_of(current_user)} {request.path}")
    if earlier:
        return earlier
    if not form.validate_on_submit():
        return _page(precedent, form, status=422)
    try:
        case = case_for_claiming(current_user, form.case.data)
        said = _public_at_once(form.said.data or "")
        actions.claim(precedent, case_number=case.number, claimant=current_user, said=said)
    except (Invalid, NotAllowed, NotFound, Refused) as refusal:
        form.refuse(refusal)
        return _page(precedent, form, status=refusal.status)
    flash(_("Claimed. Staff decide within the promised time; you are told."), "success")
    response = web.done("cases.show", number=case.number, _anchor="goodwill")
    commit()
    return response


def _public_at_once(said: str) -> str:
    """The sentence; Invalid where a moderator would have to look at it first."""
    if said and why_held(current_user, ""):
        raise Invalid(_("Please claim without a sentence, and write it as a post."), "said")
    return said


def _page(precedent, form, status: int = 200) -> Response:
    cursor = request.args.get("cursor")
    page = precedent_page.precedent_page(precedent, current_user, cursor)
    here = url_for("precedents.show", precedent_id=precedent.id)
    following = f"{here}?cursor={page.next}" if page.next else None
    values = {"page": page, "form": form, "next_url": following}
    values |= {"first_url": here if cursor else None}
    signed_in = current_user.is_authenticated
    return web.public_page("precedents/show.html", signed_in=signed_in, status=status, **values)
