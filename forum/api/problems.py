"""Errors for machines: RFC 9457 problem details; refuses to decide what is an error."""

from http import HTTPStatus

from flask import Response, json


def problem(status: int, detail: str, *, field: str | None = None) -> Response:
    """An `application/problem+json` answer; `field` names the input that has to change."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if field:
        body["field"] = field
    return Response(json.dumps(body), status, mimetype="application/problem+json")
