"""Every kind of mail in both languages, whole, as it was looked at and found good.

After a change that is meant, write the files anew, and look at the difference:

    WRITE_GOLDEN=1 .venv/bin/python -m pytest tests/notifications/test_golden.py --engine sqlite
"""

import os
from pathlib import Path

import pytest

from forum.notifications.messages import KINDS
from tests.notifications.letters import canonical, know_one_case, know_one_checkpoint, letter

GOLDEN = Path(__file__).parent / "golden"
LANGUAGES = ("de", "en")
IS_WRITING = bool(os.environ.get("WRITE_GOLDEN"))

pytestmark = pytest.mark.only_on("sqlite", "a mail is made of words, not of rows")


def files() -> set[str]:
    return {file.name for file in GOLDEN.glob("*.txt")}


def wanted() -> set[str]:
    return {f"{kind}.{language}.txt" for kind in KINDS for language in LANGUAGES}


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_mail_is_as_it_was_found_good(app, language):
    know_one_case(app)
    know_one_checkpoint(app)
    different = []
    with app.app_context():
        for kind in KINDS:
            file = GOLDEN / f"{kind}.{language}.txt"
            made = canonical(letter(kind, language))
            if IS_WRITING:
                file.write_text(made, "utf-8")
            if not file.is_file() or file.read_text("utf-8") != made:
                different.append(file.name)
    assert not different, f"{different}\nIf that is meant: {__doc__}"


def test_every_kind_has_both_files_and_every_file_a_kind():
    if IS_WRITING:
        for name in files() - wanted():
            (GOLDEN / name).unlink()
    assert files() == wanted(), f"missing or of no use: {files() ^ wanted()}\n{__doc__}"
