"""`/dev/mail`: a newcomer without a mail server confirms an address; nobody else sees it."""

import pytest

NEW = {"name": "Greta", "email": "greta@example.org", "password": "seven small boats"}


def test_a_newcomer_confirms_without_a_mail_server(app, browse, worker):
    greta = browse()
    sent = greta.submit("/account/new", NEW, follow=True).text
    worker()
    assert 'href="/dev/mail"' in sent
    listed = greta.get("/dev/mail").text
    assert "Confirm your address" in listed and "greta@example.org" in listed
    address = listed.split('href="/dev/mail/')[1].split('"')[0]
    mail = greta.get(f"/dev/mail/{address}").text
    link = mail.split('href="/account/confirm/')[1].split('"')[0]
    assert "is confirmed" in greta.submit(f"/account/confirm/{link}", follow=True).text


def test_an_empty_folder_is_said_to_be_empty(app, browse):
    assert "No mail yet" in browse().get("/dev/mail").text


@pytest.mark.parametrize(
    "name", ["../secret.eml", "..%2fsecret.eml", "secret", "%00.eml", "x" * 300]
)
def test_only_mails_are_shown(app, browse, tmp_path, name):
    (tmp_path / "secret.eml").write_text("Subject: secret\n\nnot for you")
    (tmp_path / "mail").mkdir()
    assert browse().get(f"/dev/mail/{name}").status_code == 404


@pytest.mark.parametrize("address", ["192.0.2.1", "10.0.0.5", "::ffff:192.0.2.1"])
def test_another_machine_sees_nothing(app, browse, address):
    elsewhere = {"REMOTE_ADDR": address}
    assert browse().get("/dev/mail", environ_overrides=elsewhere).status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "forum.example:8000"},
        {"X-Forwarded-For": "192.0.2.1"},
        {"X-Forwarded-Host": "forum.example"},
        {"Forwarded": "for=192.0.2.1"},
        {"X-Real-IP": "192.0.2.1"},
        {"Via": "1.1 proxy"},
    ],
)
def test_whoever_comes_through_a_proxy_or_by_another_name_sees_nothing(app, browse, headers):
    assert browse().get("/dev/mail", headers=headers).status_code == 404
    assert browse().get("/dev/mail/20260302T090000-0.eml", headers=headers).status_code == 404


def test_the_developer_may_use_any_name_of_this_machine(app, browse):
    for host in ("localhost", "127.0.0.1:8000", "[::1]:8000"):
        assert browse().get("/dev/mail", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "settings",
    [{"MODE": "production"}, {"MAIL_URL": "smtp://127.0.0.1:1"}],
    indirect=True,
    ids=["production", "with-a-server"],
)
def test_where_mails_are_sent_there_is_no_such_page(app, browse):
    assert browse().get("/dev/mail").status_code == 404
    assert browse().get("/dev/mail/20260302T090000-0.eml").status_code == 404
    assert "/dev/mail" not in browse().get("/account/new/sent").text


def test_a_mail_cannot_bring_html_onto_the_page(app, browse, worker):
    from forum.core import letters
    from forum.core.db import writing

    with app.app_context(), writing():
        values = {"number": 1, "reason": "<script>alert(1)</script> https://evil.example/x"}
        letters.post(
            "report.kept", to="a@example.org", language="en", path="/cases/1", values=values
        )
    worker()
    listed = browse().get("/dev/mail").text
    address = listed.split('href="/dev/mail/')[1].split('"')[0]
    page = browse().get(f"/dev/mail/{address}").text
    assert "<script>alert" not in page
    assert 'href="https://evil.example' not in page
