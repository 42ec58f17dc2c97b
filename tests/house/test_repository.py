"""What may stand in a public repository; refuses paths and names of any one workplace."""

import re
import subprocess

import pytest

from tests.data import REPOSITORY
from tests.harness.line_ends import objections

# Spelled in pieces, so that this file is not its own first finding.
FORBIDDEN = [
    "/" + "work/",
    "/tmp/" + "team",
    "\\." + "library\\b",
    "\\bfarm" + "-[a-z0-9]",
    "/home/" + "[a-z]+/",
    "/ro" + "ot/",
    "co-authored" + "-by",
    "\\bai " + "assistant",
    "language " + "model",
    "BEGIN [A-Z ]*PRIVATE KEY",
]
PATTERN = re.compile("|".join(FORBIDDEN), re.IGNORECASE)
OUR_TEXT = {".py", ".html", ".txt", ".md", ".toml", ".cfg", ".css", ".js", ".po", ".ini", ".mako"}
OUR_TEXT |= {".lock", ".yaml"}
OUR_NAMES = {"Makefile", "run", ".gitignore", ".editorconfig"}
BIGGEST = 2_000_000  # bytes


def tracked_files():
    """What a clone would hold; in an unpacked archive there is no git to ask."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("this is not a git checkout")
    files = [REPOSITORY / name for name in listed.stdout.split("\0") if name]
    return [file for file in files if file.is_file()]


@pytest.mark.slow
def test_no_machine_is_named():
    found = []
    for file in tracked_files():
        if file.suffix in OUR_TEXT or file.name in OUR_NAMES:
            for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
                if PATTERN.search(line):
                    found.append(f"{file.relative_to(REPOSITORY)}:{number} {line.strip()[:100]}")
    assert not found, "\n".join(found)


def test_nothing_is_too_big_or_made_by_a_machine():
    found = [
        str(file.relative_to(REPOSITORY))
        for file in tracked_files()
        if file.stat().st_size > BIGGEST or file.suffix in (".pyc", ".mo", ".sqlite", ".log")
    ]
    assert not found, found


@pytest.mark.slow
def test_lines_and_files_end_as_the_editor_is_told():
    found = []
    for file in tracked_files():
        found += objections(file.relative_to(REPOSITORY).as_posix(), file.read_bytes())
    assert not found, "\n".join(found)


@pytest.mark.parametrize("content", [b"no newline", b"a\r\nb\n", b"a \nb\n", b"a\nb\t\n"])
def test_a_wrong_end_is_objected_to(content):
    assert objections("forum/planted.py", content)


def test_what_ends_in_space_on_purpose_is_not():
    assert not objections("docs/planted.md", b"a line break  \nhere\n")
    assert not objections("static/planted.png", b"\x89PNG\r\n\0")
