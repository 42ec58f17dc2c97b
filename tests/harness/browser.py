"""Chromium, driven by Playwright; refuses any request that leaves this machine."""

import os
import shutil
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT, AxeResults

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
# Two pages of the browser's own, for an address field that nobody sees, in each new window: they
# cost more than the page that is tested. The others are what Playwright turns off, too; of several
# lists a browser heeds the last.
LEFT_OFF = (
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup,"
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,"
    "HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,PaintHolding,"
    "ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect,OptimizationHints,"
    "NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch"
)
FLAGS = [
    f"--disable-features={LEFT_OFF}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
WAIT = 10_000  # milliseconds until an expected element is given up
WIDTHS = (1280, 360, 320)  # a desk, a phone, a desk's screen at 400 % (WCAG 1.4.10)
HEIGHT = 900
# What axe would load first is for a rule about sound, and no page of ours has any.
RUN_AXE = """(left) => axe.run({
    resultTypes: ['violations'],
    preload: false,
    rules: Object.fromEntries(left.map((rule) => [rule, {enabled: false}])),
  }).then((results) => results.violations)"""


def find_chromium() -> str | None:
    """The system's Chromium or Chrome: `CHROMIUM`, else the usual names, else the usual place."""
    if named := os.environ.get("CHROMIUM"):
        return named
    for name in NAMES:
        if found := shutil.which(name):
            return found
    return MAC if os.path.exists(MAC) else None


class Window:
    """Opens pages; each has its own cookies, as another person's browser has."""

    def __init__(self, browser, base_url: str, client_for):
        self._browser = browser
        self._base_url = base_url
        self._client_for = client_for
        self._contexts = []
        self.problems: list[str] = []

    def open(
        self,
        person=None,
        *,
        width: int = 1280,
        height: int = HEIGHT,
        javascript: bool = True,
        language: str = "en",
        scheme: str = "light",
    ):
        """A new page, signed in as `person`; paths are relative to the served forum."""
        context = self._browser.new_context(
            base_url=self._base_url,
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            locale={"de": "de-DE", "en": "en-GB"}[language],
            color_scheme=scheme,
            reduced_motion="reduce",
        )
        context.set_default_timeout(WAIT)
        context.on("request", self._note_other_hosts)
        self._contexts.append(context)
        if person is not None:
            context.add_cookies(self._cookies_of(person))
        page = context.new_page()
        page.on("pageerror", lambda error: self.problems.append(f"{page.url}: {error}"))
        page.on("console", lambda message: self._read_console(page, message.text))
        return page

    def close(self) -> None:
        """Close every page that was opened."""
        for context in self._contexts:
            context.close()

    def _cookies_of(self, person) -> list[dict]:
        client = self._client_for(person)
        return [
            {"name": name, "value": cookie.value, "url": self._base_url}
            for (_domain, _path, name), cookie in client._cookies.items()
        ]

    def _note_other_hosts(self, request) -> None:
        """Chromium finds no other host (FLAGS); that a page asked for one is a fault all the same.

        Looking on instead of deciding about each request leaves the browser its cache and its time.
        """
        here = urlsplit(self._base_url).netloc
        asked = urlsplit(request.url)
        if asked.netloc != here and asked.scheme not in ("data", "blob"):
            self.problems.append(f"a page asked another host: {request.url}")

    def _read_console(self, page, text: str) -> None:
        if "Content Security Policy" in text or "Content-Security-Policy" in text:
            self.problems.append(f"{page.url}: {text}")


def check_accessibility(page, without: tuple[str, ...] = ()) -> None:
    """axe finds nothing on the page as it stands; works on pages with JavaScript alone.

    `without` names rules of axe that are left to another test.
    """
    if page.evaluate("typeof axe") == "undefined":  # half a megabyte, once for each page
        page.evaluate(AXE_SCRIPT)
    results = AxeResults({"violations": page.evaluate(RUN_AXE, list(without))})
    assert not results.violations_count, f"{page.url}\n{results.generate_report()}"


def sticking_out(page, widths=WIDTHS) -> list[str]:
    """Where the page is wider than its window; the last of `widths` stays set.

    Which width a page has is the style sheet's doing alone, so the same page is made wider and
    narrower, and nothing is loaded again.
    """
    found = []
    for width in widths:
        resize(page, width)
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            found.append(f"{page.url} is {wide} px wide on a screen of {width} px")
    return found


def resize(page, width: int) -> None:
    """Make the window so wide; asking for what it is already would lay out the page again."""
    if page.viewport_size["width"] != width:
        page.set_viewport_size({"width": width, "height": HEIGHT})
