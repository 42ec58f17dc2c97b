"""`flask doctor`: is everything there that the forum needs; says what to do, repairs nothing."""

import os
import smtplib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import func, select

from forum.cases import queries
from forum.commands.readiness import database_problem
from forum.core.clock import now
from forum.core.db import db
from forum.core.outbox import OutboxRow
from forum.ledger import health as sealing_health
from forum.ledger import keyfiles, tiles
from forum.notifications import transport
from forum.search.models import SearchDocument

LATE = timedelta(minutes=2)  # a worker that runs has taken a row long before
PATIENCE = 5  # seconds for a server to answer


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `cure` is what to do, or empty when all is well."""

    what: str
    cure: str = ""


@click.command("doctor")
@with_appcontext
def doctor():
    """Look at settings, database, search, worker and mail; exit with 1 when something is wrong."""
    findings = list(_look_at_everything())
    for finding in findings:
        click.echo(f"{'wrong' if finding.cure else 'good '}  {finding.what}")
        if finding.cure:
            click.echo(f"       {finding.cure}")
    if any(finding.cure for finding in findings):
        raise click.exceptions.Exit(1)


def _look_at_everything() -> Iterator[Finding]:
    yield from (look() for look in (_settings, _folder, _redis, _mail))
    problem = database_problem()
    if problem:
        yield Finding("database", problem)
        return
    yield Finding(f"database: {db.engine.dialect.name}, at the newest migration")
    yield from (look() for look in (_search, _outbox, _record, _keys))


def _settings() -> Finding:
    settings = current_app.config
    mode, address = settings["MODE"], settings["BASE_URL"]
    if mode == "production" and not address.startswith("https://"):
        return Finding(f"settings: production at {address}", "Let BASE_URL begin with https://.")
    return Finding(f"settings: {mode} mode at {address}")


def _folder() -> Finding:
    folder = current_app.config["DATA_DIR"]
    if os.access(folder, os.W_OK | os.X_OK):
        return Finding(f"data folder: {folder}")
    return Finding(f"data folder: {folder}", "It cannot be written to; change its rights.")


def _redis() -> Finding:
    url = current_app.config["REDIS_URL"]
    if not url:
        return Finding("Redis: not set; limits count in each process by itself")
    import redis  # optional: only who has set REDIS_URL needs it

    def ask() -> None:
        redis.Redis.from_url(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE).ping()

    return _asked("Redis", ask, "Check REDIS_URL, and that the server runs.")


def _mail() -> Finding:
    url = current_app.config["MAIL_URL"]
    if not url:
        if current_app.config["MODE"] == "production":
            return Finding("mail: MAIL_URL is not set", "Set it; without it nobody gets any mail.")
        folder = transport.folder(current_app.config)
        return Finding(f"mail: MAIL_URL is not set; mails are files in {folder}")
    server = urlsplit(url)
    port = server.port or transport.PORTS[server.scheme]
    kind = smtplib.SMTP_SSL if server.scheme == "smtps" else smtplib.SMTP

    def ask() -> None:
        with kind(server.hostname, port, timeout=PATIENCE) as connection:
            connection.noop()

    return _asked(f"mail server {server.hostname}", ask, "Check MAIL_URL, and the mail server.")


def _search() -> Finding:
    """A quick look at the numbers; `search check` compares every text."""
    public = sum(queries.counts_by_status().values())
    known = db.session.scalar(
        select(func.count()).select_from(SearchDocument).where(SearchDocument.key > 0)
    )
    if public == known:
        return Finding(f"search: {known} of {public} public cases")
    return Finding(
        f"search: {known} of {public} public cases",
        "Put it right with: flask --app wsgi search rebuild",
    )


def _outbox() -> Finding:
    waiting = db.session.scalar(select(func.count()).select_from(OutboxRow))
    late = OutboxRow.due_at < now() - LATE
    failed = db.session.scalar(select(OutboxRow.last_error).where(OutboxRow.attempts > 1).limit(1))
    if failed:
        return Finding(
            f"outbox: {waiting} wait, and a delivery failed with {failed}",
            "It is tried again by itself; the worker's log says why it fails.",
        )
    if db.session.scalar(select(OutboxRow.id).where(late).limit(1)):
        return Finding(f"outbox: {waiting} wait", "Start a worker: flask --app wsgi worker")
    return Finding(f"outbox: {waiting} wait")


def _record() -> Finding:
    found = sealing_health.problems()
    if found:
        return Finding("record: not sealed as promised", found[0].removeprefix("record: "))
    newest = tiles.checkpoint_now()
    return Finding(f"record: {newest.size if newest else 0} entries signed")


def _keys() -> Finding:
    exposed = keyfiles.open_to_others()
    if exposed:
        names = " ".join(exposed)
        return Finding("signing key: others can read it", f"Run: chmod go-rwx {names}")
    return Finding("signing key: nobody else can read it")


def _asked(name: str, ask: Callable[[], None], cure: str) -> Finding:
    try:
        ask()
    except Exception as error:  # whatever a client library raises, the answer is the same
        return Finding(f"{name}: {type(error).__name__}", cure)
    return Finding(f"{name}: answers")
