"""One door leads to the private part: its tables, reads and writes are known to few files."""

import re

import pytest

from tests.data import REPOSITORY
from tests.house.source import FORUM, imports, python_files, shown, templates

CASES = FORUM / "cases"
INSIDE = {*(CASES / "annex").rglob("*.py"), *CASES.glob("annex_*.py")}
VERBS = "forum.cases.annex_actions"
TABLES = re.compile(r"\bannex_(messages|files|requests|readings)\b")
# What other files may ask of it, and nothing else.
OFFERED = {
    "forum.cases.annex_routes": {"forum/app.py"},
    "forum.cases.annex_access.may_read_annex": {"forum/cases/case_page.py"},
    "forum.cases.annex.queries.Box": {"forum/cases/case_page.py"},
    "forum.cases.annex.queries.box_of": {"forum/cases/case_page.py"},
    "forum.cases.annex_erasure": {"forum/erasure/actions.py"},
}
OPEN_VERBS = {VERBS, f"{VERBS}.let_vanish", f"{VERBS}.put_aside"}


def outside():
    return [file for file in python_files() if file not in INSIDE]


@pytest.mark.slow
def test_no_other_file_knows_its_tables():
    found = []
    for file in outside():
        if TABLES.search(file.read_text("utf-8")):
            found.append(f"{shown(file)} names a table of the private part")
        found += [
            f"{shown(file)}:{line} imports {dotted}"
            for line, dotted in imports(file)
            if dotted.startswith("forum.cases.annex.models")
        ]
    assert not found, "\n".join(found)


@pytest.mark.slow
def test_other_files_ask_only_what_it_offers():
    found = []
    for file in outside():
        for line, dotted in imports(file):
            if not dotted.startswith("forum.cases.annex"):
                continue
            offered = next((OFFERED[one] for one in OFFERED if dotted.startswith(one)), set())
            is_roof = file.is_relative_to(FORUM / "seed")
            if dotted not in OPEN_VERBS and not is_roof and shown(file) not in offered:
                found.append(f"{shown(file)}:{line} imports {dotted}")
    assert not found, "\n".join(found)


def test_what_hands_over_the_texts_is_called_where_it_is_noted():
    """`open_annex` and `open_file` note who reads; only the routes behind the door call them."""
    found = [
        shown(file)
        for file in python_files()
        if re.search(r"\b(open_annex|open_file|exchange_in|file_for_reading)\(", file.read_text())
    ]
    kinds = ("access", "actions", "queries", "routes")
    inside = {shown(file) for file in INSIDE if file.stem.rpartition("_")[2] in kinds}
    assert found and set(found) <= inside, set(found) - inside


def test_its_words_stand_on_its_own_pages_alone():
    """No template outside templates/annex draws a message or a file of it."""
    found = [
        shown(file)
        for file in templates()
        if file.parent.name != "annex"
        and re.search(r"exchange\.|message_card|annex/message", file.read_text("utf-8"))
    ]
    assert not found, found
    assert (REPOSITORY / "templates" / "annex" / "message.html").exists()
