"""Forgotten and changed passwords: links that work once, and every thief signed out."""

import pytest

from tests.harness.people import PASSWORD

NEW = "a quite different one"


def may_sign_in(browse, person, password) -> bool:
    typed = {"email": person.email, "password": password}
    return browse().submit("/account/sign-in", typed).status_code == 303


def test_anna_sets_a_new_password_by_mail(app, cast, browse, mailbox):
    answer = browse().submit("/account/forgotten", {"email": "ANNA@example.org"}, follow=True)
    assert answer.request.path == "/account/forgotten/sent"
    answer = browse().submit(mailbox.link_to(cast.anna, "/account/reset/"), {"password": NEW})
    assert answer.location == "/account/sign-in"
    assert may_sign_in(browse, cast.anna, NEW)
    assert not may_sign_in(browse, cast.anna, PASSWORD)


def test_resetting_ends_every_sign_in_of_this_person_alone(app, cast, browse, mailbox):
    thief, ben = browse(cast.anna), browse(cast.ben)
    browse().submit("/account/forgotten", {"email": cast.anna.email})
    browse().submit(mailbox.link_to(cast.anna, "/account/reset/"), {"password": NEW})
    assert thief.get("/account").status_code == 303
    assert ben.get("/account").status_code == 200


def test_a_link_works_once_and_makes_the_others_worthless(app, cast, browse, mailbox):
    for _ in range(2):
        browse().submit("/account/forgotten", {"email": cast.anna.email})
    texts = [mail.get_body(("plain",)).get_content() for mail in mailbox.to(cast.anna)]
    links = [next(word for word in text.split() if "/account/reset/" in word) for text in texts]
    assert len(set(links)) == 2
    browse().submit(links[0], {"password": NEW})
    for link in links:
        assert browse().get(link).status_code == 404


def test_a_link_expires_after_an_hour(app, clock, cast, browse, mailbox):
    browse().submit("/account/forgotten", {"email": cast.anna.email})
    link = mailbox.link_to(cast.anna, "/account/reset/")
    clock.move(minutes=59)
    page = browse()
    form = next(form for form in page.forms(link) if "password" in form.offered)
    clock.move(minutes=1, seconds=1)
    assert page.send(form, link, {"password": NEW}).status_code == 404
    assert may_sign_in(browse, cast.anna, PASSWORD)


def test_a_link_for_confirming_resets_nothing(app, cast, browse, mailbox):
    greta = {"name": "Greta", "email": "greta@example.org", "password": "seven small boats"}
    browse().submit("/account/new", greta)
    link = mailbox.link_to(greta["email"], "/account/confirm/")
    assert browse().get(link.replace("/confirm/", "/reset/")).status_code == 404


def test_an_unknown_address_gets_the_same_page_and_a_helpful_mail(app, cast, browse, mailbox):
    known = browse().submit("/account/forgotten", {"email": cast.anna.email}, follow=True)
    unknown = browse().submit("/account/forgotten", {"email": "who@example.org"}, follow=True)
    assert known.text == unknown.text
    assert mailbox.last_to("who@example.org")["Subject"] == "There is no account with this address"
    assert "/account/reset/" not in mailbox.text_to("who@example.org")


@pytest.mark.parametrize("key", ["unknown", "x" * 5000, "%00", "ä", "..%2f..%2fetc"])
def test_a_forged_link_finds_nothing(app, browse, key):
    for page in ("confirm", "reset"):
        assert browse().get(f"/account/{page}/{key}").status_code == 404


def test_a_weak_new_password_is_refused_and_the_link_still_works(app, cast, browse, mailbox):
    browse().submit("/account/forgotten", {"email": cast.anna.email})
    link = mailbox.link_to(cast.anna, "/account/reset/")
    answer = browse().submit(link, {"password": "short"})
    assert answer.status_code == 422
    assert "at least 10 characters" in answer.text
    assert browse().submit(link, {"password": NEW}).status_code == 303


def test_anna_changes_her_password_and_only_this_browser_stays(app, cast, browse):
    anna, elsewhere = browse(cast.anna), browse(cast.anna)
    answer = anna.submit("/account/password", {"password": PASSWORD, "new_password": NEW})
    assert answer.location == "/account"
    assert anna.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 303
    assert may_sign_in(browse, cast.anna, NEW)


def test_who_does_not_know_the_present_password_changes_nothing(app, cast, browse):
    anna = browse(cast.anna)
    answer = anna.submit("/account/password", {"password": "guessed it", "new_password": NEW})
    assert answer.status_code == 422
    assert "not your present password" in answer.text
    assert may_sign_in(browse, cast.anna, PASSWORD)


def test_a_stranger_is_asked_to_sign_in_before_changing_one(app, browse):
    assert browse().get("/account/password").location == "/account/sign-in?next=/account/password"


@pytest.mark.only_on("sqlite", "only there does a writer keep all others waiting")
def test_passwords_are_hashed_while_others_may_write(app, cast, browse, monkeypatch):
    """During each hash a second connection takes the write lock at once."""
    import sqlite3

    from argon2 import PasswordHasher

    file = app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///")
    hashed = []

    def watched(original):
        def watching(*args, **kwargs):
            other = sqlite3.connect(file, timeout=0, isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
            other.execute("ROLLBACK")
            other.close()
            hashed.append(original.__name__)
            return original(*args, **kwargs)

        return watching

    for name in ("hash", "verify"):
        monkeypatch.setattr(PasswordHasher, name, watched(getattr(PasswordHasher, name)))
    anna = browse()
    anna.submit("/account/sign-in", {"email": cast.anna.email, "password": PASSWORD})
    anna.submit("/account/password", {"password": PASSWORD, "new_password": NEW})
    greta = {"name": "Greta", "email": "greta@example.org", "password": "seven small boats"}
    assert browse().submit("/account/new", greta).status_code == 303
    assert hashed == ["verify", "verify", "hash", "hash"]


def test_a_reset_takes_away_the_tokens_that_somebody_else_may_have_made(
    app, cast, browse, api, mailbox
):
    program, other = api(cast.anna), api(cast.ben)
    assert program.post("/api/v1/cases", json={}).status_code == 422
    browse().submit("/account/forgotten", {"email": cast.anna.email})
    link = mailbox.link_to(cast.anna, "/account/reset/").removeprefix("http://localhost")
    answer = browse().submit(link, {"password": "eight large boats"}, follow=True)
    assert "your tokens are deleted" in answer.text
    assert program.post("/api/v1/cases", json={}).status_code == 401
    assert other.post("/api/v1/cases", json={}).status_code == 422
