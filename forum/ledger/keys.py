"""The log's name and its signing keys; refuses to put a secret key into the database."""

from urllib.parse import urlsplit

from flask import current_app


def log_origin() -> str:
    """The name of this log and of its keys: `LOG_ORIGIN`, or host and port of `BASE_URL`.

    A log that has begun keeps its name: see the origin of its newest checkpoint.
    """
    given = current_app.config.get("LOG_ORIGIN")
    return given or f"{urlsplit(current_app.config['BASE_URL']).netloc}/log"
