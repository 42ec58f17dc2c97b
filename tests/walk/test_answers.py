"""The pages around an answer in a browser: template, question by mail, rating; wide and narrow."""

import os
import re
from itertools import product

import pytest

from tests.harness.browser import resize, sticking_out
from tests.harness.selection import some_in_short
from tests.moderation.scene import Scene

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.only_on("sqlite", "what a browser makes of a page is the same on both databases"),
]
WAYS = some_in_short(list(product((True, False), ("en", "de"))), [(True, "de")])
SHOTS = os.environ.get("SHOTS")


@pytest.fixture
def look(axe, much):
    """`look(page, "name")`: nothing sticks out, and it is accessible; in short, on a phone."""

    def look(page, name: str) -> None:
        assert not sticking_out(page), name
        for width in much((1280, 360), (360,)):
            resize(page, width)
            if SHOTS:
                page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)
            axe(page)
        resize(page, 1280)

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


def answer_with_template(page, number, look, name) -> None:
    """Choose it, be told what is missing, fill it in, publish it as the solution."""
    page.goto(f"/cases/{number}")
    page.locator(".template-offer summary").click()
    page.locator(".template-offer li a").click()
    body = page.locator("#reply textarea")
    assert "please restart the router on [[date]]" in body.input_value()
    look(page, f"answer-{name}")
    page.locator("#reply .submit-row button").click()
    assert "[[date]]" in page.locator(".error-summary").inner_text()
    body.fill(body.input_value().replace("[[date]]", "Monday"))
    page.locator("#reply input[name=then][value=solve]").check()
    page.locator("#reply .submit-row button").click()
    assert "Monday" in page.locator("#post-2").inner_text()


def rate(page, number, score, look, name) -> None:
    page.goto(f"/cases/{number}")
    page.locator("#rating a.button").click()
    page.locator(f"input[name=score][value='{score}']").check()
    page.locator("input[name=sentence]").fill(f"It deserves a {score}.")
    look(page, f"rate-{name}")
    page.locator("main form .submit-row button").click()


@pytest.mark.long
@pytest.mark.parametrize("way", WAYS, ids=str)
def test_from_the_template_to_the_rating(app, way, template, window, cast, mailbox, look):
    javascript, language = way
    number = Scene(app).open_case(cast.anna)
    sight = look if javascript else lambda _page, _name: None  # axe is a script itself
    olga = window.open(cast.olga, language=language, javascript=javascript)
    answer_with_template(olga, number, sight, language)

    visitor = window.open(language=language, javascript=javascript)
    visitor.goto(re.search(r"/not-solved/\S+", mailbox.text_to(cast.anna)).group())
    sight(visitor, f"not-solved-{language}")
    visitor.locator("main form button").click()
    sight(visitor, f"said-{language}")

    anna = window.open(cast.anna, language=language, javascript=javascript)
    for score in (2, 5):
        rate(anna, number, score, sight, language)
    assert "2 → 5" in anna.locator("#rating").inner_text()
    anna.locator("#rating summary").click()
    sight(anna, f"rated-{language}")
    for place, path in {"list": "", "new": "/new", "one": f"/{template}"}.items():
        olga.goto(f"/desk/templates{path}")
        sight(olga, f"templates-{place}-{language}")
