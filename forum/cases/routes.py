"""All routes of this room: each of the files named here holds one errand; this one holds none."""

from forum.cases import joining_routes, list_routes, opening_routes, solution_routes, thread_routes
from forum.cases.blueprint import blueprint

__all__ = [
    "blueprint",
    "joining_routes",
    "list_routes",
    "opening_routes",
    "solution_routes",
    "thread_routes",
]
