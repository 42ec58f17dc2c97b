"""One incident over 500 cases, and the worker is killed while it answers them."""

import os
import signal
import subprocess
import sys
import time
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from tests.harness.application import close
from tests.harness.server import REPOSITORY, Server
from tests.incidents.scene import REASON, TEXT

PATIENCE = 240  # seconds


class Worker:
    """`flask worker` in a process of its own, over the database of a test's application."""

    def __init__(self, app, port):
        self.server = Server(app, port)
        self.process = None

    def start(self) -> None:
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
        with self.server.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=REPOSITORY, env=self.server.environment, stdout=log, stderr=log
            )

    def end(self, how: int) -> None:
        if self.process is not None and self.process.poll() is None:
            os.kill(self.process.pid, how)
            self.process.wait(30)


@pytest.fixture
def apart(app, port):
    found = Worker(app, port)
    yield found
    found.end(signal.SIGKILL)


@pytest.mark.slow
@pytest.mark.long
def test_five_hundred_threads_one_answer_and_a_worker_that_dies(
    app, cast, browse, line, apart, clock, much
):
    from forum.core import clock as hands

    hands.freeze(None)  # the worker's clock is the real one
    count, kills = much((500, 3), (30, 1))
    people = cast.others(count)
    line.open_many([cast.ben])  # stands before all of them
    numbers = line.open_many(people)
    incident = line.incident()
    olga = browse(cast.olga)
    sent = {"numbers": f"{numbers[0]}-{numbers[-1]}"}
    page = olga.submit(f"/incidents/{incident}/cases", sent, follow=True).text
    assert f"{count} cases belong to the incident now" in page
    sent = {"body": TEXT, "then": "solve", "reason": REASON}
    assert olga.submit(f"/incidents/{incident}/answers", sent).status_code == 303

    done = 0
    for kill in range(kills):
        apart.start()
        done = wait_until(app, done + count // 12 + kill)
        apart.end(signal.SIGKILL)
        assert 0 < sent_so_far(app) < count, "it was killed in the middle"
        shown = browse().get(f"/incidents/{incident}").text
        assert f"Answered in {sent_so_far(app)} of {count} threads" in shown
        assert "the others follow" in shown
        done = sent_so_far(app)
        let_leases_run_out(app)
    apart.start()
    wait_until(app, count)
    wait_until_empty(app)
    apart.end(signal.SIGTERM)

    assert f"Answered in {count} of {count} threads" in browse().get(f"/incidents/{incident}").text
    check_threads(app, numbers)
    check_news_and_mails(app, people, numbers)
    assert line.replays_clean()
    assert len(line.places()) == 1


def sent_so_far(app) -> int:
    from forum.core.db import db
    from forum.incidents.models import Delivery

    with app.app_context():
        return db.session.scalar(select(func.count()).where(Delivery.state == "sent"))


def wait_until(app, least: int) -> int:
    until = time.monotonic() + PATIENCE
    while (found := sent_so_far(app)) < least:
        assert time.monotonic() < until, f"{found} of {least}"
        time.sleep(0.02)
    return found


def wait_until_empty(app) -> None:
    from forum.core import outbox

    until = time.monotonic() + PATIENCE
    while True:
        with app.app_context():
            left = outbox.waiting()
        if not left:
            return
        assert time.monotonic() < until, f"{left} left"
        time.sleep(0.2)


def let_leases_run_out(app) -> None:
    """What a minute of waiting would do: the rows of the worker that died are due again."""
    from forum.core.clock import now
    from forum.core.db import db, writing
    from forum.core.outbox import OutboxRow

    close(app)
    with app.app_context(), writing():
        db.session.execute(update(OutboxRow).values(due_at=now()))


def check_threads(app, numbers) -> None:
    """Exactly one new post in each, each case solved, one service each in the record."""
    from forum.cases.models import Case, Post
    from forum.core.db import db
    from forum.ledger.models import LedgerEntry
    from forum.queue.models import Service

    with app.app_context():
        counted = select(Post.case_number, func.count()).where(Post.body == TEXT)
        posts = dict(db.session.execute(counted.group_by(Post.case_number)).all())
        assert posts == dict.fromkeys(numbers, 1)
        cases = db.session.execute(select(Case.number, Case.status, Case.post_count)).all()
        assert {(one, "solved", 2) for one in numbers} <= set(map(tuple, cases))
        served = dict(
            db.session.execute(select(Service.number, func.count()).group_by(Service.number)).all()
        )
        assert served == dict.fromkeys(numbers, 1)
        solved = select(func.count()).where(LedgerEntry.kind == "case.solved")
        assert db.session.scalar(solved) == len(numbers)


def check_news_and_mails(app, people, numbers) -> None:
    """Each author has one piece of news and one mail, about their own case."""
    from forum.core.db import db
    from forum.notifications.models import Notification

    with app.app_context():
        rows = db.session.execute(select(Notification.user_id, Notification.path)).all()
    own = {person.id: number for person, number in zip(people, numbers, strict=True)}
    assert sorted(rows) == sorted((one, f"/cases/{number}") for one, number in own.items())
    folder = Path(app.config["DATA_DIR"]) / "mail"
    to = [
        message_from_bytes(file.read_bytes(), policy=policy.default)["To"]
        for file in folder.glob("*.eml")
    ]
    assert sorted(to) == sorted(person.email for person in people)
