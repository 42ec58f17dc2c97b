"""The docs say what the code has: every setting, every command, every link."""

import re

import click
import pytest

from tests.data import REPOSITORY

SETTING = re.compile(r"environ(?:\.get\(|, )\"([A-Z_]+)\"")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s#]+)(?:#[^)\s]*)?\)|<img[^>]+src=\"([^\"]+)\"")
BUILT_IN = {"run", "shell", "routes", "db"}  # Flask's own and Flask-Migrate's


def documents():
    return [
        file
        for file in [*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").rglob("*.md")]
        if file.is_file()
    ]


@pytest.fixture(scope="module")
def documented() -> str:
    assert (REPOSITORY / "README.md").exists(), "there is no README.md"
    return "\n".join(file.read_text("utf-8") for file in documents())


def commands_of(group: click.Group, prefix: str = ""):
    """Every command with its path: `user create`."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands_of(command, f"{prefix}{name} ")
        else:
            yield f"{prefix}{name}", command


def our_commands(app):
    for path, command in commands_of(app.cli):
        if path.split()[0] not in BUILT_IN:
            yield path, command


def test_every_setting_is_documented(documented):
    settings = set(SETTING.findall((REPOSITORY / "config.py").read_text("utf-8")))
    assert len(settings) >= 10, "config.py reads its settings in a way this test does not know"
    missing = {name for name in settings if f"`{name}`" not in documented}
    assert not missing, missing


def test_every_command_is_documented(documented, app_once):
    missing = {path for path, _ in our_commands(app_once) if path not in documented}
    assert not missing, missing


def test_every_command_says_what_it_does(app_once):
    silent = [path for path, command in our_commands(app_once) if not command.help]
    assert not silent, silent


def test_every_make_command_that_the_docs_name_exists(documented):
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))
    named = set(re.findall(r"`make ([a-z-]+)`|^\$ make ([a-z-]+)", documented, re.MULTILINE))
    named = {first or second for first, second in named}
    assert {"run", "test", "test-fast", "help"} <= named, named
    assert named <= targets, named - targets


def test_every_link_between_documents_leads_somewhere():
    broken = []
    for file in documents():
        for link, image in LINK.findall(file.read_text("utf-8")):
            target = link or image
            if "://" in target or target.startswith("mailto:"):
                continue
            if not (file.parent / target).exists():
                broken.append(f"{file.name}: {target}")
    assert not broken, "\n".join(broken)


def test_every_decision_is_listed_and_says_what_a_decision_has_to():
    folder = REPOSITORY / "docs" / "decisions"
    listed = set(LINK.findall((folder / "README.md").read_text("utf-8")))
    headings = ["Context", "Decision", "What we gave up", "When to look again"]
    pages = [file for file in folder.glob("*.md") if file.name != "README.md"]
    assert len(pages) >= 5
    for page in pages:
        assert (page.name, "") in listed, f"{page.name} is not in the list of decisions"
        assert re.findall(r"^## (.+)$", page.read_text("utf-8"), re.MULTILINE) == headings
