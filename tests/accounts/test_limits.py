"""Guessing and mail bombing end at a page that says how long to wait."""

import pytest

from tests.harness.people import PASSWORD

pytestmark = pytest.mark.parametrize("settings", [{"RATELIMIT_ENABLED": True}], indirect=True)


def attempts(client, path: str, typed: dict, number: int, **overrides):
    form = next(form for form in client.forms(path) if "email" in form.offered)
    sent = form.completed(typed, None)
    return [
        client.post(path, data=sent, environ_overrides=overrides or None) for _ in range(number)
    ]


def test_guessing_one_password_ends_even_from_many_networks(app, cast, browse):
    typed = {"email": cast.anna.email, "password": "guess number one"}
    client, statuses = browse(), []
    for number in range(12):
        (answer,) = attempts(client, "/account/sign-in", typed, 1, REMOTE_ADDR=f"192.0.2.{number}")
        statuses.append(answer.status_code)
    assert statuses == [422] * 10 + [429] * 2
    assert "Please wait 30 minutes" in answer.text
    assert int(answer.headers["Retry-After"]) > 1200


def test_the_limit_of_one_address_is_not_that_of_another(app, cast, browse):
    client = browse()
    attempts(client, "/account/sign-in", {"email": cast.anna.email, "password": "wrong"}, 11)
    typed = {"email": cast.ben.email, "password": PASSWORD}
    assert attempts(client, "/account/sign-in", typed, 1)[0].status_code == 303


def test_signing_in_often_is_no_guessing(app, cast, browse):
    typed = {"email": cast.anna.email, "password": PASSWORD}
    for _ in range(12):
        assert attempts(browse(), "/account/sign-in", typed, 1)[0].status_code == 303


def test_nobodys_mailbox_is_filled(app, cast, browse, mailbox):
    answers = attempts(browse(), "/account/forgotten", {"email": cast.anna.email}, 5)
    assert [answer.status_code for answer in answers] == [303] * 5
    typed = {"email": cast.anna.email, "name": "Greta", "password": "seven small boats"}
    for path, sent in (("/account/forgotten", {"email": cast.anna.email}), ("/account/new", typed)):
        (answer,) = attempts(browse(), path, sent, 1, REMOTE_ADDR="192.0.2.77")
        assert answer.status_code == 429, path
    assert len(mailbox.to(cast.anna)) == 5


@pytest.mark.parametrize("path", ["/account/sign-in", "/account/new", "/account/forgotten"])
def test_a_network_that_tries_everything_has_to_wait(app, cast, browse, path):
    client = browse()
    form = next(form for form in client.forms(path) if "email" in form.offered)
    statuses = []
    for number in range(27):
        sent = form.completed({"email": f"p{number}@"}, None)
        # Addresses of one IPv6 household count together.
        household = {"REMOTE_ADDR": f"2001:db8:1:2::{number:x}"}
        answer = client.post(path, data=sent, environ_overrides=household)
        statuses.append(answer.status_code)
    assert statuses == [422] * 25 + [429] * 2
    assert "Please wait 5 minutes" in answer.text
    neighbour = {"REMOTE_ADDR": "2001:db8:1:3::1"}
    assert client.post(path, data=sent, environ_overrides=neighbour).status_code == 422


def test_a_password_is_changed_ten_times_in_ten_minutes(app, cast, browse):
    anna = browse(cast.anna)
    typed = {"password": "wrong", "new_password": "seven small boats"}
    found = [anna.submit("/account/password", typed).status_code for _count in range(11)]
    assert found == [422] * 10 + [429]
