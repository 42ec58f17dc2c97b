"""The fixtures of tests that look at pages in Chromium; tests/conftest.py offers them to all."""

import pytest

from tests.harness import browser
from tests.harness.nearby import Nearby, working_for


@pytest.fixture(scope="session")
def chromium():
    """One running Chromium per process; skips where none is installed."""
    path = browser.find_chromium()
    if path is None:
        pytest.skip("no Chromium or Chrome is installed; install one or set CHROMIUM to its path")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=browser.FLAGS)
        yield running
        running.close()


@pytest.fixture
def nearby(app, port):
    """The forum for a browser, answered from this process; `served` is the one in its own."""
    server = Nearby(app, port).start()
    yield server
    server.stop()


@pytest.fixture
def working(app):
    """The worker in a thread of this process: what people wait for, such as a search, comes."""
    with working_for(app):
        yield


@pytest.fixture
def window(chromium, request, port, browse):
    """`window.open(cast.anna, width=360, javascript=False, language="de", scheme="dark")`.

    The forum answers from this process, or from its own where the test asks for `served`.
    Fails afterwards if a page met a script error, broke the content policy or asked another host.
    """
    wanted = "served" if "served" in request.fixturenames else "nearby"
    opened = browser.Window(chromium, request.getfixturevalue(wanted).url, browse)
    yield opened
    opened.close()
    assert not opened.problems, "\n".join(opened.problems)


@pytest.fixture
def page(window):
    """A visitor's page in Chromium, 1280 wide, English, light."""
    return window.open()


@pytest.fixture
def axe():
    """`axe(page)` fails with a list when the page is not accessible."""
    return browser.check_accessibility
