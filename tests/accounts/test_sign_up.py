"""A new person asks for an account, confirms the address by mail and signs in."""

import pytest

NEW = {"name": "Greta", "email": "greta@example.org", "password": "seven small boats"}


def confirm(client, mailbox, address=NEW["email"]):
    """Open the link in the mail and press the button."""
    return client.submit(mailbox.link_to(address, "/account/confirm/"), follow=True)


def test_greta_signs_up_confirms_and_signs_in(app, browse, mailbox):
    greta = browse()
    answer = greta.submit("/account/new", NEW, follow=True)
    assert answer.request.path == "/account/new/sent"
    answer = confirm(greta, mailbox)
    assert "Your address is confirmed" in answer.text
    greta.submit("/account/sign-in", {"email": "Greta@Example.ORG", "password": NEW["password"]})
    page = greta.get("/account").text
    assert "Greta" in page and "greta@example.org" in page


def test_before_the_confirmation_there_is_no_account(app, browse, mailbox):
    greta = browse()
    greta.submit("/account/new", NEW)
    answer = greta.submit("/account/sign-in", {key: NEW[key] for key in ("email", "password")})
    assert answer.status_code == 422
    assert "open the link in our mail first" in answer.text


def test_a_mail_scanner_that_opens_the_link_changes_nothing(app, browse, mailbox):
    browse().submit("/account/new", NEW)
    link = mailbox.link_to(NEW["email"], "/account/confirm/")
    for _ in range(3):
        assert browse().get(link).status_code == 200
    assert "Your address is confirmed" in confirm(browse(), mailbox).text


def test_the_link_works_once(app, browse, mailbox):
    browse().submit("/account/new", NEW)
    link = mailbox.link_to(NEW["email"], "/account/confirm/")
    page = browse()
    form = page.forms(link)[-1]
    assert page.send(form, link).status_code == 303
    assert page.send(form, link).status_code == 404
    assert browse().get(link).status_code == 404


def test_the_link_expires_after_two_days(app, clock, browse, mailbox):
    browse().submit("/account/new", NEW)
    link = mailbox.link_to(NEW["email"], "/account/confirm/")
    clock.move(days=2, seconds=1)
    answer = browse().get(link)
    assert answer.status_code == 404
    assert "has expired" in answer.text


def test_who_was_on_the_way_somewhere_gets_there(app, browse, mailbox):
    greta = browse()
    greta.submit("/account/new?next=/cases/new", NEW)
    confirm(greta, mailbox)
    answer = greta.submit(
        "/account/sign-in?next=/cases/new", {key: NEW[key] for key in ("email", "password")}
    )
    assert answer.location == "/cases/new"


def test_after_confirming_the_sign_in_page_still_knows_where_to(app, browse, mailbox):
    browse().submit("/account/new?next=/cases/new", NEW)
    link = mailbox.link_to(NEW["email"], "/account/confirm/")
    assert browse().submit(link).location == "/account/sign-in?next=/cases/new"


def test_a_known_address_gets_the_same_page_and_its_owner_a_mail(app, cast, browse, mailbox):
    unknown = browse().submit("/account/new", NEW, follow=True)
    known = browse().submit(
        "/account/new", {**NEW, "name": "Gritt", "email": "Anna@example.org"}, follow=True
    )
    assert known.request.path == unknown.request.path
    assert known.status_code == unknown.status_code
    assert known.text == unknown.text
    assert mailbox.last_to(cast.anna)["Subject"] == "You already have an account"
    assert mailbox.last_to(NEW["email"])["Subject"] == "Confirm your address"


def test_two_who_ask_for_the_same_address_cannot_take_it_from_each_other(app, browse, mailbox):
    """Fred asked first with a password of his; Greta's own link makes her account with hers."""
    browse().submit("/account/new", {**NEW, "name": "Fredo", "password": "known to fred alone"})
    browse().submit("/account/new", NEW)
    confirm(browse(), mailbox)
    fred = browse()
    answer = fred.submit(
        "/account/sign-in", {"email": NEW["email"], "password": "known to fred alone"}
    )
    assert answer.status_code == 422
    links = [mail.get_body(("plain",)).get_content() for mail in mailbox.to(NEW["email"])]
    first = next(word for word in links[0].split() if "/account/confirm/" in word)
    assert fred.get(first).status_code == 404


def test_a_name_taken_in_the_meantime_is_told_and_another_can_be_chosen(app, browse, mailbox):
    browse().submit("/account/new", NEW)
    browse().submit("/account/new", {**NEW, "email": "other@example.org"})
    assert "is confirmed" in confirm(browse(), mailbox).text
    answer = confirm(browse(), mailbox, "other@example.org")
    assert "Somebody already has this name" in answer.text
    assert answer.request.path == "/account/new"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "x", "at least 2 characters"),
        ("name", "<script>", "letters, digits"),
        ("name", "anna", "already has this name"),
        ("name", "ＡＮＮＡ", "already has this name"),
        ("name", "0lga", "looks like one of our team"),
        ("name", "Support", "looks like one of our team"),
        ("email", "greta", "not an e-mail address"),
        ("email", "greta@example.org\nBcc: x@example.org", "not an e-mail address"),
        ("email", "g" * 300 + "@example.org", "too long"),
        ("password", "short", "at least 10 characters"),
        ("password", "Password1234", "Many people use this password"),
        ("password", "aaaaaaaaaaaa", "Many people use this password"),
        ("password", "Greta@example.org", "is your name or address"),
        ("password", "x" * 201, "at most 200 characters"),
    ],
)
def test_bad_input_is_shown_again_with_what_was_typed(app, cast, browse, field, value, sentence):
    typed = {**NEW, field: value}
    answer = browse().submit("/account/new", typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    for name in ("name", "email"):
        if name != field:
            assert f'value="{NEW[name]}"' in answer.text
    assert typed["password"] not in answer.text


def test_nobody_makes_themselves_an_admin(app, browse, mailbox):
    greta = browse()
    greta.submit(
        "/account/new", NEW, forged={"role": "admin", "is_vouched_for": "1", "pseudonym": "A-09"}
    )
    confirm(greta, mailbox)
    with app.app_context():
        from forum.accounts.queries import person_with_email

        person = person_with_email(NEW["email"])
        assert (person.role, person.pseudonym, person.is_vouched_for) == ("customer", None, False)


def test_a_double_click_sends_one_mail(app, browse, mailbox):
    greta = browse()
    form = next(form for form in greta.forms("/account/new") if "password" in form.offered)
    first = greta.send(form, "/account/new", NEW)
    second = greta.send(form, "/account/new", NEW)
    assert first.location == second.location == "/account/new/sent"
    assert len(mailbox.to(NEW["email"])) == 1
