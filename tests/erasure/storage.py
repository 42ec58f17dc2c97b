"""Looks for bytes in all that a forum keeps on disk; refuses to ask the forum itself."""

from contextlib import suppress
from pathlib import Path


def files_with(app, needle: str) -> list[str]:
    """The files of database, write-ahead log, index and mail in which the text stands."""
    sought = needle.encode()
    found = []
    for file in kept_files(app):
        with suppress(FileNotFoundError):  # the server renames its own files while we look
            found += [file.name] if sought in file.read_bytes() else []
    return sorted(found)


def kept_files(app) -> list[Path]:
    """All files that this forum writes, on either engine."""
    found = [file for file in Path(app.config["DATA_DIR"]).rglob("*") if file.is_file()]
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    if url.startswith("sqlite:///"):
        path = Path(url.removeprefix("sqlite:///"))
        return found + [file for file in path.parent.glob(f"{path.name}*") if file.is_file()]
    return found + _of_the_server(app)


def _of_the_server(app) -> list[Path]:
    """The database's own files and what the whole server writes: its log, its catalogue."""
    from sqlalchemy import text

    from forum.core.db import db

    with app.app_context(), db.engine.connect() as connection:
        connection = connection.execution_options(isolation_level="AUTOCOMMIT")
        # The tests' server writes its log a moment after a commit; this one it writes at once,
        # if something stands in it: a transaction without a record does not wait for the disk.
        connection.execute(text("SET synchronous_commit = on"))
        connection.execute(text("SELECT pg_logical_emit_message(true, 'tests', 'all before this')"))
        data = Path(connection.scalar(text("SHOW data_directory")))
        own = "SELECT oid FROM pg_database WHERE datname = current_database()"
        number = connection.scalar(text(own))
    folders = [data / "base" / str(number), data / "global", data / "pg_wal"]
    folders += [data / "pg_xact", data / "pg_stat", data / "pg_stat_tmp"]
    return [file for folder in folders for file in folder.rglob("*") if file.is_file()]


def entries_of(app) -> list[tuple]:
    """Every entry of the record with all its columns, as the database has them."""
    from sqlalchemy import text

    from forum.core.db import db

    with app.app_context():
        rows = db.session.execute(text("SELECT * FROM ledger_entries ORDER BY id"))
        return [tuple(row) for row in rows]
