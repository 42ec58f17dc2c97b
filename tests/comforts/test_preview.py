"""The preview is what the post will be, and similar cases come while the title is typed."""

import pytest

pytestmark = [
    pytest.mark.browser,
    pytest.mark.only_on("sqlite", "what the browser does is the same above either database"),
]

BODY = "The line is **dead** since Monday.\n\n- new cable\n- new modem\n\n> Please wait."


def test_the_preview_equals_the_post(window, cast):
    page = window.open(cast.anna)
    page.goto("/cases/new")
    page.fill("#title", "No dial tone")
    page.select_option("#category", index=1)
    page.check("input[name=kind][value=fault]")
    page.fill("#body", BODY)
    page.click("[data-preview-url]")
    page.wait_for_selector("#body-preview strong")
    shown = page.inner_html("#body-preview").strip()
    page.click("form[data-draft] button.primary")
    page.wait_for_selector(".ticket")
    assert page.inner_html(".post .post-body").strip() == shown


def test_a_preview_that_fails_keeps_the_text_and_says_so(window, cast):
    page = window.open(cast.anna)
    page.goto("/cases/new")
    page.fill("#body", BODY)
    page.route("**/preview", lambda route: route.fulfill(status=503, body=""))
    page.click("[data-preview-url]")
    page.wait_for_selector("#body-preview:not(:empty)")
    assert "could not be fetched" in page.inner_text("#body-preview")
    assert page.input_value("#body") == BODY


def test_a_double_click_sends_a_form_once(window, cast):
    page = window.open(cast.anna)
    page.goto("/cases/new")
    page.fill("#title", "No dial tone")
    page.select_option("#category", index=1)
    page.check("input[name=kind][value=fault]")
    page.fill("#body", BODY)
    page.wait_for_load_state("networkidle")
    sent = []
    page.on("request", lambda request: request.method == "POST" and sent.append(request.url))
    page.dblclick("form[data-draft] button.primary")
    page.wait_for_selector(".ticket")
    assert len(sent) == 1, sent
