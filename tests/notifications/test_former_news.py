"""News of a kind that is none any more are still read after the migration."""

import importlib.util

from sqlalchemy import select

from forum.core import letters
from forum.core.db import db, writing
from forum.core.outbox import OutboxRow
from forum.notifications.models import Notification
from tests.data import REPOSITORY


def migration():
    [file] = (REPOSITORY / "migrations" / "versions").glob("*_mail_choices.py")
    spec = importlib.util.spec_from_file_location("mail_choices", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_news_of_a_removed_quote_are_those_of_a_decision(app, cast, browse):
    from forum.notifications.actions import notify

    told = {"path": "/cases/12/posts/3", "values": {"number": 12, "reason": "An address."}}
    with app.app_context(), writing() as session:
        notify([cast.anna.id], "case.answered", mail=False, **told)
        letters.post("post.redacted", to="a@example.org", language="en", **told)
        letters.post("case.answered", to="a@example.org", language="en", **told)
        session.flush()
        session.scalars(select(Notification)).one().kind = "post.redacted"
        session.flush()
        migration()._tell_as_statements(session.connection())
    with app.app_context():
        kinds = [row.payload["kind"] for row in db.session.scalars(select(OutboxRow))]
        assert kinds == ["case.answered"]
    page = browse(cast.anna).get("/account/notifications").text
    assert "A decision was made about your post #3 in case 12." in page
    assert "An address." in page
