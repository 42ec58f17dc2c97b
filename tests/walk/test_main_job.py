"""The whole job as four people in a real browser: with and without JavaScript, in both
languages, on a phone and on a desk. Words are looked up on the page, as people do."""

import re
from itertools import product
from time import monotonic, sleep

import pytest

from tests.harness.browser import sticking_out
from tests.harness.selection import some_in_short

WORDS = {
    "en": {
        "draw": "draw a number",
        "approve": "Approve",
        "me_too": "Me too",
        "publish": "Publish",
        "solved_it": "This solved it",
        "not_confirmed": "not yet confirmed",
        "yes": "Yes, it is solved",
        "reopen": "Reopen the case",
        "waits": "Waiting for the company",
        "company": "Company",
    },
    "de": {
        "draw": "Marke ziehen",
        "approve": "Freigeben",
        "me_too": "Ich auch",
        "publish": "Veröffentlichen",
        "solved_it": "Das hat es gelöst",
        "not_confirmed": "noch nicht bestätigt",
        "yes": "Ja, es ist gelöst",
        "reopen": "Den Fall wieder öffnen",
        "waits": "wartet auf das Unternehmen",
        "company": "Unternehmen",
    },
}

# The other stories of this folder go with JavaScript; this one shows that all works without it.
EVERY_WAY = some_in_short(
    list(product((True, False), ("en", "de"), (360, 1280))), [(False, "de", 360)]
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def way(javascript: bool, language: str, width: int) -> str:
    return f"{'js' if javascript else 'plain'}-{language}-{width}"


@pytest.mark.parametrize("chosen", EVERY_WAY, ids=lambda chosen: way(*chosen))
@pytest.mark.only_on("sqlite", "eight ways on one engine, the two farthest apart on the other")
def test_a_complaint_becomes_a_solved_case(window, working, cast, chosen):
    walk(window, cast, *chosen)


@pytest.mark.only_long
@pytest.mark.parametrize(
    "chosen", [(False, "de", 360), (True, "en", 1280)], ids=lambda chosen: way(*chosen)
)
@pytest.mark.only_on("postgresql", "the same on the other engine, as `flask serve` runs it")
def test_a_complaint_becomes_a_solved_case_on_postgresql(window, served, cast, chosen):
    walk(window, cast, *chosen)


def walk(window, cast, javascript: bool, language: str, width: int) -> None:
    """Nora complains, Mara approves, Ben joins, Olga solves, Nora has the last word."""
    words = WORDS[language]

    def sit(person):
        return window.open(person, width=width, javascript=javascript, language=language)

    nora, mara, ben, olga = (sit(getattr(cast, name)) for name in ("nora", "mara", "ben", "olga"))
    address = complain(nora, words)
    assert ben.goto(address).status == 404

    mara.goto("/moderation")
    assert "Zählerstand" in mara.content()
    mara.get_by_role("button", name=re.compile(words["approve"])).first.click()
    assert ben.goto(address).status == 200

    found = search(ben, "Volumen verbraucht")
    assert found == address
    ben.goto(address)
    ben.get_by_role("button", name=words["me_too"], exact=True).click()
    write(ben, words, "Bei mir auch, seit Dienstag.")
    fits(ben, width)

    olga.goto(address)
    write(olga, words, "Wir haben den Zähler **zurückgesetzt**.")
    assert (
        olga.locator(".post.by-staff .badge").first.inner_text().strip().endswith(words["company"])
    )
    olga.get_by_role("button", name=re.compile(words["solved_it"])).last.click()
    assert words["not_confirmed"] in olga.locator(".ticket").inner_text()

    nora.goto(address)
    nora.get_by_role("button", name=words["yes"]).click()
    assert words["not_confirmed"] not in nora.locator(".ticket").inner_text()
    nora.get_by_role("button", name=words["reopen"]).click()
    assert words["waits"].lower() in nora.locator(".ticket").inner_text().lower()
    assert nora.locator(".timeline-entry").count() >= 4
    fits(nora, width)


def complain(page, words) -> str:
    """Open a case as the page asks for it; returns its address."""
    page.goto("/cases/new")
    page.fill("[name=title]", "Datenvolumen nach drei Tagen verbraucht")
    page.select_option("[name=category]", "mobile")
    page.check("[name=kind][value=billing]")
    page.fill("[name=body]", "Der Zählerstand stimmt nicht, ich war kaum im Netz.")
    page.get_by_role("button", name=re.compile(words["draw"])).last.click()
    assert re.search(r"/cases/\d+$", page.url), page.url
    return re.search(r"/cases/\d+$", page.url).group()


def write(page, words, text: str) -> None:
    """Write a post at the foot of the case."""
    page.fill("#reply [name=body]", text)
    page.get_by_role("button", name=words["publish"]).click()
    page.wait_for_url(re.compile(r"#post-\d+$"))


def search(page, question: str) -> str | None:
    """The address of the first hit; a new post may take two seconds to be found."""
    until = monotonic() + 10
    while monotonic() < until:
        page.goto("/search")
        page.fill("#q", question)
        page.press("#q", "Enter")
        first = page.locator(".results li a")
        if first.count():
            return first.first.get_attribute("href")
        sleep(0.2)
    return None


def fits(page, width: int) -> None:
    """Nothing sticks out at the side; asking works without the page's own JavaScript, too."""
    assert not sticking_out(page, (width,))
