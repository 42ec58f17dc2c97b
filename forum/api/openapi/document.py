"""Puts the pieces together to one OpenAPI 3.1 document of the routes it is handed."""

import re
from collections.abc import Callable
from functools import cache
from http import HTTPStatus

from flask import current_app

from forum.api.openapi.operations import OPERATIONS, Operation
from forum.api.openapi.pieces import TEXT, ref
from forum.api.openapi.schemas import SCHEMAS
from forum.api.openapi.terms import HEADER, LONGEST, REPLAYED

# Method, rule, view, and the line of the table of limits, as forum/api/routes.py has them.
Routes = tuple[tuple[str, str, Callable, str], ...]
VERSION = "1.0.0"  # of this interface, raised by what a program can notice
ANSWER, PROBLEM = "application/json", "application/problem+json"
NEEDS_NO_TOKEN = ("GET",)
_PLACEHOLDER = re.compile(r"<int:(\w+)>")

_DESCRIPTION = """\
Machine access to the forum. Reading needs no token; writing needs `Authorization: Bearer TOKEN`.
Every POST honours `Idempotency-Key`: sent again with the same body it acts once and answers the
same; refusals are not kept. Errors are problem details (RFC 9457) with a sentence in the language
of `Accept-Language`. Moments are RFC 3339 in UTC. Unknown names in a body are refused.
"""
_KEY = {
    "name": HEADER,
    "in": "header",
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST},
    "description": "The same for every sending of one request, another one for every request",
}
_REPLAY_HEADER = {
    "schema": {"const": "true"},
    "description": "This is what the first request with this key was answered",
}


def document(root: str, routes: Routes) -> dict:
    """The whole description of `routes`, all below `root`, with the address of this very forum."""
    return {**_document(root, routes), "servers": [{"url": current_app.config["BASE_URL"]}]}


@cache
def _document(root: str, routes: Routes) -> dict:
    paths: dict[str, dict] = {}
    for method, rule, view, _action in routes:
        path = root + _PLACEHOLDER.sub(r"{\1}", rule)
        names = _PLACEHOLDER.findall(rule)
        described = _operation(OPERATIONS[view.__name__], method, names)
        paths.setdefault(path, {})[method.lower()] = described
    return {
        "openapi": "3.1.0",
        "info": {"title": "Wartemarke", "version": VERSION, "description": _DESCRIPTION},
        "paths": paths,
        "components": {
            "schemas": {**SCHEMAS, "Description": {"type": "object"}},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(operation: Operation, method: str, names: list[str]) -> dict:
    described: dict = {
        "operationId": operation.id,
        "summary": operation.summary,
        "tags": [operation.tag],
        "parameters": [*map(_in_path, names), *operation.query],
        "responses": _responses(operation, method),
        # An empty requirement beside the token: reading is open to visitors.
        "security": [{"token": []}, {}] if method in NEEDS_NO_TOKEN else [{"token": []}],
    }
    if operation.id == "show_me":
        described["security"] = [{"token": []}]
    if method == "POST":
        described["parameters"].append(_KEY)
    if operation.sends:
        content = {ANSWER: {"schema": ref(operation.sends)}}
        described["requestBody"] = {"required": operation.needs_body, "content": content}
    return described


def _in_path(name: str) -> dict:
    schema = {"type": "integer", "minimum": 1}
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _responses(operation: Operation, method: str) -> dict:
    success = {
        "description": HTTPStatus(operation.status).phrase,
        "content": {ANSWER: {"schema": ref(operation.answers)}},
    }
    headers = {REPLAYED: _REPLAY_HEADER} if method == "POST" else {}
    if operation.status == HTTPStatus.CREATED:
        headers = {**headers, "Location": {"schema": TEXT, "description": "Where it is"}}
    if headers:
        success["headers"] = headers
    refused = {str(status): _refusal(status) for status in operation.refusals}
    return {str(operation.status): success, **refused, "default": _refusal(None)}


def _refusal(status: int | None) -> dict:
    phrase = HTTPStatus(status).phrase if status else "Any other refusal or failure"
    described = {"description": phrase, "content": {PROBLEM: {"schema": ref("Problem")}}}
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        header = {"schema": {"type": "integer"}, "description": "Seconds to wait"}
        described["headers"] = {"Retry-After": header}
    return described
