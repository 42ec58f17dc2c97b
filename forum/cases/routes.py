"""All routes of this room: each of the files named here holds one errand; this one holds none."""

from forum.cases import (
    ask_routes,
    joining_routes,
    list_routes,
    opening_routes,
    rating_routes,
    solution_routes,
    thread_routes,
)
from forum.cases.blueprint import blueprint

__all__ = [
    "ask_routes",
    "blueprint",
    "joining_routes",
    "list_routes",
    "opening_routes",
    "rating_routes",
    "solution_routes",
    "thread_routes",
]
