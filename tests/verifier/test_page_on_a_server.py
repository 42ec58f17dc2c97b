"""The page reads a log from a server: it waits, stops, remembers, and names what was done there."""

import pytest

from tests.harness.browser import WAIT
from tests.verifier import history
from tests.verifier.history import TRUE, path
from tests.verifier.saved_page import write_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SITE = "http://mirror.example/log/"
SIZE, KEPT_AT = 700, 300
HONEST = history.entries(SIZE)
DONE = "[data-verify=en] [data-part=card]:not([data-state=running])"


class Mirror:
    """A web server that gives out a folder; `answers` replaces the answer to some paths."""

    def __init__(self, folder):
        self.folder = folder
        self.answers = {}
        self.asked = []

    def __call__(self, route):
        name = route.request.url.removeprefix(SITE)
        self.asked.append(name)
        file = self.folder / name
        if self.answers.get(name):
            self.answers[name].pop(0)(route)
        elif file.is_file():
            route.fulfill(body=file.read_bytes(), content_type=kind_of(name))
        else:
            route.fulfill(status=404, body="nothing there")


def kind_of(name: str) -> str:
    return "text/html" if name.endswith(".html") else "application/octet-stream"


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return write_page(tmp_path_factory.mktemp("page"))


@pytest.fixture
def mirror(tmp_path, file):
    """An honest log with the page beside it."""
    history.write(tmp_path, HONEST)
    (tmp_path / "verify.html").write_bytes(file.read_bytes())
    return Mirror(tmp_path)


@pytest.fixture
def page(chromium, mirror):
    context = chromium.new_context(locale="en-GB", reduced_motion="reduce")
    context.set_default_timeout(WAIT)
    context.route("**/*", mirror)
    page = context.new_page()
    page.goto(f"{SITE}verify.html")
    yield page
    context.close()


def check(page) -> dict | None:
    """Press the button and give the first finding."""
    tool(page).locator("[data-do=check]").click()
    page.wait_for_selector(DONE)
    assert state(page) in ("good", "bad"), part(page, "text").inner_text()
    return page.evaluate("() => wartemarkeVerifier.last.findings[0]")


def tool(page):
    return page.locator("[data-verify=en]")


def part(page, name: str):
    return tool(page).locator(f"[data-part={name}]")


def state(page) -> str:
    return part(page, "card").get_attribute("data-state")


def test_a_copy_of_the_log_on_any_server_fits(page, mirror):
    assert check(page) is None
    assert "700 entries" in part(page, "text").inner_text()
    read = {
        "checkpoint",
        "keys",
        path(0, 0),
        path(0, 2, 188),
        path("entries", 2, 188),
        path(1, 0, 2),
    }
    assert read <= set(mirror.asked)


def test_tiles_that_have_grown_full_since_serve_as_well(page, mirror):
    more = history.entries(SIZE + 200)
    checkpoint = (mirror.folder / "checkpoint").read_bytes()
    for one in (path(0, 2, 188), path("entries", 2, 188)):
        (mirror.folder / one).unlink()
    history.write_tiles(mirror.folder, history.leaves(more), levels=[0])
    history.put(mirror.folder, path("entries", 2), history.bundle(more[512:768]))
    history.put(mirror.folder, "checkpoint", checkpoint)
    assert check(page) is None


def swapped(some):
    some[300], some[600] = some[600], some[300]


@pytest.mark.parametrize(
    ("change", "code", "seq"),
    [
        (swapped, "swapped", 301),
        (lambda some: some.__setitem__(400, history.entry(1)), "altered", 401),
        (lambda some: some.pop(500), "removed", 501),
        (lambda some: some.insert(500, history.entry(9_000)), "inserted", 501),
        (lambda some: some.insert(500, HONEST[3]), "duplicated", 501),
        (lambda some: some.__delitem__(slice(512, None)), "truncated", 513),
    ],
)
def test_what_was_done_to_the_entries_is_named(page, mirror, change, code, seq):
    some = list(HONEST)
    change(some)
    for number in range(3):
        width = min(256, SIZE - 256 * number)
        end = None if number == 2 else 256 * (number + 1)
        if 256 * number < len(some):
            data = history.bundle(some[256 * number : end])
            history.put(mirror.folder, path("entries", number, width), data)
        else:
            (mirror.folder / path("entries", number, width)).unlink()
    found = check(page)
    assert (found["code"], found["seq"]) == (code, seq)
    assert code in part(page, "facts").inner_text()


def test_it_waits_when_the_server_asks_for_it(page, mirror):
    busy = {"Retry-After": "1"}
    mirror.answers[path("entries", 0)] = [lambda route: route.fulfill(status=429, headers=busy)]
    assert check(page) is None
    assert mirror.asked.count(path("entries", 0)) == 2


@pytest.mark.parametrize("fault", [lambda r: r.fulfill(status=500), lambda r: r.abort()])
def test_a_server_that_fails_says_nothing_about_the_log(page, mirror, fault):
    mirror.answers[path(0, 1)] = [fault]
    tool(page).locator("[data-do=check]").click()
    page.wait_for_selector(DONE)
    assert state(page) == "trouble"
    assert path(0, 1) in part(page, "text").inner_text()
    assert check(page) is None  # again, and it works


def test_it_can_be_stopped(page, mirror):
    held = []
    mirror.answers[path("entries", 1)] = [held.append]
    with page.expect_request(SITE + path("entries", 1)):
        tool(page).locator("[data-do=check]").click()
    tool(page).locator("[data-do=stop]").click()
    page.wait_for_selector(DONE)
    assert state(page) == "stopped"
    assert part(page, "result").is_hidden()
    assert check(page) is None


def test_nothing_is_remembered_unasked(page):
    assert check(page) is None
    assert page.evaluate("() => localStorage.length") == 0


def test_what_it_remembers_shows_a_second_history(page, mirror):
    history.write(mirror.folder, HONEST[:KEPT_AT])
    part(page, "remember").check()
    assert check(page) is None
    assert "300 entries" in part(page, "remembered").inner_text()
    history.write(mirror.folder, HONEST)
    assert check(page) is None  # it has only grown
    assert "300 entries" in part(page, "facts").inner_text()
    page.reload()
    assert "700 entries" in part(page, "remembered").inner_text()
    history.write(mirror.folder, [history.entry(9_999), *HONEST], TRUE)
    assert check(page)["code"] == "forked"
    assert "700 entries" in part(page, "remembered").inner_text()
    tool(page).locator("[data-do=forget]").click()
    assert page.evaluate("() => localStorage.length") == 0
    assert check(page) is None  # and nobody can know any more


def test_an_older_state_than_the_remembered_one_is_named(page, mirror):
    part(page, "remember").check()
    assert check(page) is None
    history.write(mirror.folder, HONEST[:KEPT_AT])
    assert check(page)["code"] == "old-checkpoint"


def test_a_key_that_signs_no_more_is_not_followed_by_just_any(page, mirror):
    part(page, "remember").check()
    assert check(page) is None
    history.write(mirror.folder, HONEST, history.FALSE)
    assert check(page)["code"] == "unknown-key"


def test_an_old_key_leads_to_the_present_one_by_the_notes_that_both_signed(page, mirror):
    part(page, "trusted").fill(TRUE.vkey)
    new = history.FALSE
    history.write(mirror.folder, HONEST, new)
    history.put(mirror.folder, "keys", f"{TRUE.vkey}\n{new.vkey}\n".encode())
    assert check(page)["code"] == "unknown-key"
    root = history.root_of(history.leaves(HONEST[:KEPT_AT]))
    handed_over = history.note(KEPT_AT, root, TRUE, new)
    history.put(mirror.folder, "rotations", handed_over)
    assert check(page) is None
    other = history.note(KEPT_AT, history.sha(b"another history"), TRUE, new)
    history.put(mirror.folder, "rotations", handed_over + other)
    assert check(page)["code"] == "forked"
