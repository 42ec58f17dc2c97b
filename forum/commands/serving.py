"""`flask serve` and `flask worker`: the processes of the forum; refuses to upgrade a database."""

import errno
import logging
import socket
import sys
import time

import click
from flask import current_app
from flask.cli import with_appcontext

import config
from forum import worker as work
from forum.commands import children, lifeline
from forum.commands.readiness import require_database
from forum.core.db import db
from forum.seed import town

BOOT_FAILURES = (3, 4)  # gunicorn: a web process could not start, the application did not load
LETS_GO_WITHIN = 3.0  # seconds that processes of a killed predecessor may need to end
BACKLOG = 2048  # connections that wait while the web processes start again


@click.command("serve")
@with_appcontext
def serve():
    """Run web and worker together until Ctrl+C; start again what dies."""
    settings = current_app.config
    require_database()
    _fill_on_first_start()
    listener = _listen(settings["HOST"], settings["PORT"])
    db.engine.dispose()
    click.echo(f"Wartemarke listens on {_address(listener)} (Ctrl+C stops it).")
    given_up = children.keep_running([_web(listener), _worker()], _say)
    if given_up:
        raise click.ClickException(
            f"The {given_up.name} process could not start; the lines above say why. "
            "Check the settings with: flask --app wsgi doctor"
        )
    _say("Stopped.")


@click.command("worker")
@click.option("--with-parent", is_flag=True, hidden=True, help="End when standard input ends.")
@with_appcontext
def worker(with_parent: bool):
    """Deliver mails and search entries until stopped; several may run on PostgreSQL."""
    require_database()
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s: %(message)s")
    # The proxy answers for the application, and the checker believes it.
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    with children.stop_signals() as stop:
        if with_parent:
            lifeline.watch(stop.set)
        work.run(app, stop)


def _web(listener: socket.socket) -> children.Child:
    number = listener.fileno()
    processes = str(max(1, current_app.config["WEB_WORKERS"]))
    command = [sys.executable, "-m", "gunicorn", "wsgi:app", "--chdir", str(config.ROOT)]
    command += ["--config", "python:forum.commands.web_settings"]
    command += ["--workers", processes, "--bind", f"fd://{number}"]
    return children.Child("web", command, gives_up=BOOT_FAILURES, pass_fds=[number])


def _worker() -> children.Child:
    wsgi = str(config.ROOT / "wsgi.py")
    command = [sys.executable, "-m", "flask", "--app", wsgi, "worker", "--with-parent"]
    return children.Child("worker", command)


def _listen(host: str, port: int) -> socket.socket:
    """The listening socket; it stays open while web processes are replaced, so nobody is refused.

    Ends the command with what to do when the address cannot be had.
    """
    until = time.monotonic() + LETS_GO_WITHIN
    while True:
        try:
            listener = _bound(host, port)
        except OSError as error:
            if error.errno == errno.EADDRINUSE and time.monotonic() < until:
                time.sleep(0.1)
                continue
            reason = (error.strerror or str(error)).partition(" (while")[0]
            raise click.ClickException(
                f"Cannot listen on {host}:{port}: {reason}. Stop the program that uses this "
                "address, or choose another one with the settings HOST and PORT."
            ) from error
        listener.set_inheritable(True)
        return listener


def _bound(host: str, port: int) -> socket.socket:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    family, _kind, _protocol, _name, address = found[0]
    return socket.create_server(address[:2], family=family, backlog=BACKLOG)


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _fill_on_first_start() -> None:
    """The sample town for somebody who tries the forum out; never in production."""
    settings = current_app.config
    if settings["DEMO"] and settings["MODE"] == "development" and town.is_empty():
        _say("The database is empty: filling it with sample data (DEMO=0 would start it empty).")
        town.build(may_sign_in=True, progress=sys.stderr.isatty())
        _say(town.how_to_sign_in())


def _say(sentence: str) -> None:
    click.echo(sentence, err=True)
