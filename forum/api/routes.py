"""Routes of the API in five stops; refuses selects, rights and arithmetic."""

from flask import Blueprint

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
