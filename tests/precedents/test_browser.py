"""The story of goodwill in a browser: granted, found, claimed, decided; phone and desk."""

import os
from pathlib import Path

import pytest

from tests.harness.browser import sticking_out
from tests.harness.selection import some_in_short
from tests.precedents.scene import ANSWER, OFFER

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.only_on("sqlite", "what a browser makes of a page is the same on both databases"),
]
WAYS = some_in_short([("en", 1280), ("en", 360), ("de", 360)], [("en", 1280)])


def look(page, axe, name: str) -> None:
    """Nothing sticks out and axe finds nothing; a picture where somebody asks for one."""
    assert not sticking_out(page, (page.viewport_size["width"],)), name
    axe(page)
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: "-".join(map(str, way)))
def test_from_the_grant_to_the_decision(goodwill, cast, window, axe, way):
    language, width = way
    name = f"{language}-{width}"
    number, own = goodwill.open("Counted twice"), goodwill.open("Mine too", "anna")
    olga = window.open(cast.olga, width=width, language=language)
    olga.goto(f"/cases/{number}/goodwill")
    for field in ("what", "why", "terms"):
        olga.fill(f"[name={field}]", OFFER[field])
    olga.fill("[name=until]", OFFER["until"])
    olga.fill("[name=body]", ANSWER["body"])
    look(olga, axe, f"{name}-form")
    olga.click(".submit-row button")
    olga.wait_for_url(f"**/cases/{number}*")
    look(olga, axe, f"{name}-thread")
    anna = window.open(cast.anna, width=width, language=language)
    anna.goto("/precedents")
    look(anna, axe, f"{name}-list")
    anna.click(".precedent-row a")
    anna.wait_for_url("**/precedents/1")
    look(anna, axe, f"{name}-precedent")
    anna.goto(f"/cases/{own}")
    look(anna, axe, f"{name}-own-case")
    anna.click(".goodwill-offers button")
    anna.wait_for_url(f"**/cases/{own}*")
    look(anna, axe, f"{name}-claimed")
    olga.goto("/desk/claims")
    look(olga, axe, f"{name}-claims")
    olga.click(".claim-list .button")
    olga.wait_for_url("**/desk/claims/1")
    look(olga, axe, f"{name}-decide")
    olga.click("[action$='/grant'] .submit-row button")
    olga.wait_for_url("**/desk/claims")
    anna.goto("/precedents/1")
    look(anna, axe, f"{name}-granted")
    assert goodwill.counts(1) == (1, 1, 0)
    olga.goto("/precedents/1/change")
    look(olga, axe, f"{name}-change")
    mara = window.open(cast.mara, width=width, language=language)
    mara.goto("/moderation/precedents/1")
    look(mara, axe, f"{name}-passage")
