"""All routes of this room: each of the files named here holds one errand; this one holds none."""

from forum.desk import claim_routes, head_start_routes, promise_routes
from forum.desk.blueprint import blueprint

__all__ = ["blueprint", "claim_routes", "head_start_routes", "promise_routes"]
