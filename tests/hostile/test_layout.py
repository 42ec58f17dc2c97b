"""Texts made to burst a page: very long words, piled marks, other directions, emoji, tables."""

import pytest

from forum.core.text import clean_line
from tests.harness.browser import sticking_out

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.only_on("sqlite", "what a browser makes of a page is the same on both databases"),
]

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
PILED = "Z̡̖̜͖̰̣͉̜a͖̰͙̬͡l̲̫̳͍̩g̡̟̼̱͚̞̬ͅo̗̜.̟̦͙̤ " * 3
EMOJI = "👩‍👩‍👧‍👦🏳️‍🌈" * 12
TITLES = (
    LONG * 2,
    "W" * 150,
    PILED,
    "انقطع الاتصال بالإنترنت منذ ثلاثة أيام",
    EMOJI,
    "ﷺ" * 8,
    "﷽" * 9,
)
TEXTS = (
    LONG * 5,
    f"`{'x' * 900}`",
    "    " + "y" * 900,
    "|" + "a|" * 30 + "\n|" + "-|" * 30 + "\n|" + f"{'b' * 40}|" * 30,
    "> " * 12 + LONG,
    "- " * 9 + LONG,
    "https://example.org/" + "z" * 900,
    PILED * 10,
    EMOJI * 10,
    "א" * 400,
    "# " + "H" * 300,
    "1" * 400,
)
NAMES = ("W" * 40, "Ж" * 40, "محمد بن عبد الله بن محمد", "ꧦ" * 20)


@pytest.fixture
def numbers(app, cast, worker) -> list[int]:
    """One case per title; the first has all texts, by people whose names are as wide as allowed."""
    from forum.accounts.models import User
    from forum.cases import access, actions
    from forum.core.db import writing
    from forum.moderation import report_actions as moderation

    others = cast.others(len(NAMES))
    with app.app_context(), writing() as session:
        people = [session.get(User, one.id) for one in others]
        for person, name in zip(people, NAMES, strict=True):
            person.name = name
        cases = [
            actions.open_case(
                author=people[place % len(people)],
                title=clean_line(title)[:150],
                body=f"{LONG} {title}",
                category=access.category_named("mobile"),
                kind="fault",
            )
            for place, title in enumerate(TITLES)
        ]
        for place, text in enumerate(TEXTS, start=1):
            author = people[place % len(people)]
            post = actions.add_post(cases[0], author=author, body=text, reply_to=place)
            if place % 4 == 0 and author.id != cast.otto.id:
                note = {"reason": "other", "note": LONG * 3}
                moderation.report_post(post, reporter=cast.otto.row(), **note)
        actions.add_post(cases[0], author=cast.fred.row(), body=LONG * 4)
        numbers = [case.number for case in cases]
    worker()
    return numbers


def test_nothing_bursts_a_page(window, cast, numbers):
    found = []
    visitor, mara, olga = window.open(), window.open(cast.mara), window.open(cast.olga)
    addresses = [
        *((visitor, f"/cases/{number}") for number in numbers),
        (visitor, "/"),
        (visitor, "/cases"),
        (visitor, f"/search?q={LONG}"),
        (visitor, "/search?q=" + "W" * 300),
        (olga, f"/cases/{numbers[0]}?reply_to=3"),
        (olga, f"/cases/{numbers[0]}/posts/2/reports"),
        (mara, "/moderation"),
    ]
    for page, address in addresses:
        page.goto(address)
        for summary in page.locator(".conversation > summary, article details > summary").all()[:4]:
            summary.click()
        found += sticking_out(page)
    assert not found, "\n".join(found)
