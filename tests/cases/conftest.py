"""What the tests of cases share: opened cases, answers, and the buttons of a case's page."""

import re

import pytest

TEXTS = {
    "title": "Data cap reached after three days",
    "category": "mobile",
    "kind": "billing",
    "body": "The meter counts what I never used.",
}


@pytest.fixture
def open_by_form(browse, cast):
    """`open_by_form("anna", title=…)`: through the form, as people do; returns the number."""

    def open_by_form(person: str = "anna", **fields) -> int:
        client = browse(cast[person])
        data = {**TEXTS, **fields}
        answer = client.submit("/cases/new", data, "draw", forged={"seen": "1"})
        assert answer.status_code == 303, answer.text
        return int(re.search(r"/cases/(\d+)$", answer.location).group(1))

    return open_by_form


@pytest.fixture
def open_case(app, cast):
    """`open_case("anna", title=…)`: by the verb that the form calls; returns the number."""

    def open_case(person: str = "anna", **fields) -> int:
        from forum.cases import access, actions
        from forum.core.db import writing

        said = {**TEXTS, **fields}
        with app.app_context(), writing():
            case = actions.open_case(
                author=cast[person].row(),
                title=said["title"],
                body=said["body"],
                category=access.category_named(said["category"]),
                kind=said["kind"],
            )
            return case.number

    return open_case


@pytest.fixture
def reply(browse, cast):
    """`reply("olga", number, "text", then="work", …)`: through the form; returns the answer."""

    def reply(person: str, number: int, body: str = "We look into it.", **fields):
        data = {"body": body, **fields}
        return browse(cast[person]).submit(f"/cases/{number}", data, form=f"/cases/{number}/posts")

    return reply


@pytest.fixture
def answer_a_case(open_case, reply):
    """`answer_a_case(then="solve")`: olga answers a case of anna's, in post 2; its number."""

    def answer_a_case(**fields) -> int:
        number = open_case()
        reply("olga", number, "Please restart the router.", **fields)
        return number

    return answer_a_case


@pytest.fixture
def take(browse, cast):
    """`take("olga", number)`: staff take a case before they answer it, out of turn if need be."""

    def take(person: str, number: int, reason: str = "The same fault as the one before."):
        client = browse(cast[person])
        return client.submit(f"/cases/{number}/claim", {"reason": reason})

    return take


@pytest.fixture
def press(browse, cast):
    """`press("anna", number, "reopening")`: one of the buttons on the page of a case."""

    def press(person: str, number: int, verb: str, **forged):
        client = browse(cast[person])
        token = client.token("/account/forgotten")  # the smallest page with a form
        return client.post(f"/cases/{number}/{verb}", data={"csrf_token": token, **forged})

    return press


@pytest.fixture
def entries(app):
    """`entries(number)`: what the record says about a case, as (kind, fields)."""

    def entries(number: int) -> list[tuple[str, dict]]:
        from forum.ledger.queries import entries_about

        with app.app_context():
            return [(entry.kind, entry.fields) for entry in entries_about(number)]

    return entries


@pytest.fixture
def case_row(app):
    """`case_row(number)`: the row as it stands, for what no page shows."""

    def case_row(number: int):
        from forum.cases.models import Case
        from forum.core.db import db

        with app.app_context():
            case = db.session.get(Case, number)
            db.session.expunge(case)
            return case

    return case_row


@pytest.fixture
def keep_up(app):
    """`keep_up()`: the worker's look at what time alone brings."""

    def keep_up() -> None:
        from forum.worker import keep_up as work

        with app.app_context():
            work()

    return keep_up
