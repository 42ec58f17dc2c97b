"""Reads the house's own source for the whole-site tests; refuses to import it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.data import REPOSITORY

FORUM = REPOSITORY / "forum"
TEMPLATES = REPOSITORY / "templates"


def python_files(*folders: Path) -> list[Path]:
    """Every Python file below `folders`, or of the forum itself."""
    return sorted(file for folder in folders or (FORUM,) for file in folder.rglob("*.py"))


def templates() -> list[Path]:
    """Every template, of pages and of mails."""
    return sorted(file for file in TEMPLATES.rglob("*") if file.is_file())


def shown(file: Path) -> str:
    """The path as a reader of the repository knows it."""
    return file.relative_to(REPOSITORY).as_posix()


@cache
def parsed(file: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(file.read_text(encoding="utf-8"), filename=shown(file))


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method in a file."""
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imports(file: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of all that a file imports, wherever in it the import stands.

    `from forum.core import db` gives `forum.core.db`: whether db is a module or a name in the
    package, the room is the same.
    """
    package = file.relative_to(REPOSITORY).with_suffix("").parts[:-1]
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = list(package[: len(package) - node.level + 1]) if node.level else []
            prefix = ".".join(start + ([node.module] if node.module else []))
            yield from ((node.lineno, f"{prefix}.{name.name}") for name in node.names)
