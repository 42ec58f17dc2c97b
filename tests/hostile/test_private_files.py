"""Hostile lines as messages, names and contents of files in the private part, in a real browser."""

import re
from io import BytesIO

import pytest

from forum.core.text import clean_text
from tests.hostile.lines import lines_for
from tests.hostile.test_browser import TOUCH, WATCH

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.only_on("sqlite", "what a browser makes of a page is the same on both databases"),
]

FILES = 50  # as many as one case takes
MESSAGES = 60
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452")


@pytest.fixture
def filled(browse, cast, number, rows):
    """A private part with as many hostile names, contents and messages as fit."""
    lines = [line for line in lines_for("sqlite") if clean_text(line).strip()]
    anna = browse(cast.anna)
    url = f"/cases/{number}/private"
    token, refused = anna.token(url), 0
    for place in range(FILES):
        line = lines[place * len(lines) // FILES]
        content = PNG + line.encode("utf-8", "replace")
        sent = {"csrf_token": token, "body": line[:4000], "files": (BytesIO(content), line[:200])}
        answer = anna.post(url, data=sent, content_type="multipart/form-data")
        assert answer.status_code < 500, repr(line)
        refused += answer.status_code != 303
    for place in range(MESSAGES):
        line = lines[place * len(lines) // MESSAGES + 3]
        answer = anna.post(url, data={"csrf_token": token, "body": line[:4000]})
        assert answer.status_code < 500, repr(line)
    assert refused < FILES / 2, f"{refused} of the files were refused"
    return url


def earlier_than(page: str) -> str | None:
    """Where the messages before those of a page are; the head's links lead to the same page."""
    main = page.partition("<main")[2].partition('<ol class="thread"')[0]
    found = re.search(r'href="([^"]+cursor=[^"]+)"', main)
    return found and found[1].replace("&amp;", "&")


def test_nothing_runs_in_a_private_part(filled, cast, browse, window):
    page = window.open(cast.olga)
    page.add_init_script(WATCH)
    page.on("dialog", lambda dialog: (window.problems.append(dialog.message), dialog.dismiss()))
    address, seen = filled, 0
    while address and seen < 5:
        assert page.goto(address).status == 200
        assert page.evaluate(TOUCH) == []
        assert page.locator("main ~ :not(footer, script)").count() == 0
        address = earlier_than(page.content())
        seen += 1
    assert seen > 2, "there were more messages than on one page"


def test_a_file_is_only_ever_taken_away(filled, cast, browse):
    """Whatever it is called and holds, no browser shows it as a page of ours."""
    olga = browse(cast.olga)
    ids, seen, address = set(), set(), filled
    while address and address not in seen:
        seen.add(address)
        page = olga.get(address).text
        ids |= set(re.findall(r"/private/files/(\d+)", page))
        address = earlier_than(page)
    assert len(ids) > FILES / 2
    for file_id in ids:
        answer = olga.get(f"{filled}/files/{file_id}")
        assert answer.status_code == 200
        disposition = answer.headers["Content-Disposition"]
        assert disposition.startswith("attachment") and "\n" not in disposition
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.mimetype == "image/png"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert "no-store" in answer.headers["Cache-Control"]
