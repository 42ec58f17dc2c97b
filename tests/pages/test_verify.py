"""The page on which a reader's browser checks the record of the living forum."""

import hashlib
import re
from base64 import b64encode

import pytest

from tests.walk.sights import set_the_scene

CHECKED = "[data-part=card]:not([data-state=running]):not([data-state=idle])"
INLINE = re.compile(r"<(style|script)(?![^>]* src=)[^>]*>(.+?)</\1>", re.DOTALL)
ONLY = pytest.mark.only_on("sqlite", "what a browser makes of a page is the same on both databases")


@pytest.fixture
def sealed(app, cast, clock):
    """A record with a few dozen entries and a signed checkpoint."""
    from forum.ledger import sealing, tiles

    set_the_scene(app, cast)
    with app.app_context():
        sealing.seal()
        return tiles.checkpoint_now()


def test_it_says_in_words_how_to_check_without_it(browse, sealed):
    answer = browse().get("/log/verify")
    assert answer.status_code == 200
    text = answer.get_data(as_text=True)
    assert "curl -O http://localhost/log/verify.py" in text
    assert "python3 verify.py http://localhost/log" in text
    assert sealed.note.splitlines()[2] in text
    assert "localhost/log+" in text  # the key


def test_before_the_first_sealing_it_names_no_checkpoint(browse):
    text = browse().get("/log/verify").get_data(as_text=True)
    assert "verify.py" in text and "The present checkpoint" not in text


@pytest.mark.parametrize("path", ["/log/verify", "/log/verify.html"])
def test_its_policy_lets_in_what_stands_in_it_and_nothing_else(browse, path):
    answer = browse().get(path)
    policy = answer.headers["Content-Security-Policy"]
    page = answer.get_data(as_text=True)
    blocks = INLINE.findall(page)
    assert len(blocks) == 4  # three sheets, one script
    for _, block in blocks:
        digest = b64encode(hashlib.sha256(block.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert policy.count("'sha256-") == len(blocks)
    assert "unsafe" not in policy and "default-src 'self'" in policy


@ONLY
@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "verdict"), [("de", "Alles stimmt."), ("en", "Everything fits.")]
)
def test_the_record_of_the_forum_fits(window, sealed, language, verdict):
    page = window.open(language=language, width=360)
    page.goto("/log/verify")
    page.click("[data-do=check]")
    page.wait_for_selector(CHECKED)
    assert page.inner_text("[data-part=title]") == verdict
    assert str(sealed.size) in page.inner_text("[data-part=text]")
