"""What the tests of imports share: files written for them, and the command that reads them."""

import json

import pytest


def message(by: str, at: str | None, text: str) -> dict:
    return {"by": by, "at": at, "text": text}


@pytest.fixture
def thread():
    """`thread("17", status="Closed", …)`: one line of a file of threads, as a dictionary."""

    def thread(ticket="17", **fields) -> dict:
        opened = fields.get("opened_at", "2015-04-08T10:22:56")
        return {
            "ticket": ticket,
            "title": "The line is dead",
            "opened_at": opened,
            "received_via": "Customer Care Call",
            "city": "Niederwalde",
            "zip3": "301",
            "status": "Open",
            "messages": [message("Consumer", opened, "Nothing works since Monday.")],
            **fields,
        }

    return thread


@pytest.fixture
def run(app):
    """`run("import", "cases", path)`: the operator's command; returns its result."""

    def run(*arguments):
        return app.test_cli_runner().invoke(args=[str(one) for one in arguments])

    return run


@pytest.fixture
def import_threads(run, tmp_path):
    """`import_threads(row, "not json", …)`: writes the lines into a file and imports it."""

    def import_threads(*rows, options=()):
        lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        file = tmp_path / "cases.jsonl"
        file.write_text("\n".join(lines) + "\n", "utf-8")
        return run("import", "cases", file, *options)

    return import_threads


@pytest.fixture
def import_table(run, tmp_path):
    """`import_table("Ticket #,Title…\\n1,…")`: writes the text into a file and imports it."""

    def import_table(text: str, *options, encoding="utf-8"):
        file = tmp_path / "tickets.csv"
        file.write_text(text, encoding)
        return run("import", "csv", file, *options)

    return import_table


@pytest.fixture
def case_of(app):
    """`case_of("17")`: the row of an imported case with its posts, detached."""

    def case_of(key: str):
        from sqlalchemy import select
        from sqlalchemy.orm import joinedload

        from forum.cases.models import Case, Post
        from forum.core.db import db

        with app.app_context():
            loaded = select(Case).options(joinedload(Case.author), joinedload(Case.category))
            case = db.session.scalars(loaded.where(Case.source_key == key)).one()
            wanted = select(Post).where(Post.case_number == case.number).order_by(Post.position)
            posts = list(db.session.scalars(wanted.options(joinedload(Post.author))))
            db.session.expunge_all()
        return case, posts

    return case_of


@pytest.fixture
def count(app):
    """`count()`: how many cases and posts there are."""

    def count() -> tuple[int, int]:
        from sqlalchemy import func, select

        from forum.cases.models import Case, Post
        from forum.core.db import db

        with app.app_context():
            tables = (Case, Post)
            return tuple(db.session.scalar(select(func.count()).select_from(t)) for t in tables)

    return count
