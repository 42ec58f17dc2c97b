"""What the present state of the database is called; refuses to say what has changed in it.

Two equal stamps mean that nothing was committed between them. The opposite does not hold: a stamp
may change without a commit, and None means that nobody knows.
"""

import os
import sqlite3
import threading
from pathlib import Path
from urllib.parse import quote

PATIENCE = 5  # seconds until a PostgreSQL server that does not answer is given up


def stamp_of(url: str):
    """The stamp of the database that SQLAlchemy calls `url`; nothing is opened until it is asked.

    Database connections must not cross a fork, and a server forks after the application is built.
    """
    if url.startswith("sqlite:///"):
        path = Path(url.removeprefix("sqlite:///"))
        path.parent.mkdir(parents=True, exist_ok=True)
        return SQLiteStamp(path)
    return PostgreSQLStamp(url.replace("postgresql+psycopg://", "postgresql://"))


class SQLiteStamp:
    """Says whether any connection has committed since the last look, without waiting for writers.

    https://www.sqlite.org/pragma.html#pragma_data_version: the number changes when another
    connection changed the file. It means something within one connection alone, so each new one
    gets a number of its own in front.
    """

    def __init__(self, path: Path):
        self._path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._file: tuple | None = None  # another file may be put in the place of the first
        self._opened = 0

    def __call__(self) -> tuple[int, int] | None:
        """The state's name; None while the file is missing or cannot be read."""
        with self._lock:
            try:
                file = os.stat(self._path)
                connection = self._connection
                if connection is None or self._file != (file.st_dev, file.st_ino):
                    connection = self._open((file.st_dev, file.st_ino))
                version = connection.execute("PRAGMA data_version").fetchone()[0]
            except (OSError, sqlite3.Error):
                self._close()
                return None
            return self._opened, version

    def close(self) -> None:
        """Let go of the file; the next question opens it anew."""
        with self._lock:
            self._close()

    def _open(self, file: tuple) -> sqlite3.Connection:
        self._close()
        self._connection = sqlite3.connect(
            f"file:{quote(str(self._path))}?mode=rw",  # else a missing file would be made, empty
            uri=True,
            check_same_thread=False,
            isolation_level=None,
        )
        self._file = file
        self._opened += 1
        return self._connection

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class PostgreSQLStamp:
    """The text of a snapshot: two equal snapshots see exactly the same rows.

    It names the transactions that had not ended. Those that end leave the list for good, so no
    text ever returns. https://www.postgresql.org/docs/current/functions-info.html
    """

    QUESTION = b"SELECT pg_current_snapshot()::text"

    def __init__(self, url: str):
        self._url = url
        self._lock = threading.Lock()
        self._idle: list = []  # never more than threads have asked at one moment

    def __call__(self) -> str | None:
        """The state's name; None while the server cannot be asked."""
        import psycopg  # optional: a forum on SQLite never loads it

        connection = None
        try:
            connection = self._taken() or self._opened()
            # Without a cursor: this is asked for every page, and the cursor costs more than it.
            answer = connection.pgconn.exec_(self.QUESTION)
            if answer.status != psycopg.pq.ExecStatus.TUPLES_OK:
                raise psycopg.OperationalError(answer.error_message.decode(errors="replace"))
        except psycopg.Error:
            if connection is not None:
                connection.close()
            return None
        with self._lock:
            self._idle.append(connection)
        return answer.get_value(0, 0).decode()

    def close(self) -> None:
        """Let go of all connections that nobody is using."""
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def _taken(self):
        with self._lock:
            return self._idle.pop() if self._idle else None

    def _opened(self):
        import psycopg  # optional, as above

        return psycopg.connect(self._url, autocommit=True, connect_timeout=PATIENCE)
