"""The worker: delivers the outbox and does what time alone brings. The registry is one dict."""

import logging
import threading
from time import monotonic

from flask import Flask

from forum.cases import actions as cases
from forum.cases import queries as case_queries
from forum.core import drafts, once
from forum.core.clock import now
from forum.core.db import db, writing
from forum.core.outbox import Consumer, deliver_due
from forum.notifications import mail
from forum.search import index

log = logging.getLogger(__name__)

CONSUMERS = {
    "mail.send": Consumer(mail.deliver),
    "search.index": Consumer(index.consume, batch=100),
}

IDLE_PAUSE = 0.2  # seconds between looks at an empty outbox; a post is found within two
UPKEEP_EVERY = 60.0  # seconds between looks at what time alone brings


def drain() -> int:
    """Deliver all that is due now; returns how many rows were taken. For tests and commands."""
    delivered = 0
    while taken := deliver_due(CONSUMERS):
        delivered += taken
    return delivered


def keep_up() -> None:
    """Close solved cases after their days of silence and forget what nobody needs any more."""
    for number in case_queries.solved_in_silence(now()):
        with writing():
            cases.close_after_silence(case_queries.case_to_close(number))
    with writing():
        once.forget_old()
        drafts.forget_old()


def run(app: Flask, stop: threading.Event) -> None:
    """Work until `stop` is set; a failure is logged and the work goes on."""
    upkeep_due = 0.0
    while not stop.is_set():
        with app.app_context():
            try:
                if monotonic() >= upkeep_due:
                    keep_up()
                    upkeep_due = monotonic() + UPKEEP_EVERY
                busy = deliver_due(CONSUMERS)
            except Exception:
                log.exception("worker: will go on after a pause")
                db.session.rollback()
                busy = 0
        if not busy:
            stop.wait(IDLE_PAUSE)
