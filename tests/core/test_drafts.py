"""What somebody typed is kept when it cannot be served, for that browser and that form alone."""

from datetime import timedelta

import pytest

from forum.core import drafts
from forum.core.clock import now
from forum.core.db import db, writing
from forum.core.drafts import KEPT_FOR, KeptDraft

TYPED = {"body": ["Half an hour of typing."], "then": ["work"]}


@pytest.fixture
def keep(app):
    """`keep(path, fields)` keeps a form and gives the token of its cookie."""

    def keep(path="/cases/7/posts", fields=TYPED):
        with app.app_context(), writing():
            return drafts.keep(path, fields)

    return keep


@pytest.fixture
def kept(app):
    """`kept(token, path)`: the fields, as plain values."""

    def kept(token, path="/cases/7/posts"):
        with app.app_context():
            found = drafts.kept(token, path)
            return found and found.to_dict(flat=False)

    return kept


def test_the_browser_with_the_token_gets_it_back_for_that_form(keep, kept):
    token = keep()
    assert kept(token) == TYPED
    assert kept(token, "/cases/8/posts") is None


def test_other_browsers_get_nothing(keep, kept):
    token = keep()
    for other in (None, "", "guessed", token[:-1], token + "a", keep("/cases/new")):
        assert kept(other) is None


def test_the_table_holds_no_token(app, keep):
    token = keep()
    with app.app_context():
        row = db.session.query(KeptDraft).one()
        assert token not in row.token_hash and len(row.token_hash) == 64


def test_secrets_are_never_kept(keep, kept):
    secret = {"csrf_token": ["c"], "once": ["o"], "password": ["p"], "new_password": ["n"]}
    assert keep("/account", secret) is None
    assert kept(keep(fields={**TYPED, **secret})) == TYPED


def test_nothing_and_too_much_are_not_kept(keep, kept):
    assert keep(fields={}) is None
    assert keep(fields={"body": [""]}) is None
    whole = {"body": ["x" * (drafts.LIMIT - 1)], "title": ["y"]}
    assert kept(keep(fields=whole)) == whole
    assert keep(fields={**whole, "more": ["z"]}) is None


def test_it_is_gone_when_its_form_was_sent(app, keep, kept):
    token, other = keep(), keep()
    with app.app_context(), writing():
        drafts.forget(token)
        drafts.forget(None)
    assert kept(token) is None and kept(other) == TYPED


def test_it_is_gone_after_two_days(app, clock, keep, kept):
    token = keep()
    clock.set(now() + KEPT_FOR - timedelta(minutes=1))
    young = keep()
    assert kept(token) == TYPED
    clock.move(minutes=2)
    assert kept(token) is None and kept(young) == TYPED
    with app.app_context():
        with writing():
            drafts.forget_old()
        assert db.session.query(KeptDraft).count() == 1


def test_an_expired_form_comes_back_to_this_browser_alone(browse, cast):
    anna, ben = browse(cast.anna), browse(cast.ben)
    typed = {"title": "The line is dead", "body": "Since this morning nothing works."}
    refused = anna.post("/cases/new", data={**typed, "csrf_token": "expired"})
    assert refused.status_code == 400
    assert "HttpOnly" in refused.headers["Set-Cookie"]
    assert typed["body"] in anna.get("/cases/new").text
    for other in (ben, browse(), browse(cast.anna)):
        assert typed["body"] not in other.get("/cases/new", follow_redirects=True).text
