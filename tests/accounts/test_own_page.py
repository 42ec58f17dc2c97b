"""A person's own page: sign-ins, language and tokens, and nobody else's."""

import re

import pytest

from forum.core.db import db, writing

PHONE = "Mozilla/5.0 (Android 16; Mobile; rv:150.0) Gecko/150.0 Firefox/150.0"


def row_ids(app, table_name: str, person) -> list[int]:
    from forum.accounts import models

    table = getattr(models, table_name)
    with app.app_context():
        return list(db.session.scalars(db.select(table.id).where(table.user_id == person.id)))


def test_each_browser_is_listed_with_its_name_and_time(app, cast, browse):
    from tests.harness.people import PASSWORD

    phone = browse()
    form = next(form for form in phone.forms("/account/sign-in") if "password" in form.offered)
    sent = form.completed({"email": cast.anna.email, "password": PASSWORD}, None)
    phone.post("/account/sign-in", data=sent, headers={"User-Agent": PHONE})
    page = browse(cast.anna).get("/account").text
    assert "Firefox, Android" in page
    assert page.count("this browser") == 1
    assert page.count("Sign out there") == 2


def test_anna_ends_one_sign_in(app, cast, browse):
    lost, here = browse(cast.anna), browse(cast.anna)
    lost_id = row_ids(app, "SignIn", cast.anna)[0]
    here.submit("/account", form=f"/account/sign-ins/{lost_id}/end")
    assert lost.get("/account").status_code == 303
    assert here.get("/account").status_code == 200


def test_anna_ends_all_sign_ins(app, cast, browse):
    lost, here, ben = browse(cast.anna), browse(cast.anna), browse(cast.ben)
    answer = here.submit("/account", form="/account/sign-ins/end", follow=True)
    assert "signed out everywhere" in answer.text
    for client in (lost, here):
        assert client.get("/account").status_code == 303
    assert ben.get("/account").status_code == 200


def test_fred_cannot_end_annas_sign_in(app, cast, browse):
    anna, fred = browse(cast.anna), browse(cast.fred)
    annas = row_ids(app, "SignIn", cast.anna)[0]
    token = fred.token("/account")
    answer = fred.post(f"/account/sign-ins/{annas}/end", data={"csrf_token": token})
    assert answer.status_code == 404
    assert anna.get("/account").status_code == 200


@pytest.mark.parametrize("number", ["0", "99999999999999999999", "-1", "1e3"])
def test_numbers_that_no_row_has_are_not_found(app, cast, browse, number):
    fred = browse(cast.fred)
    token = fred.token("/account")
    for path in (f"/account/sign-ins/{number}/end", f"/account/tokens/{number}/delete"):
        assert fred.post(path, data={"csrf_token": token}).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/account/sign-ins/1/end", "/account/sign-ins/end", "/account/language", "/account/tokens"],
)
def test_a_stranger_is_asked_to_sign_in(app, browse, path):
    visitor = browse()
    answer = visitor.post(path, data={"csrf_token": visitor.token("/account/sign-in")})
    assert answer.status_code == 303
    assert answer.location.startswith("/account/sign-in")


def test_the_page_and_the_mails_change_their_language(app, cast, browse):
    anna = browse(cast.anna)
    assert anna.submit("/account", {"language": "de"}).location == "/account"
    assert '<html lang="de">' in anna.get("/account").text
    with app.app_context():
        assert cast.anna.row().language == "de"


def test_a_language_that_we_do_not_speak_is_refused(app, cast, browse):
    answer = browse(cast.anna).submit("/account", {}, form="language", forged={"language": "xx"})
    assert answer.status_code == 422
    with app.app_context():
        assert cast.anna.row().language == "en"


def test_a_token_is_shown_once_and_works_until_it_is_deleted(app, cast, browse):
    from forum.accounts import tokens

    anna = browse(cast.anna)
    answer = anna.submit("/account", {"label": "my script"})
    assert answer.status_code == 201
    assert answer.headers["Cache-Control"] == "no-store"
    token = re.search(r'id="token" value="([^"]+)"', answer.text).group(1)
    assert "my script" in anna.get("/account").text
    assert token not in anna.get("/account").text
    with app.app_context():
        assert tokens.person_for(f"Bearer {token}").id == cast.anna.id
    token_id = row_ids(app, "AccessToken", cast.anna)[0]
    anna.submit("/account", form=f"/account/tokens/{token_id}/delete")
    with app.app_context():
        assert tokens.person_for(f"Bearer {token}") is None


def test_a_token_without_a_name_is_asked_for_one(app, cast, browse):
    answer = browse(cast.anna).submit("/account", {"label": "   "})
    assert answer.status_code == 422
    assert not row_ids(app, "AccessToken", cast.anna)


def test_a_name_that_is_too_long_is_shown_again(app, cast, browse):
    answer = browse(cast.anna).submit("/account", {"label": "x" * 61})
    assert answer.status_code == 422
    assert "x" * 61 in answer.text


def test_fred_cannot_delete_annas_token(app, cast, browse):
    browse(cast.anna).submit("/account", {"label": "mine"})
    annas = row_ids(app, "AccessToken", cast.anna)[0]
    fred = browse(cast.fred)
    answer = fred.post(
        f"/account/tokens/{annas}/delete", data={"csrf_token": fred.token("/account")}
    )
    assert answer.status_code == 404
    assert row_ids(app, "AccessToken", cast.anna) == [annas]


def test_statements_do_not_grow_with_sign_ins_and_tokens(app, cast, browse, statements):
    from forum.accounts import signing, tokens

    anna = browse(cast.anna)
    with statements() as few:
        anna.get("/account")
    with app.app_context(), writing():
        for number in range(20):
            signing.begin(cast.anna.row(), f"browser {number}")
            tokens.create_token(cast.anna.row(), label=f"token {number}")
    with statements() as many:
        assert "browser 19" in anna.get("/account").text
    assert many.number == few.number, many
