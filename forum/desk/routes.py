"""All routes of this room: each of the files named here holds one errand; this one holds none."""

from forum.desk import (
    article_routes,
    claim_routes,
    goodwill_routes,
    head_start_routes,
    incident_case_routes,
    incident_routes,
    precedent_routes,
    promise_routes,
    self_help_routes,
    template_routes,
)
from forum.desk.blueprint import blueprint

__all__ = [
    "article_routes",
    "blueprint",
    "claim_routes",
    "goodwill_routes",
    "head_start_routes",
    "incident_case_routes",
    "incident_routes",
    "precedent_routes",
    "promise_routes",
    "self_help_routes",
    "template_routes",
]
