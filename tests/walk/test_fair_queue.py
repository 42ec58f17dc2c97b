"""The fair queue as people see it in a real browser: a place that moves, an answer out of turn
that has to be explained, a rulebook that a second moderator publishes after seeing the preview."""

from itertools import product

import pytest

from tests.desk.scene import Line
from tests.harness.selection import some_in_short

WORDS = {
    "en": {
        "place": "in line at the desk “Mobile network”",
        "ahead": "1 that came later is ahead (rule R4).",
        "not_next": "It is not next: 2 others stand before it.",
        "out_of_turn": "Take this one out of turn",
        "overtakes": "This overtakes 2 others.",
        "why": "needs a public reason",
        "publish": "Publish",
        "said": "Taken out of turn, before 2 cases",
        "change": "Change rule R4",
        "propose": "Propose it to the other moderators",
        "would_move": "What would change now",
        "approve": "Approve and publish",
        "rulebook": "Rulebook 2",
    },
    "de": {
        "place": "in der Reihe am Schalter „Mobilfunk“",
        "ahead": "1, der später kam, steht davor (Regel R4).",
        "not_next": "Der Fall ist nicht dran: 2 andere stehen davor.",
        "out_of_turn": "Diesen außer der Reihe übernehmen",
        "overtakes": "Damit werden 2 andere überholt.",
        "why": "nur mit einem öffentlichen Grund",
        "publish": "Veröffentlichen",
        "said": "Außer der Reihe übernommen, vor 2 Fällen",
        "change": "Regel R4 ändern",
        "propose": "Der übrigen Moderation vorschlagen",
        "would_move": "Was sich jetzt ändern würde",
        "approve": "Genehmigen und veröffentlichen",
        "rulebook": "Regelwerk 2",
    },
}
WAYS = some_in_short(list(product(("en", "de"), (360, 1280))), [("de", 360)])
REASON = "A technician of ours stands at this very house."

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.only_on("sqlite", "what a browser makes of a page is the same on both databases"),
]


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_the_queue_is_fair_and_says_where_it_is_not(window, app, cast, axe, way):
    language, width = way
    words = WORDS[language]

    def sit(person=None):
        return window.open(person, width=width, language=language)

    ben, anna, third = (open_case(app, cast, one) for one in ("ben", "anna", "nora"))
    watch_the_place(sit(cast.anna), anna, words, axe, joins=lambda: join(app, cast, third))
    answer_out_of_turn(sit(cast.olga), anna, words, axe)
    visitor = sit()
    visitor.goto(f"/cases/{anna}")
    assert words["said"] in visitor.inner_text("main") and REASON in visitor.inner_text("main")
    visitor.goto("/log?kind=queue.out_of_turn")
    assert words["said"] in visitor.inner_text("main") and REASON in visitor.inner_text("main")
    axe(visitor)
    publish_a_rulebook(sit(cast.mara), sit(cast.mona), words, axe)
    visitor.goto("/rules")
    assert words["rulebook"] in visitor.inner_text("h1")
    assert Line(app, cast, None).replays_clean() and ben


def open_case(app, cast, person: str) -> int:
    from forum.accounts.models import User
    from forum.core.db import db, writing

    with app.app_context(), writing():
        db.session.get(User, cast[person].id).approved_posts = 1
    return Line(app, cast, None).open(f"The line is dead, says {person}", person=person)


def watch_the_place(page, mine: int, words, axe, *, joins) -> None:
    """Anna stands second; a rule lets the third come before her, and her page says so by itself."""
    page.goto(f"/cases/{mine}")
    assert page.inner_text(".ticket-place strong") == "2"
    assert words["place"] in page.inner_text(".ticket-place")
    joins()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.locator(".ticket-place strong", has_text="3").wait_for()
    assert words["ahead"] in page.inner_text(".ticket-lines")
    axe(page)
    page.goto("/queue?lane=mobile")
    axe(page)


def join(app, cast, number: int) -> None:
    """Ten others say that they are affected by that case."""
    from forum.cases.actions import say_me_too
    from forum.cases.models import Case
    from forum.core.db import db, writing

    people = cast.others(10)
    with app.app_context(), writing():
        for person in people:
            say_me_too(db.session.get(Case, number), person=person.row())


def answer_out_of_turn(page, number: int, words, axe) -> None:
    """Olga wants to answer the third in the line: she has to say why before she can."""
    page.goto(f"/cases/{number}")
    assert words["not_next"] in page.inner_text(".desk-box")
    assert not page.locator("#reply").count()
    axe(page)
    page.click(f"text={words['out_of_turn']}")
    assert words["overtakes"] in page.inner_text("main")
    page.locator("main form.form").evaluate("form => { form.noValidate = true; }")
    page.click("main form.form button.primary")
    page.wait_for_selector(".error-summary")
    assert words["why"] in page.inner_text(".error-summary")
    axe(page)
    page.fill("[name=reason]", REASON)
    page.click("main form.form button.primary")
    page.wait_for_url(f"**/cases/{number}#reply")
    page.fill("#reply [name=body]", "It works again.")
    page.click("#reply button.primary")
    page.wait_for_url("**#post-2")


def publish_a_rulebook(mara, mona, words, axe) -> None:
    """Mara lets many affected count for more; Mona sees whom that moves and publishes it."""
    mara.goto("/moderation/rulebook")
    mara.click("main button.primary")
    mara.wait_for_url("**/drafts/*")
    mara.click(f"text={words['change']}")
    mara.fill("[name=hours]", "40")
    axe(mara)
    mara.click("main form.form button.primary")
    mara.wait_for_url("**/drafts/*#R4")
    mara.fill("[name=note]", "One answer helps them all.")
    mara.click("main form.form button.primary")
    mara.wait_for_load_state()
    mara.click(f"text={words['propose']}")
    mara.wait_for_load_state()
    mona.goto(mara.url)
    assert words["would_move"] in mona.inner_text("main")
    assert "8 h" in mona.inner_text("del") and "40 h" in mona.inner_text("ins")
    axe(mona)
    mona.click(f"text={words['approve']}")
    mona.wait_for_url("**/rules/2")
