"""The reader's choice of colours holds on every page, before anything is painted."""

import pytest

pytestmark = [
    pytest.mark.browser,
    pytest.mark.only_on("sqlite", "colours are the same above either database"),
]

GROUND = "getComputedStyle(document.documentElement).backgroundColor"


def test_the_system_decides_until_somebody_chooses(window):
    light = window.open(scheme="light")
    dark = window.open(scheme="dark")
    for page in (light, dark):
        page.goto("/")
    assert light.evaluate(GROUND) != dark.evaluate(GROUND)


@pytest.mark.parametrize(("system", "choice"), [("light", "dark"), ("dark", "light")])
def test_a_choice_holds_against_the_system_and_on_the_next_page(window, system, choice):
    wanted = window.open(scheme=choice)
    wanted.goto("/")
    page = window.open(scheme=system)
    page.goto("/")
    page.check(f".scheme input[value={choice}]")
    assert page.evaluate(GROUND) == wanted.evaluate(GROUND)
    page.goto("/search")
    assert page.evaluate(GROUND) == wanted.evaluate(GROUND)


def test_without_javascript_no_choice_is_offered(window):
    page = window.open(javascript=False)
    page.goto("/")
    assert not page.is_visible(".scheme")
