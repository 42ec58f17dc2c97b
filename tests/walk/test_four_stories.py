"""Four stories, each through the browser, in German and English, on a phone and at a desk: one
question asked often, an answer nobody could count on, a favour for one, an angry rating.
"""

from itertools import product

import pytest

from tests.harness.selection import some_in_short
from tests.walk.stories import Walk, press, ticket

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.only_on("sqlite", "what a browser makes of a page is the same on both databases"),
]
WAYS = list(product(("en", "de"), (360, 1280)))


def ways(*in_short):
    """Every way with `make test-long`; with `make test` these, for each story another."""
    return pytest.mark.parametrize("walk", some_in_short(WAYS, in_short), ids=str, indirect=True)


@pytest.fixture
def walk(request, app, cast, clock, browse, window):
    axe = request.getfixturevalue("axe")
    return Walk(app, cast, clock, browse, window=window, axe=axe, chosen=request.param)


@ways(("de", 360))
def test_the_same_question_is_answered_once(walk, cast, worker, mailbox):
    people = [cast.anna, cast.ben, *cast.others(2)]
    numbers = [walk.complain(person) for person in people]
    olga = walk.sit(cast.olga)
    open_an_incident(walk, olga, numbers)
    leave_it(walk, walk.sit(people[3]), numbers[3])
    answer_them_all(walk, olga, worker)
    visitor = walk.sit()
    for number, is_in_it in zip(numbers, (True, True, True, False), strict=True):
        visitor.goto(f"/cases/{number}")
        assert (walk.words["answer"] in visitor.inner_text(".thread")) == is_in_it
    say_by_mail(walk, visitor, mailbox.link_to(cast.anna, "/not-solved/"))
    say_by_mail(walk, visitor, mailbox.link_to(cast.ben, "/solved/"))
    assert walk.status(numbers[0]) == "waiting_for_company"
    assert walk.status(numbers[1]) == "solved"
    write_an_article(walk, olga, numbers[1])
    worker()
    need_no_case(walk, visitor)
    assert visitor.goto(f"/cases/{max(numbers) + 1}").status == 404


def open_an_incident(walk, olga, numbers) -> None:
    """From the first case; the others are added by the tick for all."""
    olga.goto(f"/cases/{numbers[0]}")
    press(olga, "#main a[href$='/incident']")
    olga.fill("[name=title]", walk.words["title"])
    press(olga, "main form.form .submit-row button")
    olga.goto("/incidents/1/cases?category=mobile")
    olga.check("[name=everything]")
    walk.look(olga, "add-cases")
    press(olga, "main form.form .submit-row button")
    assert len(olga.locator(".case-row").all()) == 4


def leave_it(walk, page, number: int) -> None:
    """One author's matter is a different one: one click."""
    page.goto(f"/cases/{number}")
    walk.look(page, "case-in-incident")
    press(page, "form[action$='/incident/leave'] button")


def answer_them_all(walk, olga, worker) -> None:
    """One text; the page says how far it has come before and after the worker has gone."""
    olga.goto("/incidents/1")
    press(olga, "a[href$='/answers']")
    olga.fill("[name=body]", walk.words["answer"])
    olga.check("[name=then][value=solve]")
    olga.fill("[name=reason]", walk.words["title"])
    walk.look(olga, "answer-all")
    press(olga, "main form.form .submit-row button")
    assert olga.locator("progress").get_attribute("value") == "0"
    assert walk.words["all"].format(sent=0) in olga.inner_text(".incident-progress")
    worker()
    olga.reload()
    assert olga.locator("progress").get_attribute("value") == "3"
    assert walk.words["all"].format(sent=3) in olga.inner_text(".incident-progress")
    walk.look(olga, "incident")


def say_by_mail(walk, visitor, link: str) -> None:
    """Signed out, from the mail: opening it changes nothing, the button does."""
    visitor.goto(link)
    walk.look(visitor, "solved-link" if "/solved/" in link else "not-solved-link")
    press(visitor, "main form.form .submit-row button")
    assert visitor.locator(".message.info").count() == 1


def write_an_article(walk, olga, number: int) -> None:
    """The solved case becomes a help article."""
    olga.goto(f"/cases/{number}")
    press(olga, "a[href$='/article']")
    olga.fill("[name=title]", walk.words["article"])
    olga.fill("[name=body]", walk.words["answer"])
    walk.look(olga, "write-article")
    press(olga, "main form.form >> nth=0 >> .submit-row button")
    walk.look(olga, "article")


def need_no_case(walk, visitor) -> None:
    """A newcomer types the same problem and finds the answer above all cases."""
    visitor.goto("/cases/new")
    visitor.fill("[name=title]", walk.words["title"])
    visitor.fill("[name=body]", walk.words["body"])
    visitor.locator(".known-articles li").wait_for()
    first = visitor.locator(".similar a").first
    assert walk.words["article"] in first.inner_text()
    walk.look(visitor, "typed-again")
    press(visitor, ".known-articles .answers button")
    visitor.goto("/help/1")
    assert walk.words["helped"] in visitor.inner_text("main")


@ways(("en", 1280))
def test_whether_an_answer_will_come(walk, cast, clock):
    walk.promise(20 * 24 * 60)
    kept = walk.complain(cast.ben)
    clock.move(hours=1)
    walk.promise(2 * 24 * 60)
    broken = walk.complain(cast.anna)
    olga, anna, visitor = walk.sit(cast.olga), walk.sit(cast.anna), walk.sit()
    assert walk.words["promised"].lower() in ticket(anna, broken).lower()
    walk.look(anna, "promised")

    walk.answer(olga, kept, walk.words["answer"])
    clock.move(hours=1)
    assert walk.words["paused"] in ticket(visitor, kept)
    walk.look(visitor, "paused")
    walk.answer(walk.sit(cast.ben), kept, walk.words["body"], then=None)
    assert walk.words["paused"] not in ticket(visitor, kept)
    assert walk.places() == [kept, broken]

    clock.move(days=2, minutes=-61)
    walk.keep_up()
    assert walk.words["broken"].lower() not in ticket(visitor, broken).lower()
    clock.move(minutes=2)
    walk.keep_up()
    said = ticket(visitor, broken)
    assert walk.words["broken"].lower() in said.lower() and walk.words["rule"] in said
    assert walk.words["breach"] in visitor.inner_text("main")
    assert walk.places() == [broken, kept]
    walk.look(visitor, "broken")

    walk.answer(olga, broken, walk.words["answer"], then="solve")
    walk.answer(olga, kept, walk.words["answer"], then="solve")
    clock.move(days=400)
    assert walk.words["late"].lower() in ticket(visitor, broken).lower()
    walk.look(visitor, "broken-for-ever")
    assert walk.words["kept"].lower() in ticket(visitor, kept).lower()
    walk.look(visitor, "kept")


@ways(("en", 360))
def test_one_got_what_others_did_not(walk, cast, clock):
    [third] = cast.others(1)
    first, second, other = (walk.complain(one) for one in (cast.ben, cast.anna, third))
    olga, anna, visitor = walk.sit(cast.olga), walk.sit(cast.anna), walk.sit()
    grant(walk, olga, first)
    visitor.goto(f"/cases/{first}")
    assert walk.words["offer"] in visitor.inner_text("#goodwill")
    visitor.goto("/precedents")
    assert walk.words["offer"] in visitor.inner_text("main")
    walk.look(visitor, "precedents")

    claim(walk, anna, second)
    claim(walk, walk.sit(third), other)
    decide(walk, olga, second, "grant", "body", walk.words["answer"])
    decide(walk, olga, other, "refuse", "reason", walk.words["refusal"])
    visitor.goto("/precedents/1")
    said = visitor.inner_text("main")
    assert walk.words["refusal"] in said
    assert all(count in said for count in walk.words["counts"])
    walk.look(visitor, "precedent")
    visitor.goto(f"/cases/{other}")
    assert walk.words["refusal"] in visitor.inner_text(".thread")


def grant(walk, olga, number: int) -> None:
    """Staff say in the form what they give, why, and who else can have it."""
    olga.goto(f"/cases/{number}")
    press(olga, "#goodwill a[href$='/goodwill']")
    for field in ("what", "why", "terms", "body"):
        olga.fill(f"[name={field}]", walk.words["offer"])
    olga.fill("[name=until]", "2026-03-31")
    walk.look(olga, "goodwill-form")
    press(olga, "main form.form .submit-row button")


def claim(walk, page, number: int) -> None:
    """One click on one's own case."""
    page.goto(f"/cases/{number}")
    walk.look(page, "others-got-this")
    press(page, ".goodwill-offers button")
    assert "P-1" in page.inner_text("#goodwill")


def decide(walk, olga, number: int, verdict: str, field: str, text: str) -> None:
    """Staff answer a claim, each when its case is next."""
    olga.goto("/desk/claims")
    walk.look(olga, "claims")
    press(olga, ".claim-list .button >> nth=0")
    form = f"[action$='/{verdict}']"
    olga.fill(f"{form} [name={field}]", text)
    press(olga, f"{form} .submit-row button")
    olga.wait_for_url("**/desk/claims")


@ways(("de", 1280))
def test_an_angry_rating_can_turn(walk, cast, clock):
    number = walk.complain(cast.anna)
    olga, anna, visitor = walk.sit(cast.olga), walk.sit(cast.anna), walk.sit()
    walk.answer(olga, number, walk.words["body"])
    rate(walk, anna, number, 2, walk.words["angry"])
    visitor.goto(f"/cases/{number}")
    assert walk.words["angry"] in visitor.inner_text("#rating")
    clock.move(days=12)
    walk.answer(anna, number, walk.words["body"], then=None)
    walk.answer(olga, number, walk.words["answer"], then="solve")
    clock.move(hours=2)
    rate(walk, anna, number, 5, walk.words["content"])
    visitor.goto(f"/cases/{number}")
    said = visitor.inner_text("#rating")
    assert "2 → 5" in said and walk.words["content"] in said
    visitor.click("#rating summary")
    assert walk.words["angry"] in visitor.inner_text("#rating")
    walk.look(visitor, "turned")


def rate(walk, anna, number: int, score: int, sentence: str) -> None:
    """The author's own form, from the page of the case."""
    anna.goto(f"/cases/{number}")
    press(anna, "#rating a.button")
    anna.check(f"[name=score][value='{score}']")
    anna.fill("[name=sentence]", sentence)
    walk.look(anna, "rate")
    press(anna, "main form.form .submit-row button")
