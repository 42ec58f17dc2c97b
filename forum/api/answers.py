"""Answers of success as JSON; refuses to shape what is in them."""

import json

from flask import Response, current_app

from forum.api import idempotency


def shown(body: dict) -> Response:
    """What was asked for."""
    return _response(body, 200)


def listed(items: list[dict], following: str | None) -> Response:
    """A page of a list; `following` is the cursor of the next one."""
    return shown({"items": items, "next": following})


def done(body: dict | None) -> Response:
    """What was changed, kept for a second sending; the caller commits."""
    response = _response(body, 200)
    idempotency.keep(response)
    return response


def created(body: dict, path: str | None = None) -> Response:
    """What was made, and where it can be read, kept for a second sending; the caller commits."""
    response = _response(body, 201)
    if path:
        response.headers["Location"] = absolute(path)
    idempotency.keep(response)
    return response


def absolute(path: str) -> str:
    """The whole address of a path of this forum, as its operator published it."""
    return current_app.config["BASE_URL"] + path


def _response(body: dict | None, status: int) -> Response:
    return Response(json.dumps(body, ensure_ascii=False), status, mimetype="application/json")
