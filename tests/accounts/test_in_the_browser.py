"""The pages of accounts in Chromium: accessible in both schemes, usable without JavaScript."""

from itertools import product

import pytest

from tests.harness.browser import sticking_out
from tests.harness.selection import some_in_short

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.only_on("sqlite", "the pages are the same on both databases"),
]

VISITORS = (
    "/account/sign-in",
    "/account/new",
    "/account/new/sent",
    "/account/forgotten",
    "/dev/mail",
)
OWN = ("/account", "/account/password", "/account/notifications")


@pytest.mark.parametrize(
    "way",
    some_in_short(list(product(("de", "en"), ("light", "dark"))), [("de", "dark")]),
    ids=str,
)
def test_axe_finds_nothing(window, cast, axe, way):
    language, scheme = way
    visitor = window.open(language=language, scheme=scheme, width=360)
    for path in VISITORS:
        visitor.goto(path)
        axe(visitor)
    anna = window.open(cast.anna, language=language, scheme=scheme)
    for path in OWN:
        anna.goto(path)
        axe(anna)


WAYS = some_in_short(list(product((360, 1280), (True, False))), [(360, False)])


@pytest.mark.parametrize("way", WAYS, ids=lambda way: "-".join(map(str, way)))
def test_a_newcomer_gets_in(window, worker, axe, way):
    width, javascript = way
    page = window.open(width=width, javascript=javascript)
    page.goto("/account/new")
    page.get_by_label("Name").fill("x")
    page.get_by_label("E-mail address").fill("greta@example.org")
    page.get_by_label("Password").fill("seven small boats")
    page.get_by_role("button", name="Create an account").click()
    assert "at least 2 characters" in page.locator(".error-summary").inner_text()
    if javascript:  # axe itself is a script
        axe(page)
    page.get_by_label("Name").fill("Greta")
    page.get_by_label("Password").fill("seven small boats")
    page.get_by_role("button", name="Create an account").click()
    page.wait_for_url("**/account/new/sent")
    worker()
    page.get_by_role("link", name="Mails not sent").click()
    page.get_by_role("link", name="Confirm your address").click()
    page.locator(".mail a").first.click()
    page.get_by_role("button", name="Yes, create my account").click()
    page.get_by_label("E-mail address").fill("greta@example.org")
    page.get_by_label("Password").fill("seven small boats")
    page.get_by_role("button", name="Sign in").click()
    page.goto("/account")
    assert "Greta" in page.locator(".account-facts").inner_text()
    assert not sticking_out(page, (width,))
