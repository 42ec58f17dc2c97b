"""Signing in and out: sessions in a table, no fixation, nobody signed in for somebody else."""

import pytest

from tests.harness.people import PASSWORD


def sign_in(client, person):
    """On the page, as a person does it; `browse(person)` takes a shorter way."""
    return client.submit("/account/sign-in", {"email": person.email, "password": PASSWORD})


def name_on_account_page(client) -> str | None:
    answer = client.get("/account")
    if answer.status_code != 200:
        return None
    return answer.text.partition("<bdi>")[2].partition("</bdi>")[0]


def test_anna_signs_in_and_out(app, cast, browse):
    anna = browse()
    assert sign_in(anna, cast.anna).location == "/"
    assert name_on_account_page(anna) == "anna"
    assert anna.submit("/account", form="sign-out").location == "/"
    assert anna.get("/account").location == "/account/sign-in?next=/account"


def test_two_people_sign_in_one_after_the_other(app, cast, browse):
    """In the same browser and in two browsers: each request is made as who is signed in there."""
    browser, other = browse(), browse()
    sign_in(browser, cast.anna)
    sign_in(other, cast.ben)
    assert name_on_account_page(browser) == "anna"
    assert name_on_account_page(other) == "ben"
    browser.submit("/account", form="sign-out")
    sign_in(browser, cast.olga)
    assert name_on_account_page(browser) == "olga"
    assert name_on_account_page(other) == "ben"


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("anna@example.org", "wrong password"),
        ("nobody@example.org", PASSWORD),
        ("no address at all", PASSWORD),
        ("anna@example.org\x00", PASSWORD),
        ("anna@example.org", PASSWORD + "\x00"),
        ("' OR 1=1 --", "' OR 1=1 --"),
    ],
)
def test_all_that_does_not_fit_gets_the_same_sentence(app, cast, browse, email, password):
    answer = browse().submit("/account/sign-in", {"email": email, "password": password})
    assert answer.status_code in (422, 303)
    if answer.status_code == 303:
        assert email.rstrip("\x00") == cast.anna.email, "only an invisible character may be dropped"
    else:
        assert "do not fit together" in answer.text
        assert password not in answer.text


def test_what_was_typed_is_shown_again_but_the_password(app, cast, browse):
    answer = browse().submit(
        "/account/sign-in", {"email": "anna@example.org", "password": "wrong one"}
    )
    assert 'value="anna@example.org"' in answer.text
    assert "wrong one" not in answer.text


@pytest.mark.parametrize(
    ("wish", "leads"),
    [
        ("/cases/12", "/cases/12"),
        ("//evil.example", "/"),
        ("///evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https:evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("https://evil.example/", "/"),
    ],
)
def test_signing_in_leads_on_within_this_site_only(app, cast, browse, wish, leads):
    client = browse()
    client.get("/account/sign-in")
    answer = client.submit(
        "/account/sign-in", {"email": cast.anna.email, "password": PASSWORD}, forged={"next": wish}
    )
    assert answer.location == leads


def test_a_session_planted_before_is_worth_nothing_after(app, cast, browse):
    """Fred gives Anna his visitor's cookie; what she gets on signing in is a new one."""
    client = browse()
    client.get("/account/sign-in")
    planted = client.get_cookie("wartemarke").value
    sign_in(client, cast.anna)
    assert client.get_cookie("wartemarke").value != planted
    fred = browse()
    fred.set_cookie("wartemarke", planted)
    assert name_on_account_page(fred) is None


def test_a_copied_cookie_is_worth_nothing_after_signing_out(app, cast, browse):
    anna = browse(cast.anna)
    copied = anna.get_cookie("wartemarke").value
    anna.submit("/account", form="sign-out")
    fred = browse()
    fred.set_cookie("wartemarke", copied)
    assert name_on_account_page(fred) is None


def test_the_table_does_not_hold_what_the_cookie_carries(app, cast, browse):
    anna = browse(cast.anna)
    with anna.session_transaction() as session:
        token = session["_user_id"]
    with app.app_context():
        from forum.accounts.models import SignIn
        from forum.core.db import db

        hashes = list(db.session.scalars(db.select(SignIn.token_hash)))
    assert hashes and token not in hashes
    assert not token.isdigit()


def test_a_sign_in_lasts_thirty_days(app, clock, cast, browse):
    anna = browse(cast.anna)
    clock.move(days=29)
    assert name_on_account_page(anna) == "anna"
    clock.move(days=1, seconds=1)
    assert name_on_account_page(anna) is None


def test_reading_writes_nothing_and_asks_once_who_reads(app, cast, browse, statements):
    anna = browse(cast.anna)
    with statements() as counted:
        assert anna.get("/account/password").status_code == 200
    assert [text for text in counted.texts if "sign_ins" in text] == counted.texts, counted
    assert counted.number == 1, counted


def test_a_form_sent_after_signing_out_elsewhere_leads_to_signing_in(app, cast, browse):
    anna = browse(cast.anna)
    form = next(form for form in anna.forms("/account/password") if "new_password" in form.offered)
    with app.app_context():
        from forum.accounts import signing
        from forum.core.db import writing

        with writing():
            signing.end_all(cast.anna.row())
    typed = {"password": PASSWORD, "new_password": "another long password"}
    answer = anna.send(form, "/account/password", typed)
    assert answer.status_code == 303
    assert answer.location.startswith("/account/sign-in?next=")


def test_an_old_hash_is_renewed_on_signing_in(app, cast, browse):
    app.config["ARGON2_TIME_COST"] = 2
    before = password_hash(app, cast.anna)
    assert ",t=1," in before
    sign_in(browse(), cast.anna)
    assert ",t=2," in password_hash(app, cast.anna)
    assert sign_in(browse(), cast.anna).status_code == 303


def password_hash(app, person) -> str:
    with app.app_context():
        return person.row().password_hash


def test_an_imported_author_cannot_sign_in_until_the_address_is_proved(app, cast, browse, mailbox):
    with app.app_context():
        from forum.core.db import writing

        with writing():
            cast.ben.row().confirmed_at = None
    typed = {"email": cast.ben.email, "password": PASSWORD}
    assert browse().submit("/account/sign-in", typed).status_code == 422
    browse().submit("/account/forgotten", {"email": cast.ben.email})
    link = mailbox.link_to(cast.ben, "/account/reset/")
    browse().submit(link, {"password": "ben is really here"})
    typed["password"] = "ben is really here"
    assert browse().submit("/account/sign-in", typed).status_code == 303


def test_pages_go_on_in_the_persons_own_language(app, cast, browse):
    with app.app_context():
        from forum.core.db import writing

        with writing():
            cast.anna.row().language = "de"
    anna = browse()
    sign_in(anna, cast.anna)
    assert '<html lang="de">' in anna.get("/account").text
    asked = browse()
    asked.get("/?lang=en")
    sign_in(asked, cast.anna)
    assert '<html lang="en">' in asked.get("/account").text


def test_a_cookie_made_for_a_benchmark_signs_in(app, cast, browse):
    with app.app_context():
        from forum.accounts import signing
        from forum.core.db import writing

        with writing():
            cookie = signing.cookie_for(cast.ben.row())
    client = browse()
    client.set_cookie("wartemarke", cookie)
    assert name_on_account_page(client) == "ben"
