"""What is typed stays in the browser until it has arrived, and not longer."""

from time import monotonic, sleep

import pytest

pytestmark = [
    pytest.mark.browser,
    pytest.mark.only_on("sqlite", "the browser's memory is the same above either database"),
]

TITLE, BODY = "#title", "#body"
KEPT = "Object.keys(localStorage).filter(key => key.startsWith('draft:')).length"


def wait_until(holds) -> None:
    """Asked from outside: the content policy lets no script of a test wait within the page."""
    until = monotonic() + 10
    while not holds():
        assert monotonic() < until
        sleep(0.05)


def type_a_case(page, text="The line is dead since Monday."):
    page.goto("/cases/new")
    page.fill(TITLE, "No dial tone")
    page.fill(BODY, text)


def send(page):
    page.select_option("#category", index=1)
    page.check("input[name=kind][value=fault]")
    page.click("form[data-draft] button.primary")


def test_a_draft_is_back_after_the_page_was_left(window, cast):
    page = window.open(cast.anna)
    type_a_case(page)
    page.goto("/")
    page.goto("/cases/new")
    page.wait_for_selector("[data-draft-notice]:visible")
    assert page.input_value(BODY) == "The line is dead since Monday."


def test_a_draft_can_be_discarded(window, cast):
    page = window.open(cast.anna)
    type_a_case(page)
    page.goto("/")
    page.goto("/cases/new")
    page.click("[data-draft-notice] button")
    assert page.input_value(BODY) == ""
    page.reload()
    page.wait_for_load_state("networkidle")
    assert page.input_value(BODY) == ""


def test_a_draft_is_gone_once_the_case_is_open(window, cast):
    page = window.open(cast.anna)
    type_a_case(page)
    send(page)
    page.wait_for_selector(".ticket")
    wait_until(lambda: page.evaluate(KEPT) == 0)


def test_a_refused_case_keeps_its_draft(window, cast):
    page = window.open(cast.anna)
    type_a_case(page)
    page.evaluate("document.querySelector('form[data-draft] [name=csrf_token]').value = 'x'")
    send(page)
    page.wait_for_selector(".error-page")
    page.wait_for_load_state("networkidle")
    assert page.evaluate(KEPT) == 1


def test_signing_out_leaves_nothing_typed_behind(window, cast):
    page = window.open(cast.anna)
    type_a_case(page)
    wait_until(lambda: page.evaluate(KEPT) == 1)
    page.click("form[data-forgets-drafts] button")
    page.wait_for_selector("a[href*='/account/sign-in']")
    assert page.evaluate(KEPT) == 0
