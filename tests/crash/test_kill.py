"""Whatever dies, at whatever moment: what was acknowledged is there, and nothing is half there."""

import os
import random
import re
import signal
import threading
import time
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.crash.writer import Writer
from tests.harness import processes
from tests.harness.application import close
from tests.harness.server import Server

PAUSE = 0.0, 0.5  # seconds between something acknowledged and the next one
LONGEST_PAUSE = "0.4"  # seconds before what died starts again; `serve` itself waits up to ten
PATIENCE = 60  # seconds until the forum must have come back
SEED = 2011  # of which process dies when; what it is doing then is chance enough
# The start of the words, who opens the cases, who answers; what nora opens waits for a moderator.
WRITERS = (("qua", "anna", "olga"), ("zwi", "ben", "otto"), ("ylo", "nora", None))
LINK = re.compile(r"/cases/(\d+)/posts/(\d+)")
VICTIMS = ("gunicorn", "--with-parent")  # web (its head and its processes) and worker


@pytest.fixture
def served(app, port):
    """The forum with two web processes, so that one goes on when the other dies."""
    server = Server(app, port, WEB_WORKERS="2", TESTS_LONGEST_PAUSE=LONGEST_PAUSE).start()
    yield server
    server.kill()


@pytest.mark.slow
@pytest.mark.long
def test_nothing_acknowledged_is_lost_and_nothing_is_half_there(
    app, cast, api, served, worker, much
):
    kills = much(50, 2)
    stop = threading.Event()
    writers = [
        Writer(served.url, word, stop, api(opener).bearer, answerer and api(answerer).bearer)
        for word, opener, answerer in WRITERS
    ]
    for writer in writers:
        writer.start()
    kill_at_random(served, kills, lambda: sum(len(one.acknowledged) for one in writers))
    served.kill()  # and now all of it at once, as when the power fails
    served.start()
    stop.set()
    for writer in writers:
        writer.join(PATIENCE)
    assert not [one for writer in writers for one in (*writer.given_up, *writer.refused)]
    acknowledged = [one for writer in writers for one in writer.acknowledged]
    assert len(acknowledged) > kills, "too little was written for this to prove anything"

    let_the_worker_finish(app, worker)
    check_that_all_is_there_once(app, acknowledged)
    check_that_nothing_is_half_there(app)
    check_that_it_is_found(api, app, acknowledged)
    check_that_it_was_mailed(app, acknowledged)
    check_that_it_is_sealed(app)
    assert served.stop() == 0


def kill_at_random(served, number: int, acknowledged) -> None:
    """`kill -9` for web and worker processes, one after the other, at random moments.

    Between two of them the forum takes something, so each one dies while people are posting.
    """
    chance = random.Random(SEED)
    killed: Counter = Counter()
    while killed.total() < number:
        before, until = acknowledged(), time.monotonic() + PATIENCE
        while acknowledged() == before:
            assert time.monotonic() < until, served.output()[-3000:]
            time.sleep(0.01)
        time.sleep(chance.uniform(*PAUSE))
        alive = [
            (kind, process)
            for kind in VICTIMS
            for process in processes.named(served.process.pid, kind)
        ]
        if alive:
            kinds = {kind for kind, _process in alive}
            # One of each before chance decides, or few kills might all meet the same kind.
            wanted = chance.choice(sorted(kinds.difference(killed) or kinds))
            kind, process = chance.choice([one for one in alive if one[0] == wanted])
            with suppress(ProcessLookupError):
                os.kill(process.id, signal.SIGKILL)
                killed[kind] += 1
    assert all(killed[kind] >= number / 12 for kind in VICTIMS), killed


def let_the_worker_finish(app, worker) -> None:
    """Deliver what is left, also what a killed worker had taken: its lease is over by then."""
    from forum.core import clock
    from forum.core.outbox import LEASE

    close(app)
    clock.freeze(clock.now() + LEASE + timedelta(seconds=1))
    worker()
    clock.freeze(None)


def check_that_all_is_there_once(app, acknowledged) -> None:
    from forum.cases.models import Post
    from forum.core.db import db

    with app.app_context():
        rows = db.session.execute(select(Post.case_number, Post.position, Post.body)).all()
    written = Counter(body.split()[-1] for _number, _position, body in rows)
    places = {(number, position): body for number, position, body in rows}
    lost = [
        one for one in acknowledged if one.word not in places.get((one.number, one.position), "")
    ]
    assert not lost, lost
    assert not [word for word, times in written.items() if times > 1], "written twice"


def check_that_nothing_is_half_there(app) -> None:
    """Every case has its first post, its counters count, and the record knows it."""
    from forum.cases.models import Case, Post
    from forum.core.db import db
    from forum.ledger.queries import entries_about

    counted = select(
        Post.case_number, func.count(), func.min(Post.position), func.max(Post.position)
    )
    with app.app_context():
        posts = {
            row[0]: tuple(row[1:]) for row in db.session.execute(counted.group_by(Post.case_number))
        }
        cases = list(db.session.scalars(select(Case)))
        for case in cases:
            total = case.post_count + case.pending_count
            assert posts.get(case.number) == (total, 1, total), case.number
            assert case.last_position == total
            assert [entry.kind for entry in entries_about(case.number)][0] == "case.opened"
        assert len(posts) == len(cases)


def check_that_it_is_sealed(app) -> None:
    """Every entry has its number, and one checkpoint covers them all."""
    from forum.ledger import tiles

    result = app.test_cli_runner().invoke(args=["log", "seal"])
    assert result.exit_code == 0, result.output
    with app.app_context():
        numbers = [seq for seq, _entry in tiles.sealed_entries()]
        assert numbers == list(range(1, tiles.checkpoint_now().size + 1)) != []


def check_that_it_is_found(api, app, acknowledged) -> None:
    from forum.cases.models import Case
    from forum.core.db import db

    result = app.test_cli_runner().invoke(args=["search", "check"])
    assert result.exit_code == 0, result.output
    with app.app_context():
        public = set(db.session.scalars(select(Case.number).where(Case.visibility == "public")))
    visitor = api()
    for one in acknowledged:
        items = visitor.get(f"/api/v1/search?q={one.word}").get_json()["items"]
        found = [item["number"] for item in items]
        assert found == ([one.number] if one.number in public else []), one


def check_that_it_was_mailed(app, acknowledged) -> None:
    """The author of the case was told of each answer, once at least."""
    told = set()
    for file in (Path(app.config["DATA_DIR"]) / "mail").glob("*.eml"):
        mail = message_from_bytes(file.read_bytes(), policy=policy.default)
        text = mail.get_body(("plain",)).get_content()
        told |= {(int(case), int(post)) for case, post in LINK.findall(text)}
    answers = [one for one in acknowledged if one.position > 1]
    untold = [one for one in answers if (one.number, one.position) not in told]
    assert answers and not untold, untold
