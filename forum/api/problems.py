"""Errors for machines: RFC 9457 problem details; refuses to decide what is an error."""

from http import HTTPStatus

from flask import Response, json

from forum.core.errors import Problem

FIELD_LONGEST = 100  # characters; the name of an unknown field is whatever somebody sent


class Malformed(Problem):
    """The body is no JSON at all, so that no field of it can be named."""

    status = 400


class NotJson(Problem):
    """The body is declared to be something else than JSON."""

    status = 415


def problem(
    status: int, detail: str, *, field: str | None = None, more: dict | None = None
) -> Response:
    """An `application/problem+json` answer; `field` names the input that has to change.

    `more` are further members, as RFC 9457 allows them.
    """
    body = {
        **(more or {}),
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if field:
        body["field"] = field[:FIELD_LONGEST]
    response = Response(json.dumps(body), status, mimetype="application/problem+json")
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="Wartemarke"'  # RFC 6750, section 3
    return response
