"""The worker: delivers the outbox, seals, does what time alone brings. The registry is one dict."""

import logging
import threading
from collections.abc import Callable, Iterable
from functools import partial

from flask import Flask

from forum.accounts import actions as accounts
from forum.cases import actions, promises, solution_actions, upkeep
from forum.cases.models import Case
from forum.core import drafts, once, purge
from forum.core.clock import now
from forum.core.db import db, one_view, writing
from forum.core.outbox import Consumer, deliver_due
from forum.desk import incident_delivery, warning_actions
from forum.fairness import actions as fairness
from forum.incidents.actions import ANSWER
from forum.ledger import sealing
from forum.ledger.refusal import SealingRefused
from forum.moderation import take_actions
from forum.notifications import mail
from forum.queue import claim_actions, turns
from forum.search import index

log = logging.getLogger(__name__)

CONSUMERS = {
    "mail.send": Consumer(mail.deliver),
    "mail.forget": Consumer(mail.forget, batch=100),
    "search.index": Consumer(index.consume, batch=100),
    ANSWER: Consumer(incident_delivery.deliver),
    purge.KIND: Consumer(purge.deliver, batch=100),  # one rewriting serves many removals
}

IDLE_PAUSE = 0.2  # seconds between looks at an empty outbox; a post is found within two
SEAL_EVERY = 1.0  # seconds between looks at entries that have no number yet
FIGURES_EVERY = 10.0  # seconds between looks whether figures are to be counted anew
UPKEEP_EVERY = 60.0  # seconds between looks at what time alone brings

_refused = ""  # why the record was not signed at the last look


def drain() -> int:
    """Deliver all that is due now and seal the record; returns how many rows were taken.

    For tests and commands.
    """
    delivered = 0
    while taken := deliver_due(CONSUMERS):
        delivered += taken
    _sealing(sealing.seal)
    return delivered


def keep_up() -> None:
    """Bring back broken words, note broken promises and warn of the next, close what was solved
    in silence, free claims that ran out, forget what nobody needs."""
    at = now()
    _each(upkeep.overdue_words(at), upkeep.overdue_case, actions.wait_again)
    _each(upkeep.breaking_promises(at), upkeep.breaking_case, promises.break_past)
    _each(upkeep.promises_to_warn_of(at), upkeep.warned_case, warning_actions.warn_staff)
    _each(upkeep.silent_solutions(at), upkeep.silent_case, solution_actions.close_after_silence)
    for lane in turns.lanes_with_expired_claims(at):
        with writing():
            claim_actions.release_what_ran_out(lane)
    with writing():
        once.forget_old()
        drafts.forget_old()
        accounts.forget_expired()
        take_actions.forget_expired()


def renew_figures() -> None:
    """Count the figures of the fairness report anew where that is due; nobody waits meanwhile."""
    with one_view():
        renewal = fairness.count() if fairness.is_due(now()) else None
    if renewal is not None:
        with writing():
            fairness.store(renewal)


def run(app: Flask, stop: threading.Event) -> None:
    """Work until `stop` is set; a failure is logged and the work goes on.

    Each kind has a thread of its own: a mail server that does not answer keeps only mails waiting.
    Batches that have begun are finished first; one that is killed is given again (see the outbox).
    """
    errands = [partial(deliver_due, {kind: taker}) for kind, taker in CONSUMERS.items()]
    rounds: list[tuple[Callable, float]] = [(errand, IDLE_PAUSE) for errand in errands]
    rounds.append((renew_figures, FIGURES_EVERY))
    rounds.append((partial(_sealing, partial(sealing.seal, is_urgent=False)), SEAL_EVERY))
    threads = [threading.Thread(target=_go_on, args=(app, stop, *one)) for one in rounds]
    for thread in threads:
        thread.start()
    _go_on(app, stop, keep_up, UPKEEP_EVERY)
    for thread in threads:
        thread.join()


def _go_on(
    app: Flask, stop: threading.Event, errand: Callable[[], int | None], pause: float
) -> None:
    """Do `errand` until `stop` is set, with a pause whenever it found nothing to do."""
    while not stop.is_set():
        with app.app_context():
            try:
                was_busy = errand()
            except Exception:
                log.exception("worker: will go on after a pause")
                db.session.rollback()
                was_busy = 0
        if not was_busy:
            stop.wait(pause)


def _sealing(seal: Callable[[], int]) -> int:
    """Seal; that it is refused is said once for each reason, and `/readyz` goes on saying it."""
    global _refused
    try:
        numbered = seal()
    except SealingRefused as refused:
        if str(refused) != _refused:
            log.error("worker: the record is not signed: %s", refused)
        _refused = str(refused)
        return 0
    _refused = ""
    return numbered


def _each(
    numbers: Iterable[int], locked_case: Callable[..., Case | None], move: Callable[[Case], object]
) -> None:
    """Move each case in a transaction of its own, so that one in trouble holds back no other."""
    for number in numbers:
        try:
            with writing():
                case = locked_case(number, now())
                if case is not None:
                    move(case)
        except Exception:
            log.exception("worker: case %s stays as it is until the next look", number)
