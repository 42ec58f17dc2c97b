"""Every attack on a published log is caught by the page, saved to disk, and named rightly."""

import shutil

import pytest

from tests.harness.selection import some_in_short
from tests.verifier.attacks import ATTACKS, SIZE, honest
from tests.verifier.saved_page import SavedPage, write_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# With `make test` one for each finding; verify.py meets all of them there.
EACH = {one.code: one for one in ATTACKS}.values()


@pytest.fixture(scope="module")
def pristine(tmp_path_factory):
    folder = tmp_path_factory.mktemp("log")
    honest(folder)
    return folder


@pytest.fixture(scope="module")
def page(chromium, tmp_path_factory):
    page = SavedPage(chromium, write_page(tmp_path_factory.mktemp("saved")))
    yield page
    page.close()


@pytest.fixture
def log(pristine, tmp_path):
    """A copy that may be spoilt."""
    return shutil.copytree(pristine, tmp_path / "log")


def test_the_honest_log_fits(page, pristine):
    assert page.check(pristine) == []
    assert page.state() == "good"
    assert page.part("title").inner_text() == "Everything fits."
    assert f"{SIZE:,} entries" in page.part("text").inner_text()


@pytest.mark.parametrize("attack", some_in_short(ATTACKS, EACH), ids=lambda attack: attack.name)
def test_an_attack_is_caught_and_named(page, log, attack):
    attack.apply(log)
    kept = "".join(data.decode() for data in attack.kept.values())
    found = page.check(log, kept=kept, trusted="\n".join(attack.keys))
    assert found, "nothing was noticed"
    first = found[0]
    other = first.get("with") or first.get("of")
    assert (first["code"], first.get("seq"), other) == (attack.code, attack.seq, attack.other), (
        found
    )
    place = first.get("path") or first.get("file") or ""
    assert place.startswith(attack.place), found
    assert page.state() == "bad"
    assert attack.code in page.part("facts").inner_text()
