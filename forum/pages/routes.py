"""Routes of this room in five stops; refuses selects, rights and arithmetic."""

from flask import Blueprint

blueprint = Blueprint("pages", __name__)
