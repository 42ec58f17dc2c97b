"""What leaves a request: delivered at least once, in order, and no row holds back the others."""

import threading
from contextvars import Context
from datetime import timedelta

import pytest

from forum.core import outbox
from forum.core.clock import now
from forum.core.db import db, writing
from forum.core.outbox import LEASE, Consumer, OutboxRow, deliver_due


class Killed(BaseException):
    """What `kill -9` is for the consumer: nothing after it runs."""


def put(app, *names, kind="letter", **when):
    with app.app_context(), writing():
        for name in names:
            outbox.put(kind, {"name": name}, **when)


def deliver(app, consumer, *, rounds=50):
    """Deliver until nothing is due, as the worker does."""
    with app.app_context():
        for _count in range(rounds):
            if not deliver_due({"letter": consumer}):
                return


def waiting(app) -> int:
    with app.app_context():
        return outbox.waiting()


@pytest.fixture
def received() -> list:
    return []


@pytest.fixture
def postman(received) -> Consumer:
    return Consumer(lambda payloads: received.extend(one["name"] for one in payloads))


def test_rows_are_delivered_in_order_and_then_gone(app, postman, received):
    put(app, "a", "b", "c")
    deliver(app, postman)
    assert received == ["a", "b", "c"] and waiting(app) == 0


def test_a_row_exists_only_if_its_cause_does(app, postman, received):
    with app.app_context(), pytest.raises(ValueError), writing():
        outbox.put("letter", {"name": "never"})
        raise ValueError("the cause fails")
    deliver(app, postman)
    assert received == [] and waiting(app) == 0


def test_a_row_waits_for_its_moment(app, clock, postman, received):
    put(app, "later", not_before=now() + timedelta(hours=1))
    deliver(app, postman)
    assert received == []
    clock.move(hours=1)
    deliver(app, postman)
    assert received == ["later"]


def test_batches_are_as_large_as_their_consumer_wishes(app):
    sizes = []
    put(app, *"abcdefg")
    deliver(app, Consumer(lambda payloads: sizes.append(len(payloads)), batch=3))
    assert sizes == [3, 3, 1]


def test_what_nobody_consumes_stays(app, postman, received):
    put(app, "strange", kind="unknown")
    deliver(app, postman)
    assert received == [] and waiting(app) == 1


def test_a_killed_worker_gives_its_rows_back_when_the_lease_ends(app, clock, postman, received):
    put(app, "a", "b")

    def die(payloads):
        raise Killed

    with pytest.raises(Killed):
        deliver(app, Consumer(die, batch=10))
    deliver(app, postman)
    assert received == []  # another worker may still be at it
    clock.move(seconds=LEASE.total_seconds() - 1)
    deliver(app, postman)
    assert received == []
    clock.move(seconds=2)
    deliver(app, postman)
    assert received == ["a", "b"] and waiting(app) == 0


def test_a_row_whose_worker_died_after_the_delivery_is_delivered_twice(app, clock, received):
    put(app, "a")

    def deliver_and_die(payloads):
        received.append(payloads[0]["name"])
        raise Killed

    with pytest.raises(Killed):
        deliver(app, Consumer(deliver_and_die))
    clock.move(minutes=2)
    deliver(app, Consumer(lambda payloads: received.append(payloads[0]["name"])))
    assert received == ["a", "a"] and waiting(app) == 0


def test_a_poisonous_row_does_not_hold_back_its_kind(app, clock, received):
    def choke(payloads):
        if any(one["name"] == "poison" for one in payloads):
            raise RuntimeError("cannot be swallowed")
        received.extend(one["name"] for one in payloads)

    put(app, "a", "poison", "b")
    deliver(app, Consumer(choke, batch=10))
    for _count in range(4):  # after the batch has failed each goes alone
        clock.move(minutes=1)
        put(app, f"new{_count}")
        deliver(app, Consumer(choke, batch=10))
    assert sorted(received) == ["a", "b", "new0", "new1", "new2", "new3"]
    assert waiting(app) == 1
    with app.app_context():
        row = db.session.query(OutboxRow).one()
        assert row.payload == {"name": "poison"} and row.last_error == "RuntimeError"


def test_the_pauses_between_attempts_grow_up_to_an_hour(app, clock):
    put(app, "poison")
    pauses = []

    def choke(payloads):
        raise RuntimeError("cannot be swallowed")

    for _count in range(14):
        deliver(app, Consumer(choke))
        with app.app_context():
            due = db.session.query(OutboxRow).one().due_at
        pauses.append((due - clock.now).total_seconds())
        clock.set(due)
    assert pauses[:3] == [5, 10, 20]
    assert pauses == sorted(pauses) and pauses[-1] == 3600


def test_a_row_that_failed_for_weeks_is_still_tried_every_hour(app, clock):
    put(app, "poison")
    with app.app_context(), writing():
        db.session.query(OutboxRow).one().attempts = 60

    def choke(payloads):
        raise RuntimeError("cannot be swallowed")

    deliver(app, Consumer(choke))
    with app.app_context():
        assert db.session.query(OutboxRow).one().due_at == clock.now + timedelta(hours=1)


def test_the_log_says_where_a_delivery_failed_and_nothing_of_what_it_held(app, caplog):
    put(app, "a")

    def choke(payloads):
        raise ValueError("anna@example.org has no mailbox")

    deliver(app, Consumer(choke))
    assert "ValueError in choke" in caplog.text and "test_outbox.py" in caplog.text
    assert "anna@example.org" not in caplog.text


def test_several_workers_never_take_the_same_row(app, received):
    """On SQLite the write lock sees to it, on PostgreSQL SKIP LOCKED."""
    names = [f"row{number:03}" for number in range(60)]
    put(app, *names)
    lock, takers = threading.Lock(), set()

    def take(payloads):
        with lock:
            takers.add(threading.get_ident())
            received.extend(one["name"] for one in payloads)

    def work():
        Context().run(deliver, app, Consumer(take, batch=4))

    threads = [threading.Thread(target=work) for _count in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(received) == names and waiting(app) == 0
    assert len(takers) > 1


@pytest.mark.only_on("postgresql", "SQLite has one writer at a time")
def test_a_row_that_another_worker_holds_is_stepped_over(app, engine, postman, received):
    put(app, "held", "free")
    with app.app_context(), db.engine.connect() as other, other.begin():
        first = db.select(OutboxRow.id).order_by(OutboxRow.id).limit(1)
        other.execute(first.with_for_update())
        deliver(app, postman)
        assert received == ["free"]
    deliver(app, postman)
    assert received == ["free", "held"]
