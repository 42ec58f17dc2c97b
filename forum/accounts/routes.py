"""All routes of this room: each of the files named here holds one errand; this one holds none."""

from forum.accounts import own_routes, password_routes, sign_in_routes, sign_up_routes
from forum.accounts.blueprint import blueprint

__all__ = ["blueprint", "own_routes", "password_routes", "sign_in_routes", "sign_up_routes"]
