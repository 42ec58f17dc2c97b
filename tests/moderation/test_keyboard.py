"""The moderator's page in a browser: by keyboard alone, without JavaScript, and for everybody."""

from itertools import product

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def three(scene, cast, number):
    """Three first posts that wait."""
    return [scene.write(number, author) for author in cast.others(3, known=False)]


def arrive(page, url: str) -> None:
    """Wait for the page and until its keys work; a person is slower than that by nature."""
    page.wait_for_url(url)
    expect(page.locator("[data-keys]")).to_be_visible()


def focused(page) -> str:
    return page.evaluate("document.activeElement.closest('[data-key-item]')?.id")


def hide_by_keys(page, reason: str) -> None:
    """From the key to the sent form: the ground by its first letter, the reason, the button."""
    page.keyboard.press("h")
    assert page.evaluate("document.activeElement.name") == "ground"
    page.keyboard.type("Adv")
    page.keyboard.press("Tab")
    page.keyboard.type(reason)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


@pytest.mark.only_on("sqlite", "what the browser does is the same on both databases")
def test_a_moderator_works_by_keys_alone(scene, cast, window, three):
    first, second, third = three
    page = window.open(cast.mara)
    page.goto("/moderation")
    expect(page.locator("[data-keys]")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert focused(page) == f"item-{second.id}"
    page.keyboard.press("k")
    assert focused(page) == f"item-{first.id}"
    page.keyboard.press("t")
    arrive(page, f"**/moderation/posts/{first.id}")
    page.keyboard.press("a")
    arrive(page, f"**/moderation/posts/{second.id}")  # the next, with no key pressed
    assert scene.visibility(first) == "public"

    hide_by_keys(page, "Advertising, jkamh.")  # letters in a text are only text
    arrive(page, f"**/moderation/posts/{third.id}")
    assert scene.hidden_because(second) == "Advertising, jkamh."

    page.keyboard.press("m")
    assert page.evaluate("document.activeElement.name") == "category"
    page.locator(f"#item-{third.id}").get_by_label("New category").select_option("billing")
    page.locator(f"#move-{third.id}-reason").fill("It is about the invoice.")
    page.get_by_role("button", name="Move with this reason").click()
    page.wait_for_url("**/moderation")  # where the held post goes on waiting
    assert scene.case(third.number, "category") == "billing"


@pytest.mark.only_on("sqlite", "what the browser does is the same on both databases")
def test_what_is_passed_over_is_left_to_others(scene, cast, window, three):
    first, second, _third = three
    page = window.open(cast.mara)
    page.goto("/moderation")
    expect(page.locator("[data-keys]")).to_be_visible()
    page.keyboard.press("t")
    arrive(page, f"**/moderation/posts/{first.id}")
    page.keyboard.press("n")
    arrive(page, f"**/moderation/posts/{second.id}")
    other = window.open(cast.mona)
    other.goto("/moderation")
    expect(other.locator("[data-keys]")).to_be_visible()
    other.keyboard.press("t")
    arrive(other, f"**/moderation/posts/{first.id}")


@pytest.mark.only_on("sqlite", "what the browser does is the same on both databases")
def test_all_of_it_works_without_javascript(scene, cast, window, three):
    first, second, third = three
    page = window.open(cast.mara, javascript=False, width=360, language="de")
    page.goto("/moderation")
    page.locator(f"#item-{first.id} form[action*=approve] button").click()
    page.wait_for_url(f"**/moderation/posts/{second.id}")
    item = page.locator(f"#item-{second.id}")
    item.locator("summary[data-key=h]").click()
    item.locator("form[action*=hide] select[name=ground]").select_option("advertising")
    item.locator("form[action*=hide] textarea[name=reason]").fill("Werbung.")
    item.locator("form[action*=hide] button").click()
    page.wait_for_url(f"**/moderation/posts/{third.id}")
    assert scene.visibility(first) == "public"
    assert scene.hidden_because(second) == "Werbung."


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.only_on("sqlite", "what the browser does is the same on both databases")
def test_everybody_can_use_it(cast, window, axe, held, reported, much):
    """With `make test` as whoever has the longer words; tests/house computes all contrasts."""
    for language, scheme in much(list(product(("de", "en"), ("light", "dark"))), [("de", "dark")]):
        page = window.open(cast.mara, language=language, scheme=scheme)
        page.goto("/moderation")
        for summary in page.locator(".item-decisions summary").all():
            summary.click()
        axe(page)
        page.goto(f"/moderation/posts/{reported.id}")
        axe(page)
        page = window.open(cast.nora, language=language, scheme=scheme)
        page.goto(f"/cases/{reported.number}/posts/{reported.position}/reports")
        axe(page)


@pytest.mark.only_on("sqlite", "what the browser does is the same on both databases")
def test_nothing_stands_beside_a_narrow_screen(cast, window, held, reported):
    page = window.open(cast.mara, width=320, language="de")
    page.goto("/moderation")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 320
