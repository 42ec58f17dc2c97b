"""Gunicorn's settings under `serve`; refuses what would write searches or tokens into a log."""

import os
import signal
from contextlib import suppress

from gunicorn.glogging import Logger

from forum.commands import lifeline

THREADS = 8  # per process; the forum waits for its database more than it computes

worker_class = "gthread"
threads = THREADS
preload_app = False  # database connections must not be shared by a fork
timeout = 60
graceful_timeout = 20
keepalive = 5
loglevel = "warning"
accesslog = None
control_socket_disable = True
# From a proxy on the same machine gunicorn would take SCRIPT_NAME out of anybody's headers, and
# every link of the page, also one kept for others, would begin with what they sent.
forwarder_headers = ""
proc_name = "wartemarke"


class QuietLogger(Logger):
    """Gunicorn names the whole address of a request that failed; what was searched is private."""

    def exception(self, msg, *args, **kwargs):
        """Log a failure with the path alone."""
        super().exception(msg, *map(_without_query, args), **kwargs)


logger_class = QuietLogger


def when_ready(_arbiter) -> None:
    """Ctrl+C reaches every process of a terminal; only `serve` answers it, by a calm SIGTERM."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def post_worker_init(_worker) -> None:
    """Each web process ends the web when `serve` is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    arbiter = os.getppid()
    lifeline.watch(lambda: _end(arbiter))


def _end(arbiter: int) -> None:
    if os.getppid() == arbiter:  # else it is gone, and its number may be somebody else's
        with suppress(ProcessLookupError):
            os.kill(arbiter, signal.SIGTERM)


def _without_query(argument):
    return argument.partition("?")[0] if isinstance(argument, str) else argument
