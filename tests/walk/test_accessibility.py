"""Every kind of page works for everybody: axe, narrow screens, large type, the keyboard alone."""

from collections import Counter

import pytest

from tests.harness.browser import WIDTHS, resize, sticking_out
from tests.harness.selection import some_in_short
from tests.walk.sights import SIGHTS, set_the_scene

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.only_on("sqlite", "what a browser makes of a page is the same on both databases"),
]

PHONE, ZOOMED, DESK = 360, 640, 1280  # 640 is a desk's screen at 200 %
LOOKS = ((DESK, "light"), (PHONE, "dark"))
MOST_STEPS = 60  # presses of the Tab key until the reply is reached, on a case of four posts

# What a person at the keyboard sees of the place where they are.
FOCUS = """() => {
  const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
  return {
    what: at.outerHTML.slice(0, 90),
    name: at.getAttribute('name'),
    isSkipLink: at.classList.contains('skip-link'),
    isShown: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    isMarked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
  };
}"""


@pytest.fixture
def numbers(app, cast, worker) -> dict:
    numbers = set_the_scene(app, cast)
    worker()
    return numbers


@pytest.fixture
def seat(window, cast):
    """`seat(person, language)`: their page in Chromium, opened once and used again."""
    pages = {}

    def seat(person, language):
        if (person, language) not in pages:
            someone = cast[person] if person else None
            pages[person, language] = window.open(someone, width=DESK, language=language)
        page = pages[person, language]
        dress(page, DESK, "light")
        return page

    return seat


@pytest.mark.long
@pytest.mark.parametrize("language", some_in_short(["de", "en"], ["de"]))
def test_axe_finds_nothing_and_nothing_sticks_out(seat, numbers, axe, language, much):
    """With `make test-long` axe sees each page in each of LOOKS, with `make test` in one of them.

    Both schemes use the same names for their colours, whose contrast tests/house/test_colours.py
    computes; German has the longer words. So what one look would find and the other would not is
    a fault of the layout that all pages share, and every second page is looked at in each.
    """
    found, titles = [], {}
    for place, sight in enumerate(SIGHTS):
        page = seat(sight.person, language)
        sight.show(page, numbers)
        where = f"{sight.name} ({language})"
        found += [f"{where}: {fault}" for fault in faults(page, language)]
        found += [f"{where}: {fault}" for fault in sticking_out(page, (*WIDTHS, ZOOMED))]
        titles[sight.name] = page.title().removeprefix("Error: ").removeprefix("Fehler: ")
        for width, scheme in much(LOOKS, [LOOKS[place % len(LOOKS)]]):
            dress(page, width, scheme)
            # Half of what axe costs, and computed for both schemes in tests/house/test_colours.py.
            without = much((), ("color-contrast",))
            found += complaints(axe, page, f"{where}, {width} px, {scheme}", without)
    twins = [title for title, times in Counter(distinct(titles)).items() if times > 1]
    assert not twins, f"pages that are called the same: {twins}"
    assert not found, "\n".join(found)


def dress(page, width: int, scheme: str) -> None:
    """Look at the page on such a screen."""
    resize(page, width)
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")


def complaints(axe, page, where: str, without: tuple[str, ...]) -> list[str]:
    try:
        axe(page, without)
    except AssertionError as error:
        return [f"{where}: {error}"]
    return []


def distinct(titles: dict[str, str]) -> list[str]:
    """The titles of pages that are different places, not states of one."""
    states = ("case for its author", "new case with errors", "new case with similar ones")
    states += ("case with a private part", "private part for staff", "private part, nothing sent")
    states += ("check of the record, it fits", "check of the record, it does not")
    return [title for name, title in titles.items() if name not in states]


def faults(page, language: str) -> list[str]:
    """What is wrong with the page on any screen: headings, language."""
    found = []
    if page.locator("h1").count() != 1:
        found.append(f"has {page.locator('h1').count()} first headings")
    if page.get_attribute("html", "lang") != language:
        found.append("does not say its language")
    return found


@pytest.mark.parametrize("width", some_in_short([PHONE, DESK], [DESK]))
def test_the_keyboard_alone_reaches_the_reply(seat, numbers, width):
    page = seat("anna", "en")
    resize(page, width)
    page.goto(f"/cases/{numbers['solved']}")
    page.keyboard.press("Tab")
    first = page.evaluate(FOCUS)
    assert first["isSkipLink"] and first["isShown"] and first["isMarked"], first
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUS)
        assert at["isShown"] and at["isMarked"], f"the focus cannot be seen on {at['what']}"
        if at["name"] == "body":
            break
    assert at["name"] == "body", f"after {MOST_STEPS} presses the focus is on {at['what']}"
    page.keyboard.type("Written without a mouse.")
    while page.evaluate("document.activeElement.textContent.trim()") != "Publish":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#post-*")
    assert "Written without a mouse." in page.inner_text(".thread")


def test_a_refused_form_leads_to_what_has_to_change(seat, numbers):
    page = seat("anna", "en")
    sight = next(one for one in SIGHTS if one.name == "new case with errors")
    sight.show(page, numbers)
    assert "error-summary" in page.evaluate("document.activeElement.className")
    for link in page.locator(".error-summary a").all():
        target = link.get_attribute("href").removeprefix("#")
        assert page.locator(f"[id='{target}']").count() == 1, target
    wrong = page.locator("[aria-invalid=true]").first
    assert (
        page.locator(f"[id='{wrong.get_attribute('aria-describedby').split()[-1]}']").count() == 1
    )
