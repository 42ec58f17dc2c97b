"""What goes wrong is told in a sentence, whatever else is broken, and tells nobody's secrets."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from forum.core.db import db, writing


def test_when_no_page_can_be_made_the_sentence_comes_alone(app, browse):
    app.jinja_env.globals.pop("file_url")  # every page needs it
    answer = browse().get("/no/such/page")
    assert (answer.status_code, answer.mimetype) == (404, "text/plain")
    assert "There is nothing at this address" in answer.text
    answer = browse().post("/cases/new", data={"body": "Half an hour of typing."})
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")
    assert "Half an hour of typing." in answer.text


def test_a_failing_statement_is_logged_without_what_people_wrote(app):
    with app.app_context():
        with pytest.raises(DBAPIError) as failed, writing():
            db.session.execute(text("SELECT :body FROM no_such_table"), {"body": "a secret"})
        assert "no_such_table" in str(failed.value)
        assert "a secret" not in str(failed.value)
