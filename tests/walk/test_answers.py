"""The pages around an answer in a browser: template, question by mail, rating; wide and narrow."""

import os
import re

import pytest

from tests.moderation.scene import Scene

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.only_on("sqlite", "what a browser makes of a page is the same on both databases"),
]
SHOTS = os.environ.get("SHOTS")


@pytest.fixture
def look(axe):
    """`look(page, "name")`: accessible, and nothing wider than the window; at two widths."""

    def look(page, name: str) -> None:
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{name} is {wide} wide at {width}"
            if SHOTS:
                page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)
            axe(page)
        page.set_viewport_size({"width": 1280, "height": 900})

    return look


@pytest.fixture
def template(app, cast):
    """One answer template with a field; its number."""
    from forum.core.db import writing
    from forum.knowledge.template_actions import write_template

    with app.app_context(), writing():
        text = "Hello [[name]],\n\nplease restart the router on [[date]]."
        said = {"title": "Restart the router", "text": text, "category": None}
        return write_template(**said, language="en", author=cast.olga.row()).id


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("language", ["en", "de"])
def test_from_the_template_to_the_rating(
    app, javascript, language, template, window, cast, mailbox, look
):
    number = Scene(app).open_case(cast.anna)
    olga = window.open(cast.olga, language=language, javascript=javascript)
    olga.goto(f"/cases/{number}")
    olga.locator(".template-offer summary").click()
    olga.locator(".template-offer li a").click()
    body = olga.locator("#reply textarea")
    assert "please restart the router on [[date]]" in body.input_value()
    if javascript:
        look(olga, f"answer-{language}")
    olga.locator("#reply .submit-row button").click()
    assert "[[date]]" in olga.locator(".error-summary").inner_text()
    body.fill(body.input_value().replace("[[date]]", "Monday"))
    olga.locator("#reply input[name=then][value=solve]").check()
    olga.locator("#reply .submit-row button").click()
    olga.wait_for_url(re.compile(rf"/cases/{number}"))
    assert "Monday" in olga.locator("#post-2").inner_text()

    found = re.search(r"/not-solved/\S+", mailbox.text_to(cast.anna)).group()
    visitor = window.open(language=language, javascript=javascript)
    visitor.goto(found)
    if javascript:
        look(visitor, f"not-solved-{language}")
    visitor.locator("main form button").click()
    if javascript:
        look(visitor, f"said-{language}")

    anna = window.open(cast.anna, language=language, javascript=javascript)
    for score in ("2", "5"):
        anna.goto(f"/cases/{number}")
        anna.locator("#rating a.button").click()
        anna.locator(f"input[name=score][value='{score}']").check()
        anna.locator("input[name=sentence]").fill(f"It deserves a {score}.")
        if javascript:
            look(anna, f"rate-{language}")
        anna.locator("main form .submit-row button").click()
    assert "2 → 5" in anna.locator("#rating").inner_text()
    if javascript:
        anna.locator("#rating summary").click()
        look(anna, f"rated-{language}")
        for place, path in {"list": "", "new": "/new", "one": f"/{template}"}.items():
            olga.goto(f"/desk/templates{path}")
            look(olga, f"templates-{place}-{language}")
