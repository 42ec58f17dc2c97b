"""The blueprint of the desk; holds no route."""

from flask import Blueprint

blueprint = Blueprint("desk", __name__)
