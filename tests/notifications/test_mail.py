"""Every kind of mail, as it arrives over SMTP or as a file; delivered at least once."""

import smtplib
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime

import pytest

from forum.core import letters
from forum.core.db import writing
from forum.notifications.messages import KINDS

VALUES = {
    "name": "Tim & Co",
    "number": 12,
    "title": "Data cap <b>reached</b>",
    "reason": "Names & numbers",
    "post": 2,
    "into": 11,
    "own": 10,
    "origin": 9,
    "receipt": 4,
}


def post(app, kind="case.answered", to="anna@example.org", language="en", **others):
    with app.app_context(), writing():
        letters.post(
            kind,
            to=to,
            language=language,
            **{"path": "/cases/12#post-2", "values": VALUES, **others},
        )


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_words_a_link_and_both_forms(app, mailbox, kind, language):
    post(app, kind, language=language)
    mail = mailbox.last_to("anna@example.org")
    text = mail.get_body(("plain",)).get_content()
    html = mail.get_body(("html",)).get_content()
    assert mail["Subject"] and "%(" not in mail["Subject"]
    assert mail["Content-Language"] == language
    for body in (text, html):
        assert "http://localhost/cases/12#post-2" in body
        assert "%(" not in body and "{{" not in body
    assert "&" in text and "&amp;" not in text and "&lt;" not in text, "plain text is not html"
    assert "<b>" not in html
    assert f'<html lang="{language}">' in html


def test_the_header_is_complete(app, clock, mailbox):
    post(app)
    mail = mailbox.last_to("anna@example.org")
    assert mail["To"] == "anna@example.org"
    assert mail["From"].addresses[0].display_name == "Wartemarke"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].endswith("@localhost>")
    assert parsedate_to_datetime(mail["Date"]) == clock.now


def test_nobody_smuggles_a_header_into_a_mail(app, browse, mailbox):
    """A name with a line break in it is one line by the time it is mailed."""
    typed = {
        "name": "Greta\r\nBcc: all@example.org",
        "email": "greta@example.org",
        "password": "seven small boats",
    }
    answer = browse().submit("/account/new", typed)
    assert answer.status_code == 422, "a colon is in no name"
    post(app, "account.confirm", values={"name": "Greta\r\nBcc: all@example.org"})
    assert mailbox.last_to("anna@example.org")["Bcc"] is None
    assert mailbox.to("all@example.org") == []


def test_a_server_that_refuses_gets_the_same_mail_again_later(app, clock, mailbox):
    post(app)
    mailbox.refuse()
    assert mailbox.messages == []
    mailbox.refuse(False)
    assert mailbox.messages == [], "a failed delivery waits before it is tried again"
    clock.move(minutes=1)
    assert len(mailbox.to("anna@example.org")) == 1


def test_a_second_delivery_is_recognised_as_the_same_mail(app, post_office, mailbox):
    from forum.notifications import mail

    with app.app_context():
        payload = a_payload()
        mail.deliver([payload])
        mail.deliver([payload])
    first, second = post_office.received
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] == second["Date"]


def a_payload(**others) -> dict:
    from forum.core.clock import now

    return {
        "id": "0123456789abcdef0123456789abcdef",
        "at": now().isoformat(),
        "kind": "case.answered",
        "to": "anna@example.org",
        "language": "en",
        "path": "/cases/12",
        "values": VALUES,
        **others,
    }


def test_a_mail_older_than_its_links_is_given_up(app, clock, mailbox):
    post(app)
    mailbox.refuse()
    assert mailbox.messages == []
    clock.move(days=3, hours=1)
    mailbox.refuse(False)
    assert mailbox.messages == []
    with app.app_context():
        from forum.core import outbox

        assert outbox.waiting() == 0


def test_nothing_is_mailed_when_its_cause_is_rolled_back(app, mailbox):
    with app.app_context(), pytest.raises(ZeroDivisionError), writing():
        letters.post("case.answered", to="anna@example.org", language="en", values=VALUES)
        raise ZeroDivisionError
    assert mailbox.messages == []


def test_without_a_server_mails_are_whole_files(app, worker, tmp_path):
    post(app, to="anna@example.org")
    worker()
    (file,) = (tmp_path / "mail").iterdir()
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert mail["To"] == "anna@example.org"
    assert "http://localhost/cases/12" in mail.get_body(("plain",)).get_content()
    assert file.stat().st_mode & 0o077 == 0, "its links are keys"


def test_a_second_delivery_writes_the_same_file(app, tmp_path):
    from forum.notifications import mail

    with app.app_context():
        payload = a_payload()
        mail.deliver([payload])
        mail.deliver([payload])
    assert len(list((tmp_path / "mail").iterdir())) == 1


@pytest.mark.parametrize(
    "settings", [{"MAIL_URL": "smtp://127.0.0.1:1"}], indirect=True, ids=["nobody-listens"]
)
def test_without_anybody_listening_the_mail_stays_in_the_outbox(app, worker):
    post(app)
    worker()
    with app.app_context():
        from forum.core import outbox

        assert outbox.waiting() == 1


def test_a_user_and_password_in_the_address_are_used(monkeypatch):
    """The test server asks for none, so what smtplib is told is looked at."""
    from forum.notifications.transport import Server

    told = []

    class Connection:
        def __init__(self, *args, **keywords):
            told.append((args, keywords["timeout"]))

        def starttls(self, context):
            told.append(("starttls", context.check_hostname))

        def login(self, user, password):
            told.append(("login", user, password))

        def send_message(self, mail):
            told.append("sent")

    monkeypatch.setattr(smtplib, "SMTP", Connection)
    server = Server("smtp://me%40here:p%2Fw@mail.example:587?starttls=1", "forum.example")
    server.send(None, name="")
    assert told == [
        (("mail.example", 587), 10),
        ("starttls", True),
        ("login", "me@here", "p/w"),
        "sent",
    ]
