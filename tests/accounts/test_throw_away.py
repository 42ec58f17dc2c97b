"""Addresses that vanish after ten minutes are refused at the door, whoever may have one already."""

import pytest

from forum.accounts.rules import is_throw_away
from tests.data import shared_data

NEW = {"name": "Greta", "password": "seven small boats"}


@pytest.mark.parametrize(
    "email", ["greta@mailinator.com", "greta@a.b.mailinator.com", "Greta@MAILINATOR.com"]
)
def test_a_throw_away_address_is_refused_with_what_to_do(app, browse, mailbox, email):
    answer = browse().submit("/account/new", {**NEW, "email": email})
    assert answer.status_code == 422
    assert "Please use an address that you will still read next week." in answer.text
    assert f'value="{email}"' in answer.text and 'value="Greta"' in answer.text
    assert mailbox.to(email.lower()) == []


def test_a_name_that_only_ends_alike_is_no_throw_away_address():
    assert not is_throw_away("greta@mailinator-collectors.com")
    assert not is_throw_away("mailinator.com@example.org")
    assert not is_throw_away("greta@com")


@pytest.mark.parametrize("domain", ["gmail.com", "gmx.de", "web.de", "t-online.de", "posteo.de"])
def test_the_providers_of_ordinary_people_are_welcome(domain):
    assert not is_throw_away(f"greta@{domain}")


def test_whoever_has_such_an_address_can_still_sign_in_and_reset(app, cast, browse):
    """The list changes; nobody is locked out by it, and the answer tells nothing about accounts."""
    answer = browse().submit("/account/forgotten", {"email": "anybody@mailinator.com"})
    assert answer.status_code == 303


def test_the_package_agrees_with_a_copy_of_its_list():
    listed = shared_data("disposable-email-domains/disposable_email_blocklist.conf").read_text(
        "utf-8"
    )
    domains = [line for line in listed.split() if not line.startswith(("#", "//"))]
    assert len(domains) > 1000
    missed = [one for one in domains if not is_throw_away(f"x@{one}")]
    assert len(missed) <= len(domains) / 50, f"the package is years older: {missed[:20]}"
