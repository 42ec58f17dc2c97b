"""German is whole: every sentence, none guessed, with the same placeholders, in the Sie-form."""

import re
import subprocess
import sys

import pytest
from babel.messages.pofile import read_po

from tests.data import REPOSITORY

CATALOGUE = REPOSITORY / "forum" / "translations" / "de" / "LC_MESSAGES" / "messages.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
INFORMAL = re.compile(r"\b(du|dich|dir|dein|deine|deinen|deinem|deiner|euch|euer)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def extracted(tmp_path_factory):
    """What the code and the templates say, found as `make translations` finds it."""
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")
    keywords = re.search(r"^KEYWORDS := (.+)$", makefile, re.MULTILINE)[1].split()
    target = tmp_path_factory.mktemp("catalogue") / "messages.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract"]
    arguments = ["-F", "pyproject.toml", *keywords, "-o", str(target), "."]
    subprocess.run([*command, *arguments], cwd=REPOSITORY, check=True)
    with target.open("rb") as readable:
        return [message for message in read_po(readable) if message.id]


@pytest.fixture(scope="module")
def german():
    with CATALOGUE.open("rb") as readable:
        return read_po(readable, locale="de")


def forms(text) -> list[str]:
    """Singular and plural of a message, or its only form."""
    return list(text) if isinstance(text, list | tuple) else [text or ""]


def test_every_sentence_is_in_the_german_catalogue(extracted, german):
    missing = []
    for message in extracted:
        found = german.get(message.id, context=message.context)
        if found is None or not all(forms(found.string)):
            place, line = message.locations[0]
            missing.append(f"{place}:{line} {message.id!r}")
    assert not missing, f"{len(missing)} without German:\n" + "\n".join(missing)


def test_no_translation_is_a_guess(german):
    fuzzy = [message.id for message in german if message.id and message.fuzzy]
    assert not fuzzy, fuzzy


def test_translations_keep_their_placeholders(german):
    wrong = []
    for message in german:
        if not message.id:
            continue
        wanted = {frozenset(PLACEHOLDER.findall(one)) for one in forms(message.id)}
        for translated in forms(message.string):
            if translated and frozenset(PLACEHOLDER.findall(translated)) not in wanted:
                wrong.append(f"{message.id!r} → {translated!r}")
    assert not wrong, "\n".join(wrong)


def test_german_addresses_people_with_sie(german):
    found = [
        translated
        for message in german
        if message.id
        for translated in forms(message.string)
        if INFORMAL.search(translated)
    ]
    assert not found, "\n".join(found)


def test_the_catalogue_holds_nothing_that_no_page_says(extracted, german):
    said = {(forms(message.id)[0], message.context) for message in extracted}
    kept = {(forms(message.id)[0], message.context) for message in german if message.id}
    assert kept <= said, "\n".join(sorted(text for text, _ in kept - said))
