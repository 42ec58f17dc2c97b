"""What the tests of the private part share: cases as in tests/cases, and writing in private."""

from io import BytesIO

import pytest
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

from tests.cases.conftest import (  # noqa: F401
    case_row,
    entries,
    keep_up,
    open_by_form,
    open_case,
    press,
    reply,
    take,
)
from tests.harness.forms import choose_form


def sent_file(name: str, content: bytes) -> FileStorage:
    """A file as a browser sends it, with a type that nobody should believe."""
    return FileStorage(BytesIO(content), name, content_type="text/html")


def post_files(client, path: str, fields: dict):
    """Send a form with files; werkzeug's own client would leave a large one open on the disk."""
    boundary, body = encode_multipart(MultiDict(fields))
    return client.post(path, data=body, content_type=f"multipart/form-data; boundary={boundary}")


PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
NUMBER = "My customer number is 4711-0815."


@pytest.fixture
def send(browse, cast):
    """`send("anna", number, "text", files=[("a.png", PNG)], …)`: the form of the private page."""

    def send(person: str, number: int, body: str = NUMBER, files=(), **fields):
        client = browse(cast[person])
        path = f"/cases/{number}/private"
        form = choose_form(client.forms(path), set(), "private-message")
        sent = form.completed({"body": body, **fields}, None)
        sent["files"] = [sent_file(name, content) for name, content in files]
        return post_files(client, path, sent)

    return send


@pytest.fixture
def ask(browse, cast):
    """`ask("olga", number, "Your customer number.")`: staff ask for data."""

    def ask(person: str, number: int, what: str = "Please send your customer number."):
        path = f"/cases/{number}/private"
        return browse(cast[person]).submit(path, {"what": what}, form=f"{path}/requests")

    return ask


@pytest.fixture
def private(browse, cast):
    """`private("anna", number)`: the text of the page as this person sees it."""

    def private(person: str, number: int) -> str:
        answer = browse(cast[person]).get(f"/cases/{number}/private")
        assert answer.status_code == 200, answer.status
        return answer.text

    return private


@pytest.fixture
def rows(app):
    """`rows("AnnexMessage")`: what lies in a table of the private part, as plain values."""

    def rows(name: str) -> list[dict]:
        from sqlalchemy import select

        from forum.cases.annex import models
        from forum.core.db import db

        table = getattr(models, name).__table__
        with app.app_context():
            found = select(table).order_by(*table.primary_key.columns)
            return [dict(row) for row in db.session.execute(found).mappings()]

    return rows
