"""A real browser opens pages made of hostile texts: nothing runs, nothing loads, nothing breaks.

The texts are written past the forms, so that names are there which signing up would refuse.
"""

from itertools import cycle, islice
from urllib.parse import urlencode

import pytest

from forum.core.text import clean_line, clean_text
from tests.hostile.lines import lines_for

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.long,
    pytest.mark.only_on("sqlite", "what a browser makes of a page is the same on both databases"),
]

PEOPLE = 120

# Counts what scripts of the lists call, what the policy stopped, and every touch of every element.
WATCH = """
  window.calls = [];
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
    window[name] = (...words) => { window.calls.push(name + ' ' + words.join()); };
  addEventListener('securitypolicyviolation', event => {
    window.calls.push('violation ' + event.violatedDirective + ' ' + event.blockedURI);
  });
"""
TOUCH = """() => {
  for (const part of document.querySelectorAll('body *'))
    for (const kind of ['mouseover', 'focus', 'animationstart', 'toggle', 'load', 'error'])
      part.dispatchEvent(new Event(kind));
  return new Promise(done => setTimeout(() => done(window.calls), 30));
}"""


@pytest.fixture
def written(app, cast, worker, much) -> dict:
    """Cases full of hostile lines, some held and some reported."""
    from forum.cases import access, actions
    from forum.core.db import writing
    from forum.moderation import report_actions as moderation

    # All lines are spread over 40 cases; their titles, lines too, are on two pages of the list.
    spread, step = much((40, 1), (20, 16))
    every = map(clean_text, lines_for("sqlite")[::step])
    lines = [line for line in every if line.strip()]
    texts = ["\n\n".join(lines[place : place + 4]) for place in range(0, len(lines), 4)]
    titles = [line for line in lines if 0 < len(clean_line(line)) <= 150]
    people = rename(app, cast.others(PEOPLE), titles[:: len(titles) // PEOPLE])
    with app.app_context(), writing() as session:
        authors = cycle([person.row() for person in people])
        category, numbers = access.category_named("mobile"), []
        for place in range(spread):
            title = clean_line(titles[place * len(titles) // spread])
            body = texts[place]
            case = actions.open_case(
                author=next(authors), title=title, body=body, category=category, kind="idea"
            )
            numbers.append(case.number)
            for text in texts[place::spread]:
                post = actions.add_post(case, author=next(authors), body=text)
            post.visibility, post.held_because = "public", None
            reporter = cast.otto.row()
            moderation.report_post(post, reporter=reporter, reason="other", note=text[:900])
        for line in islice(lines, 0, None, len(lines) // 30):
            actions.add_post(case, author=cast.fred.row(), body=line)
        session.flush()
    worker()
    return {"lines": lines, "titles": titles, "numbers": numbers, "people": people}


def rename(app, people, names):
    """Call people what no form lets them call themselves."""
    from forum.accounts.models import User
    from forum.core.db import writing

    with app.app_context(), writing() as session:
        for person, name in zip(people, names, strict=False):
            session.get(User, person.id).name = clean_line(name)
    return people


@pytest.fixture
def watched(window, cast):
    """`watched(person)`: a page that notes what runs; dialogs are noted, too."""

    def watched(person=None):
        page = window.open(person)
        page.add_init_script(WATCH)
        page.on("dialog", lambda dialog: (window.problems.append(dialog.message), dialog.dismiss()))
        return page

    return watched


def calls_on(page, address: str) -> list[str]:
    answer = page.goto(address)
    assert answer.status < 500, address
    return [f"{address}: {call}" for call in page.evaluate(TOUCH)]


def test_the_browser_would_notice(watched, window):
    page = watched()
    page.goto("/")
    page.evaluate("""() => {
      const part = document.createElement('div');
      part.innerHTML = '<img src=x onerror="alert(1)"><p style="color:red">';
      document.body.append(part);
    }""")
    assert any("violation" in call for call in page.evaluate(TOUCH))
    page.evaluate("alert(1)")
    assert "alert 1" in page.evaluate("window.calls")
    assert window.problems, "the harness saw nothing of it"
    window.problems.clear()


def test_nothing_runs_on_any_page(watched, cast, written, much):
    found = []
    visitor, mara = watched(), watched(cast.mara)
    anna, victim = watched(cast.anna), watched(written["people"][7])
    for number in written["numbers"]:
        found += calls_on(visitor, f"/cases/{number}")
        assert visitor.locator(".thread > li").count() > 1
        # Every text stays where it was put: none closed the element that it stands in.
        assert visitor.locator(".thread > :not(li), main ~ :not(footer, script)").count() == 0
    found += calls_on(mara, f"/cases/{written['numbers'][-1]}")
    for address in ("/", "/cases", "/cases?order=waiting", "/queue", "/log"):
        found += calls_on(visitor, address)
    for address in ("/moderation", "/moderation?kind=reported", "/moderation?kind=held"):
        found += calls_on(mara, address)
    mara.goto("/moderation?kind=reported")
    items = mara.locator('a[href^="/moderation/posts/"]').all()[:6]
    pages = [one.get_attribute("href") for one in items]
    person = mara.locator('a[href^="/moderation/people/"]').first.get_attribute("href")
    for address in (*pages, person):
        found += calls_on(mara, address)
    for address in ("/account", "/account/notifications", "/account/decisions"):
        found += calls_on(victim, address)
    found += calls_on(anna, f"/cases/{written['numbers'][0]}/posts/2/reports")
    found += search_and_write(visitor, anna, written["titles"], *much((60, 12), (15, 6)))
    assert not found, "\n".join(found)


def search_and_write(visitor, anna, lines, searches: int, previews: int) -> list[str]:
    """The question on the page of its answer, a text in its preview."""
    found = []
    for line in lines[:: len(lines) // searches]:
        found += calls_on(visitor, f"/search?{urlencode({'q': line})}")
    anna.goto("/cases/new")
    for line in lines[:: len(lines) // previews]:
        anna.fill("[name=title]", clean_line(line))
        anna.fill("[name=body]", line)
        with anna.expect_response("**/cases/preview"):
            anna.click("[data-preview-url]")
        anna.wait_for_selector("[data-preview-url]:not([aria-busy])")
        found += anna.evaluate(TOUCH)
    return found
