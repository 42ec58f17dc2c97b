"""The page on which a reader's browser checks the record of the living forum."""

import hashlib
import re
from base64 import b64encode

import pytest

from tests.verifier import history
from tests.verifier.saved_page import SavedPage
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


@pytest.fixture
def exported(app, sealed, tmp_path):
    """The folder that `log export` writes."""
    folder = tmp_path / "export"
    result = app.test_cli_runner().invoke(args=["log", "export", str(folder)])
    assert result.exit_code == 0, result.output
    return folder


def first_finding(page: SavedPage, folder) -> str | None:
    found = page.check(folder, trusted=page.part("trusted").input_value())
    return found[0]["code"] if found else None


def alter(folder) -> None:
    """One letter of the first entry, wherever it stands."""
    for file in [*folder.glob("*.jsonl"), *(folder / "tile" / "entries").rglob("*")]:
        if file.is_file():
            file.write_bytes(file.read_bytes().replace(b'"case":', b'"cas3":', 1))


@ONLY
@pytest.mark.browser
@pytest.mark.slow
def test_the_file_in_an_export_checks_the_export(chromium, exported):
    page = SavedPage(chromium, exported / "verify.html", "de")
    assert page.page.evaluate("document.documentElement.lang") == "de"
    assert page.page.locator("[data-verify=en]").is_hidden()
    assert first_finding(page, exported) is None
    assert page.part("title").inner_text() == "Alles stimmt."
    alter(exported)
    assert first_finding(page, exported) == "altered"
    assert page.part("title").inner_text() == "Eintrag 1 wurde verändert."
    page.page.locator("[data-shows=en]").click()
    assert page.page.locator("[data-verify=de]").is_hidden()
    page.close()


@ONLY
@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("how", ["as it was sent", "as it stood there after a check"])
def test_the_page_saved_to_disk_goes_on_checking(chromium, window, sealed, exported, tmp_path, how):
    shown = window.open()
    text = shown.goto("/log/verify").text()
    if how != "as it was sent":
        shown.click("[data-do=check]")
        shown.wait_for_selector(CHECKED)
        text = shown.content()
    file = tmp_path / "saved.html"
    file.write_text(text, "utf-8")
    page = SavedPage(chromium, file)
    assert page.state() == "idle"
    assert page.tool.locator("[data-do=check]").is_hidden()  # there is no server
    assert first_finding(page, exported) is None
    assert "You gave the key" in page.part("facts").inner_text()  # it came with the page
    stranger = history.Signer(b"a stranger", sealed.origin)
    forged = history.note(0, history.sha(b""), stranger, origin=sealed.origin)
    (exported / "checkpoint").write_bytes(forged)
    assert first_finding(page, exported) == "unknown-key"
    page.close()
