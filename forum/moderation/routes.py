"""All of this room's routes, by what they are about."""

from forum.moderation import (  # noqa: F401 (each adds its routes)
    accountability_routes,
    case_routes,
    decision_routes,
    people_routes,
    precedent_routes,
    queue_routes,
    rating_routes,
    report_routes,
    statement_routes,
)
from forum.moderation.blueprint import blueprint

__all__ = ["blueprint"]
