"""The report in a browser: axe, narrow screens, both schemes and languages, and on paper."""

import pytest

from tests.harness.browser import sticking_out
from tests.harness.selection import some_in_short
from tests.pages.fairness.conftest import MONTH

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.only_on("sqlite", "what a browser makes of a page is the same on both databases"),
]

PAGES = (f"/fairness?month={MONTH}", f"/fairness/what-if?month={MONTH}&rulebook=1")
# Words of the pictures that lie over other words, as they are drawn.
OVERLAPPING = """() => [...document.querySelectorAll('svg.chart')].flatMap(svg => {
  const texts = [...svg.querySelectorAll('text')];
  const all = texts.map(one => [one.textContent, one.getBoundingClientRect()]);
  return all.flatMap(([word, a], at) => all.slice(at + 1)
    .filter(([, b]) => a.left < b.right - 1 && b.left < a.right - 1
      && a.top < b.bottom - 4 && b.top < a.bottom - 4)
    .map(([other]) => `${word} / ${other}`));
})"""


@pytest.mark.parametrize("language", some_in_short(["de", "en"], ["de"]))
def test_axe_finds_nothing_and_nothing_sticks_out(october, window, axe, language):
    page = window.open(language=language)
    for address in PAGES:
        page.goto(address)
        for one in page.locator("details > summary").all():
            one.click()
        for width, scheme in ((1280, "light"), (360, "dark")):
            assert not sticking_out(page, (width,))
            assert page.evaluate(OVERLAPPING) == []
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            axe(page)


def test_the_choice_works_without_javascript(october, window):
    page = window.open(javascript=False)
    page.goto("/fairness")
    page.select_option("[name=rule]", "R2")
    page.click(".filters button")
    assert "rule=R2" in page.url
    assert page.locator("#ahead tbody tr").count() == 2


def test_on_paper_the_figures_stand_and_the_buttons_do_not(october, window):
    page = window.open()
    page.goto(PAGES[0])
    page.emulate_media(media="print")
    assert page.locator(".filters").is_hidden() and page.locator(".downloads").is_hidden()
    assert page.locator("svg.chart").first.is_visible()
    assert page.locator("#pairs-table").is_visible()
