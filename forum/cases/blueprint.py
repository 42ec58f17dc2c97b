"""The blueprint of the pages of cases; holds no route."""

from flask import Blueprint

blueprint = Blueprint("cases", __name__)
