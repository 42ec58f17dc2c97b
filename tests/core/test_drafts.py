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


CASE = {"title": "The line is dead", "body": "Since this morning nothing works."}
ADDRESS = {"email": "greta@example.org", "password": "seven small boats"}


def write_signed_out(client) -> None:
    answer = client.submit("/cases/new", CASE, "draw")
    assert answer.location == "/account/sign-in?next=/cases/new"


def test_a_newcomer_finds_the_case_that_led_to_an_account(app, cast, browse, mailbox):
    greta = browse()
    write_signed_out(greta)
    assert "/account/new?next=/cases/new" in greta.get("/account/sign-in?next=/cases/new").text
    greta.submit("/account/new?next=/cases/new", {"name": "Greta", **ADDRESS})
    link = mailbox.link_to(ADDRESS["email"], "/account/confirm/").removeprefix("http://localhost")
    assert greta.submit(link).location == "/account/sign-in?next=/cases/new"
    answer = greta.submit("/account/sign-in?next=/cases/new", ADDRESS)
    assert answer.location == "/cases/new"
    assert CASE["body"] in greta.get("/cases/new").text


@pytest.mark.parametrize("path", ["/account/sign-in", "/account/new", "/account/forgotten"])
def test_a_form_that_expired_on_the_way_in_takes_no_texts_place(app, browse, path):
    visitor = browse()
    write_signed_out(visitor)
    refused = visitor.post(path, data={**ADDRESS, "csrf_token": "expired"})
    assert refused.status_code == 400 and "open its page again" in refused.text
    assert CASE["body"] in visitor.get("/cases/new").text
    with app.app_context():
        assert db.session.query(KeptDraft).one().path == "/cases/new"


def test_another_form_that_is_sent_in_between_leaves_the_text(app, cast, browse, api):
    anna = browse()
    write_signed_out(anna)
    anna.submit("/account/sign-in", {"email": cast.anna.email, "password": cast.anna.password})
    case = {"title": "Other", "body": "Other.", "category": "internet", "kind": "fault"}
    number = api(cast.ben).post("/api/v1/cases", json=case).get_json()["number"]
    sent = anna.submit(f"/cases/{number}", {"body": "Here, too."}, form="/posts")
    assert sent.status_code == 303
    assert CASE["body"] in anna.get("/cases/new").text


@pytest.mark.parametrize("way", ["/account/sign-out", "/account/sign-ins/end"])
def test_who_signs_out_leaves_nothing_typed_to_the_next_at_this_browser(app, cast, browse, way):
    shared = browse(cast.anna)
    assert shared.post("/cases/new", data={**CASE, "csrf_token": "expired"}).status_code == 400
    assert CASE["body"] in shared.get("/cases/new").text
    assert shared.submit("/account", form=way).status_code == 303
    shared.submit("/account/sign-in", {"email": cast.ben.email, "password": cast.ben.password})
    assert CASE["body"] not in shared.get("/cases/new").text
    with app.app_context():
        assert db.session.query(KeptDraft).count() == 0


def test_one_browser_has_one_text_kept(app, browse):
    visitor = browse()
    write_signed_out(visitor)
    write_signed_out(visitor)
    with app.app_context():
        assert db.session.query(KeptDraft).count() == 1


@pytest.mark.parametrize("settings", [{"RATELIMIT_ENABLED": True}], indirect=True)
def test_nobody_fills_the_database_with_texts_to_be_kept(app, browse):
    statuses = set()
    for _count in range(30):
        statuses.add(browse().post("/cases/new", data=CASE).status_code)
    with app.app_context():
        assert db.session.query(KeptDraft).count() == 20
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    browse().post("/cases/new", data=CASE, environ_overrides=elsewhere)
    with app.app_context():
        assert db.session.query(KeptDraft).count() == 21
    assert statuses == {400}
