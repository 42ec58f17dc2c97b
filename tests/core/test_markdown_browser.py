"""The strongest judge of what is safe: a real browser that is shown every hostile text at once."""

import pytest

from forum.core.markdown import render
from forum.core.redirects import safe_next
from tests.data import shared_data

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ONLY_LOCAL = "**/*"
# What scripts of the payload lists call; each call is counted instead of stopping the page.
COUNTER = """() => {
    window.calls = 0;
    for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
        window[name] = () => { window.calls += 1; };
}"""


@pytest.fixture
def lines(much) -> list[str]:
    """All of them with `make test-long`, else every fourth."""
    files = sorted(shared_data("xss-vectors/payloadsallthethings").glob("*.txt"))
    files += [shared_data("naughty-strings/blns.txt")]
    texts = [file.read_text("utf-8", errors="replace") for file in files]
    every = [line for text in texts for line in text.split("\n") if line.strip()]
    return list(dict.fromkeys(every))[:: much(1, 4)]


@pytest.fixture
def watched(chromium):
    """A page that notes every request; nothing it asks for is answered."""
    context = chromium.new_context()
    page = context.new_page()
    page.evaluate(COUNTER)
    page.requests = []

    def note(route):
        page.requests.append(route.request.url)
        route.abort()

    page.route(ONLY_LOCAL, note)
    page.on("dialog", lambda dialog: dialog.dismiss())
    yield page
    context.close()


def show(page, html: str) -> int:
    """Put `html` into the page, touch every part of it, and count the calls of scripts."""
    page.set_content(f"<!doctype html><meta charset=utf-8><main>{html}</main>", wait_until="commit")
    page.evaluate(
        """() => { for (const part of document.querySelectorAll('main *')) {
             for (const kind of ['mouseover', 'focus', 'animationstart', 'toggle', 'load', 'error'])
               part.dispatchEvent(new Event(kind)); } }"""
    )
    page.wait_for_timeout(500)
    return page.evaluate("window.calls")


def test_the_browser_notices_what_a_raw_payload_does(watched):
    raw = "<img src=https://example.test/x onerror=alert(1)><p onmouseover=alert(2)>x</p>"
    assert show(watched, raw) >= 2
    assert watched.requests == ["https://example.test/x"]


@pytest.mark.long
def test_no_hostile_text_runs_or_loads_anything(watched, lines):
    articles = [f"<article>{render(line).html}</article>" for line in lines]
    links = [f"<article>{render(f'[x]({line}) ![y]({line})').html}</article>" for line in lines]
    assert show(watched, "".join([*articles, *links])) == 0
    assert watched.requests == []
    # The texts stay where they were put: none closed the element it stands in.
    assert watched.locator("main > article").count() == 2 * len(lines)
    assert watched.locator("main > :not(article), body > :not(main)").count() == 0


@pytest.mark.long
def test_the_browser_reads_every_allowed_link_as_we_do(watched, lines):
    html = "".join(render(f"[x]({line})\n\n<{line}>").html for line in lines)
    html += render("[a](//evil.example) [b](/\\evil.example) [c](https://evil.example)").html
    show(watched, html)
    unmarked = watched.evaluate(
        """() => [...document.querySelectorAll('a[href]')].filter(link => {
             const here = 'https://forum.example/cases/1', asked = link.getAttribute('href');
             if (!URL.canParse(asked, here)) return false;  // nobody can follow it
             const reached = new URL(asked, here);
             return reached.host !== 'forum.example' && !/nofollow.*ugc/.test(link.rel) ||
                    !['https:', 'http:', 'mailto:'].includes(reached.protocol);
           }).map(link => link.outerHTML)"""
    )
    assert unmarked == []
    assert watched.locator("a[rel~=ugc]").count() >= 3


def test_the_browser_never_leaves_the_site_by_a_next_address(watched):
    files = sorted(shared_data("injection-lists/open-redirect").glob("*.txt"))
    lines = [line for file in files for line in file.read_text("utf-8").split("\n")]
    targets = [safe_next(line, "/home") for text in lines for line in (text, "/" + text)]
    watched.set_content("<p>")
    hosts = watched.evaluate(
        "targets => targets.map(target => new URL(target, 'https://forum.example/a').host)", targets
    )
    assert set(hosts) == {"forum.example"}
