"""The blueprint of this room's pages; the files of routes add to it."""

from flask import Blueprint

from forum.moderation import queries

blueprint = Blueprint("moderation", __name__)


@blueprint.app_context_processor
def navigation_badge():
    """Templates may ask how much waits; only the navigation of moderators does."""
    return {"moderation_waiting": queries.waiting_count}
