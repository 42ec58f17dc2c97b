"""Counts what is asked of the database; leaves out what only begins a transaction."""

from contextlib import contextmanager
from contextvars import Context
from dataclasses import dataclass, field

from sqlalchemy import Engine, event


@dataclass
class Counted:
    """The statements of one block."""

    texts: list[str] = field(default_factory=list)

    @property
    def number(self) -> int:
        """How many statements ran."""
        return len(self.texts)

    def __str__(self) -> str:
        return "\n".join(f"{place:3} {text}" for place, text in enumerate(self.texts, start=1))


def know_the_checkpoint(app) -> None:
    """Read the newest checkpoint, which a process asks for now and then for the foot of all pages.

    Which page it falls to is chance: it is none of what a page costs.
    """

    def read():
        with app.app_context():
            newest = app.jinja_env.globals["newest_checkpoint"]
            newest.forget()
            newest()

    Context().run(read)


def counting(app):
    """`count_statements` for pages of this application."""

    def count():
        know_the_checkpoint(app)
        return count_statements()

    return count


def once_quiet(statements, look, is_quiet) -> Counted:
    """The statements of the first look of which `is_quiet(counted)` holds, or of the last one.

    What other tests commit on the same PostgreSQL server meanwhile makes what is kept old.
    """
    for _attempt in range(200):
        with statements() as counted:
            look()
        if is_quiet(counted):
            break
    return counted


@contextmanager
def count_statements():
    """Note every statement that any engine of this process runs inside the block."""
    counted = Counted()

    def note(connection, cursor, statement, parameters, context, executemany):
        if not statement.startswith(("BEGIN", "PRAGMA")):
            counted.texts.append(" ".join(statement.split()))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield counted
    finally:
        event.remove(Engine, "before_cursor_execute", note)
