"""The database handle, its column types and how a transaction begins; refuses any domain word."""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import CursorResult, DateTime, Engine, Executable, MetaData, event
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

BUSY_TIMEOUT = 10  # seconds a SQLite writer waits for its turn before it gives up
LARGEST_NUMBER = 2**31 - 1  # what a whole number's column holds on both engines


class Model(DeclarativeBase):
    """What every table derives from; `db.Model` would be the same, but no type checker knows it."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(metadata=Model.metadata)

_writes: ContextVar[bool] = ContextVar("writes", default=False)


class UTCDateTime(TypeDecorator):
    """An aware moment in UTC on both engines; a naive datetime is refused with ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect):
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect):
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def intend_to_write(writes: bool) -> None:
    """Say, before the first statement, whether the next transaction will write."""
    _writes.set(writes)


def is_writing() -> bool:
    """Whether the present transaction was begun to write; a reader needs no row locks."""
    return _writes.get()


@contextmanager
def writing():
    """A write transaction outside a request: commits at the end, rolls back on any error."""
    db.session.rollback()
    token = _writes.set(True)
    try:
        yield db.session
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        _writes.reset(token)


@contextmanager
def one_view():
    """A reading transaction outside a request that sees one state of the database throughout."""
    db.session.rollback()
    if is_postgresql():
        db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    try:
        yield db.session
    finally:
        db.session.rollback()


def rows_changed_by(statement: Executable, values: dict | None = None) -> int:
    """Run an UPDATE or DELETE and say how many rows it changed."""
    result = db.session.execute(statement, values)
    assert isinstance(result, CursorResult)  # as of every statement that returns no rows
    return result.rowcount


def is_postgresql() -> bool:
    """Whether the application of this context stands on PostgreSQL."""
    return db.engine.dialect.name == "postgresql"


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection, _record) -> None:
    if not type(connection).__module__.startswith("sqlite3"):
        return
    # The driver's own transaction handling would turn BEGIN IMMEDIATE into a late, failing upgrade.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT * 1000}",
        "journal_mode = WAL",
        "synchronous = FULL",  # an acknowledged post survives a power cut
        "foreign_keys = ON",
        "secure_delete = ON",  # removed text leaves no bytes behind in the file
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writes.get() else "BEGIN")
