"""Which statements the tests run on which database, and the smallest set of tests that runs all.

What SQLite is asked in a run of `make test`, PostgreSQL has to be asked there too: the list of
tests that run on it is made from what each test asks (`make cover`), and the end of a whole run
compares. Two databases are asked the same if SQLAlchemy writes the same for no database in
particular; what it can write for one of them alone is compared with nothing.
"""

import json
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine, event
from sqlalchemy.exc import CompileError

HERE = Path(__file__).resolve()
REPOSITORY = HERE.parents[2]
VENV = REPOSITORY / ".venv"
COVER = REPOSITORY / "tests" / "on_postgresql.txt"
# A test pays for this much beside its own work when it runs on PostgreSQL, in seconds.
DATABASE_COST = 0.05
# Sent for the driver's or for the transaction's sake; their names carry numbers.
PLUMBING = ("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE", "ROLLBACK")
# How a database gets its tables is each one's own; the migrations are always tried on both. What
# SQLite keeps of the search, PostgreSQL keeps in another way, and its tests always run on both.
OWN_WAY = re.compile(
    r"^(CREATE|ALTER|DROP|INSERT OR REPLACE)\b|_alembic_tmp_|\bsqlite_master\b|\bsearch_documents\b"
    r"|\bsubstr\(ledger_entries\.at\b"  # SQLite has moments as text (forum/ledger/months.py)
)
_VALUE = re.compile(r"\?|%\(\w+\)s(?:::TIMESTAMP WITH TIME ZONE|::\w+)?|:\w+")
_ROWS = re.compile(r"VALUES (\([^()]*\))(?:, \1)+")
_RETURNING = re.compile(r" RETURNING [\w., ]+$")  # each database is asked for keys in its own way
_SET = re.compile(r"UPDATE (\w+) SET (.+?) WHERE \1\.\w+ = :\w+$")


def names_of(statement: str) -> list[str]:
    """What a statement counts as: a row's changed columns count one by one, rows as one.

    What SQLAlchemy can write for one database alone has that one's marks for its values.
    """
    if OWN_WAY.search(statement):
        return []
    found = _SET.match(statement)
    if not found:
        plain = _RETURNING.sub("", _VALUE.sub(":value", statement.replace('"', "")))
        return [_ROWS.sub(r"VALUES \1", plain)]
    table, changes = found.groups()
    return [f"UPDATE {table}.{change.split('=')[0].strip()}" for change in changes.split(", ")]


@dataclass
class Asked:
    """What tests asked: database → test → names; and what a test is called on PostgreSQL."""

    by_test: dict[str, dict[str, set[str]]] = field(
        default_factory=lambda: {"sqlite": {}, "postgresql": {}}
    )
    twins: dict[str, str] = field(default_factory=dict)

    def note(self, engine: str, test: str, names: Iterable[str]) -> None:
        """Add what one test asked one database."""
        self.by_test[engine].setdefault(test, set()).update(names)

    def missing(self) -> dict[str, str]:
        """Statements that SQLite alone was asked, each with a test that asks it."""
        asked = set().union(*self.by_test["postgresql"].values())
        return {
            name: test
            for test, names in sorted(self.by_test["sqlite"].items())
            for name in sorted(names - asked)
        }


def asked_by_the_forum() -> bool:
    """Whether our nearest code on the stack is the forum's: what a test looks up does not count."""
    frame = sys._getframe(1)
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith(str(REPOSITORY)) and not file.startswith((str(HERE), str(VENV))):
            return file.startswith(str(REPOSITORY / "forum"))
        frame = frame.f_back
    return False


class Seen(Asked):
    """Notes the statements of this process, from `listen()` on."""

    def __init__(self):
        super().__init__()
        self.now = ""  # the id of the test that is running
        self._names: dict[str, list[str]] = {}

    def listen(self) -> None:
        """Note every statement of every engine of this process."""
        event.listen(Engine, "before_cursor_execute", self._note)

    def write(self, file: Path) -> None:
        """Leave for the run's first process what this one has seen."""
        names = list(
            {name for tests in self.by_test.values() for one in tests.values() for name in one}
        )
        numbers = {name: number for number, name in enumerate(names)}
        by_test = {
            engine: {test: [numbers[name] for name in asked] for test, asked in tests.items()}
            for engine, tests in self.by_test.items()
        }
        file.write_text(json.dumps([names, by_test, self.twins]))

    def _note(self, connection, _cursor, statement, _parameters, context, *_more) -> None:
        if self.now and not statement.startswith(PLUMBING):
            self.note(connection.dialect.name, self.now, self._neutral(context))

    def _neutral(self, context) -> list[str]:
        """The names of a statement; none of the driver's own texts, or of one dialect's."""
        compiled = context and context.compiled
        if compiled is None:
            return []
        if compiled.string not in self._names:
            if not asked_by_the_forum():
                return []
            try:
                text = " ".join(str(compiled.statement.compile()).split())
            except CompileError:
                text = ""
            self._names[compiled.string] = names_of(text) if text else []
        return self._names[compiled.string]


def read(files: Iterable[Path]) -> Asked:
    """What all processes of a run have seen."""
    asked = Asked()
    for file in files:
        names, by_test, twins = json.loads(file.read_text())
        asked.twins |= twins
        for engine, tests in by_test.items():
            for test, numbers in tests.items():
                asked.note(engine, test, [names[number] for number in numbers])
    return asked


def smallest_cover(
    seen: dict[str, set[str]], costs: dict[str, float], covered: set[str]
) -> list[str]:
    """Tests that together run every statement not `covered`: each time the most new per second.

    Greedy, so within a logarithm of the cheapest; ties go by name, so that the list is stable.
    """
    left = set().union(*seen.values()) - covered
    chosen = []
    while left:
        test = max(sorted(seen), key=lambda one: len(seen[one] & left) / _cost(one, costs))
        chosen.append(test)
        left -= seen[test]
    return sorted(chosen)


def _cost(test: str, costs: dict[str, float]) -> float:
    return costs.get(test, 0.0) + DATABASE_COST
