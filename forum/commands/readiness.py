"""Whether the database can be worked on: reachable and at the newest migration; changes nothing."""

from pathlib import Path

import click
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy.exc import DBAPIError

from forum.core.db import db

UPGRADE = "flask --app wsgi db upgrade"


def database_problem() -> str | None:
    """What keeps us from working on the database and what to do about it, or None."""
    try:
        with db.engine.connect() as connection:
            present = set(MigrationContext.configure(connection).get_current_heads())
    except DBAPIError as error:
        return (
            f"The database cannot be reached: {_first_line(error)}\n"
            "Check DATABASE_URL, and that the database server runs."
        )
    if present == _newest():
        return None
    if present - _known():
        return "The database was migrated by a newer version of the forum. Install that version."
    return f"The database is not at the newest migration. Bring it there with: {UPGRADE}"


def require_database() -> None:
    """End the command with a sentence unless the database can be worked on."""
    if problem := database_problem():
        raise click.ClickException(problem)


def _script() -> ScriptDirectory:
    return ScriptDirectory(str(Path(current_app.extensions["migrate"].directory)))


def _newest() -> set[str]:
    return set(_script().get_heads())


def _known() -> set[str]:
    return {revision.revision for revision in _script().walk_revisions()}


def _first_line(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).strip().splitlines()[0]
