"""Makes the storage forget the bytes of what was removed; refuses to know what that was.

Removing a row is not enough. SQLite's `secure_delete` overwrites a deleted row, but copies that
splitting a page left in the unused part of it stay, and the write-ahead file keeps every former
version; PostgreSQL keeps dead row versions, values in its statistics, and the write-ahead log.
What an operator has to see to (backups, archives, replicas) is in docs/erasure.md.
"""

import logging
import time
from collections.abc import Iterable

from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError

from forum.core import outbox
from forum.core.db import BUSY_TIMEOUT, Model, db, is_postgresql

log = logging.getLogger(__name__)

KIND = "storage.purge"
PATIENCE = 5.0  # seconds to wait for readers of an older state; then the outbox tries again later
PAUSE = 0.05  # seconds between two looks
LOCK_TIMEOUT = "3s"  # on PostgreSQL: who waits for a table's lock lets nobody else pass meanwhile
NOT_PERMITTED = "42501"  # PostgreSQL's insufficient_privilege

# To whom removed rows may still be there: who reads an older state of this database, and who writes
# since then in any database of the server (every view begins at the oldest writer of them all).
_OLDER_VIEWS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE pid <> pg_backend_pid() AND (
        age(backend_xid) > age(CAST(:now AS xid))
        OR datname = current_database() AND age(backend_xmin) > age(CAST(:now AS xid))
    )
"""


# Columns of a table that hold texts and of which the server remembers values.
_REMEMBERED = """
    SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS kind
    FROM pg_attribute a
    JOIN pg_type t ON t.oid = a.atttypid AND t.typcategory IN ('S', 'A', 'U')
    JOIN pg_stats s ON s.schemaname = current_schema()
        AND s.tablename = :table AND s.attname = a.attname
    WHERE a.attrelid = CAST(:table AS regclass) AND a.attnum > 0
"""


class StillRead(RuntimeError):
    """Somebody reads a state of the database in which the removed text is there."""


def forget(tables: Iterable[type[Model]]) -> None:
    """Have the storage forget what these tables do not hold any more, after the commit."""
    outbox.put(KIND, {"tables": sorted(table.__tablename__ for table in tables)})


def deliver(payloads: list[dict]) -> None:
    """Outbox consumer: once for many payloads; raises StillRead to be called again later."""
    if is_postgresql():
        wanted = {"outbox", *(name for payload in payloads for name in payload["tables"])}
        _rewrite_tables(sorted(wanted & Model.metadata.tables.keys()))
    else:
        _rewrite_file()


def _rewrite_file() -> None:
    """Write the whole file anew, then empty the write-ahead file; writers wait meanwhile."""
    connection = db.engine.raw_connection()
    try:
        connection.execute("VACUUM")
        connection.execute("PRAGMA busy_timeout = 0")  # it would wait for readers as a writer
        until = time.monotonic() + PATIENCE
        while _is_log_busy(connection):
            if time.monotonic() > until:
                raise StillRead("the write-ahead file cannot be emptied while somebody reads it")
            time.sleep(PAUSE)
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT * 1000}")
        connection.close()


def _is_log_busy(connection) -> bool:
    (is_busy, _pages, _moved) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return bool(is_busy)


def _rewrite_tables(names: list[str]) -> None:
    """Write the tables and their indexes into new files, and begin a new write-ahead log."""
    with db.engine.connect() as connection:
        connection = connection.execution_options(isolation_level="AUTOCOMMIT")
        _wait_for_older_views(connection)
        connection.execute(text(f"SET lock_timeout = '{LOCK_TIMEOUT}'"))
        try:
            for name in names:
                connection.execute(text(f'VACUUM (FULL, ANALYZE) "{name}"'))
                _forget_statistics_of_empty(connection, name)
            # The most common values of a column stand in the statistics as they are; those from
            # before have only just been replaced.
            _wait_for_older_views(connection)
            connection.execute(text("VACUUM (FULL) pg_catalog.pg_statistic"))
        finally:
            connection.execute(text("RESET lock_timeout"))
        for statement in ("SELECT pg_switch_wal()", "CHECKPOINT"):
            _if_permitted(connection, statement)


def _forget_statistics_of_empty(connection: Connection, name: str) -> None:
    """ANALYZE leaves what is remembered of a table as it is once that holds no row at all.

    Giving a column the type it has drops what is remembered of it; without rows it costs nothing.
    """
    if connection.scalar(text(f'SELECT EXISTS (SELECT 1 FROM "{name}")')):
        return
    for column in connection.execute(text(_REMEMBERED), {"table": name}).all():
        change = f'ALTER COLUMN "{column.name}" TYPE {column.kind}'
        connection.execute(text(f'ALTER TABLE "{name}" {change}'))


def _wait_for_older_views(connection: Connection) -> None:
    """Rows that an older transaction may still see would be carried over into the new files."""
    now = connection.scalar(text("SELECT CAST(pg_current_xact_id() AS text)"))
    now = str(int(now) % 2**32)  # the counter of views has 32 bits
    until = time.monotonic() + PATIENCE
    while connection.scalar(text(_OLDER_VIEWS), {"now": now}):
        if time.monotonic() > until:
            raise StillRead("a transaction that began before the removal has not ended")
        time.sleep(PAUSE)


def _if_permitted(connection: Connection, statement: str) -> None:
    try:
        connection.execute(text(statement))
    except ProgrammingError as error:
        if getattr(error.orig, "sqlstate", None) != NOT_PERMITTED:
            raise
        log.warning("purge: not permitted: %s; see docs/erasure.md", statement)
