"""The blueprint of news and mails; its routes register themselves on it. Refuses anything else."""

from flask import Blueprint

blueprint = Blueprint("notifications", __name__)
