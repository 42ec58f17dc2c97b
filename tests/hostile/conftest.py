"""What the hostile tests share: the lines for this engine, and a person who may write at once."""

import re

import pytest

from tests.hostile.lines import lines_for, sample

CASE = {"category": "mobile", "kind": "billing", "contract_class": "private", "draw": "1"}


class Writer:
    """Sends forms by hand, as somebody does who does not use our pages to fill them in."""

    def __init__(self, client):
        self.client = client
        self.token = client.token("/account/forgotten")

    def post(self, path: str, **fields):
        """The answer to a form with a good forgery token and these fields."""
        return self.client.post(path, data={"csrf_token": self.token, **fields})

    def open_case(self, title: str, body: str = "The meter is wrong.", **fields):
        """The answer to a new case; the similar ones count as seen."""
        return self.post("/cases/new", title=title, body=body, seen="1", **{**CASE, **fields})


@pytest.fixture
def lines(engine, much) -> list[str]:
    """Every hostile line with `make test-long`, else a sample; on PostgreSQL a smaller one."""
    return lines_for(engine)[:: much(1, 40)]


@pytest.fixture
def some(engine, much):
    """`some(8)`: every eighth line with `make test-long`, else a third of them."""
    return lambda step: sample(engine, step * much(1, 3))


@pytest.fixture
def writer(browse, cast):
    """`writer("anna")`: her forms by hand; `writer()`: a visitor's."""
    return lambda person=None: Writer(browse(person))


@pytest.fixture
def number(writer, cast) -> int:
    """A harmless public case of Anna's."""
    return number_in(writer("anna").open_case("The meter runs too fast"))


@pytest.fixture
def rows(app):
    """`rows(lambda session: …)`: what the database holds, as plain values."""

    def rows(ask):
        from forum.core.db import db

        with app.app_context():
            return ask(db.session)

    return rows


def number_in(answer) -> int:
    """The number of the case that an answer leads to."""
    found = re.fullmatch(r"/cases/(\d+)(?:[?#].*)?", answer.location or "")
    assert answer.status_code == 303 and found, f"{answer.status} {answer.text[:3000]}"
    return int(found.group(1))
