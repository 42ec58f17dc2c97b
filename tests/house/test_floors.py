"""The rooms stand on floors and imports point down; here is the one table of who stands where."""

import ast
import re

import pytest

from tests.house.source import FORUM, Module, forum_tree, imports, parsed, python_files, shown

pytestmark = [pytest.mark.usefixtures("source_read"), pytest.mark.slow]

ROOF = 9  # may import everything
FLOORS = {
    "core": 1,
    "verifier": 1,
    "accounts": 2,
    "ledger": 3,
    "search": 3,
    "notifications": 3,
    "rulebook": 3,
    "promises": 3,
    "queue": 4,
    "statements": 4,
    "knowledge": 4,
    "incidents": 4,
    "precedents": 4,
    "cases": 5,
    "desk": 6,
    "moderation": 6,
    "intake": 6,
    "erasure": 7,
    "fairness": 7,
    "pages": 8,
    "api": 8,
    "commands": ROOF,
    "seed": ROOF,
}
ROOF_FILES = {"app", "worker", "failures"}
# Who may ask the system for the time beside the clock, and why.
OTHER_CLOCKS = {
    "forum/core/clock.py": "this is the clock",
    "forum/core/limits.py": "the limiter says in the system's time when to try again",
}
COLLECTIVE_NAMES = re.compile(r"(^|_)(utils?|helpers?|managers?|services?|misc)(_|$)")


def room_of(dotted: str) -> str | None:
    """`forum.cases.actions` stands in `cases`."""
    parts = dotted.split(".")
    return parts[1] if parts[0] == "forum" and len(parts) > 1 else None


def floor_of(room: str) -> int:
    return ROOF if room in ROOF_FILES else FLOORS[room]


def objections(importer: str, imported: str) -> str | None:
    """Why one room may not import another, or None."""
    mine, theirs = floor_of(importer), floor_of(imported)
    if importer == imported or mine == ROOF:
        return None
    if theirs > mine:
        return f"looks up from floor {mine} to {theirs}"
    if theirs == mine:
        return f"looks sideways on floor {mine}"
    return None


def test_every_room_has_its_floor():
    rooms = {path.name for path in FORUM.iterdir() if (path / "__init__.py").exists()}
    loose = {path.stem for path in FORUM.glob("*.py")} - {"__init__"}
    assert rooms <= set(FLOORS), f"without a floor: {rooms - set(FLOORS)}"
    assert loose <= ROOF_FILES, f"files outside any room: {loose - ROOF_FILES}"


def wrong_directions(module: Module) -> list[str]:
    """What a file imports from a floor on which its room may not look."""
    importer = room_of(module.dotted)
    if importer is None:
        return []
    return [
        f"{module.path}:{line} imports {dotted}: {reason}"
        for line, dotted in module.imports
        if (imported := room_of(dotted)) and (reason := objections(importer, imported))
    ]


def test_imports_point_down():
    found = [line for module in forum_tree().values() for line in wrong_directions(module)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("forum/ledger/planted.py", "from forum.cases.models import Case"),  # up
        ("forum/ledger/planted.py", "import forum.cases.models as above"),
        ("forum/ledger/planted.py", "from ..cases.models import Case"),
        ("forum/ledger/deep/planted.py", "from ...cases.models import Case"),
        ("forum/queue/planted_actions.py", "from forum.knowledge import nearness"),  # sideways
        ("forum/queue/planted_actions.py", "def late():\n    from forum.knowledge import nearness"),
        ("forum/core/markup/planted.py", "from forum import accounts"),
    ],
)
def test_a_planted_look_up_or_sideways_is_found(path, text):
    assert wrong_directions(Module(path, text))


def test_the_roof_may_look_anywhere():
    assert wrong_directions(Module("forum/app.py", "from forum.pages import front")) == []


@pytest.mark.parametrize(
    ("importer", "imported", "allowed"),
    [
        ("cases", "ledger", True),
        ("ledger", "cases", False),
        ("ledger", "search", False),
        ("core", "accounts", False),
        ("api", "pages", False),
        ("worker", "api", True),
    ],
)
def test_the_rule_of_the_floors_itself(importer, imported, allowed):
    assert (objections(importer, imported) is None) is allowed


def test_only_search_knows_whoosh():
    found = [
        f"{shown(file)}:{line}"
        for file in python_files()
        for line, dotted in imports(file)
        if dotted.split(".")[0] == "whoosh" and FORUM / "search" not in file.parents
    ]
    assert not found, found


def test_only_the_ledger_writes_its_table():
    """Others call `ledger.record` and its queries; its tables are known to no other room."""
    found = []
    for file in python_files():
        if FORUM / "ledger" in file.parents:
            continue
        text = file.read_text(encoding="utf-8")
        models = [dotted for _, dotted in imports(file) if dotted.startswith("forum.ledger.models")]
        if models and file != FORUM / "app.py":
            found.append(f"{shown(file)} imports {models}")
        if re.search(r"(?i)\b(insert\s+into|update|delete\s+from|from)\s+ledger_", text):
            found.append(f"{shown(file)} writes SQL on the ledger's table")
    assert not found, "\n".join(found)


def test_no_code_in_package_files():
    found = []
    for file in python_files():
        if file.name != "__init__.py":
            continue
        body = parsed(file).body
        only_docstring = (
            len(body) == 1
            and isinstance(body[0], ast.Expr)
            and isinstance(body[0].value, ast.Constant)
            and isinstance(body[0].value.value, str)
        )
        if not only_docstring:
            found.append(f"{shown(file)} holds code, or lacks the sentence on what the room is for")
    assert not found, "\n".join(found)


def test_names_say_what_a_thing_is_for():
    names = [path for path in FORUM.rglob("*") if path.suffix == ".py" or path.is_dir()]
    found = [shown(path) for path in names if COLLECTIVE_NAMES.search(path.stem)]
    assert not found, found


def test_one_clock():
    """`forum.core.clock.now` is the only one that asks the system what time it is."""
    asked = re.compile(r"\b(datetime\.(now|utcnow|today)|date\.today|time\.time)\(")
    found = [
        f"{shown(file)}:{number} {line.strip()}"
        for file in python_files()
        if shown(file) not in OTHER_CLOCKS
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if asked.search(line)
    ]
    assert not found, "\n".join(found)


def test_nothing_happens_behind_the_back():
    """No session listeners, signals or backrefs: what one more thing does is a line in a verb."""
    hidden = re.compile(
        r"backref=|back_populates=|@event\.listens_for\((db\.session|Session|Mapper|User|Case)"
        r"|\.connect_via\(|signals?\.(connect|send)|before_flush|after_commit|after_insert"
    )
    found = [
        f"{shown(file)}:{number} {line.strip()}"
        for file in python_files()
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if hidden.search(line)
    ]
    assert not found, "\n".join(found)
