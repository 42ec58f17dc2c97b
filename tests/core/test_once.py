"""A request sent twice has one result, also when both arrive at the same moment."""

import threading
from contextvars import Context
from datetime import timedelta

from forum.core import once
from forum.core.clock import now
from forum.core.db import db, writing
from forum.core.once import KEPT_FOR, OnceResult


def test_the_second_sending_gets_the_first_answer(app):
    with app.app_context():
        with writing():
            assert once.claim("key", scope="user 1") is None
            once.remember("key", scope="user 1", answer="/cases/7")
        with writing():
            found = once.claim("key", scope="user 1")
            assert (found.answer, found.status) == ("/cases/7", 303)


def test_what_failed_may_be_sent_again(app):
    with app.app_context():
        try:
            with writing():
                assert once.claim("key", scope="user 1") is None
                raise ValueError("the work fails")
        except ValueError:
            pass
        with writing():
            assert once.claim("key", scope="user 1") is None


def test_the_same_key_of_another_person_says_nothing(app):
    with app.app_context(), writing():
        once.claim("key", scope="user 1")
        once.remember("key", scope="user 1", answer="/cases/7")
        assert once.claim("key", scope="user 2") is None


def test_keys_of_any_length_are_keys(app):
    with app.app_context(), writing():
        assert once.claim("k" * 100_000, scope="user 1") is None
        assert once.claim("k" * 100_000, scope="user 1") is not None


def test_keys_are_forgotten_when_nobody_will_send_them_again(app, clock):
    with app.app_context():
        with writing():
            once.claim("old", scope="user 1")
        clock.set(now() + KEPT_FOR - timedelta(minutes=1))
        with writing():
            once.claim("new", scope="user 1")
            once.forget_old()
            assert db.session.query(OnceResult).count() == 2
        clock.move(minutes=2)
        with writing():
            once.forget_old()
            assert [row.key for row in db.session.query(OnceResult)] == ["new"]


def test_two_at_the_same_moment_do_the_work_once(app):
    barrier, worked, answers = threading.Barrier(4), [], []

    def send():
        with app.app_context():
            barrier.wait()
            with writing():
                found = once.claim("key", scope="user 1")
                if found is None:
                    worked.append(threading.get_ident())
                    once.remember("key", scope="user 1", answer="/cases/7")
                else:
                    answers.append(found.answer)

    _at_once(4, send)
    assert len(worked) == 1 and answers == ["/cases/7"] * 3


def test_a_double_click_makes_one_case(browse, cast):
    clients = [browse(cast.anna) for _count in range(3)]
    form = next(one for one in clients[0].forms("/cases/new") if "title" in one.offered)
    cookie = clients[0].get_cookie("wartemarke").value
    for client in clients:
        client.set_cookie("wartemarke", cookie)
    sent = {
        "title": "The line is dead",
        "category": "mobile",
        "kind": "fault",
        "body": "Since this morning nothing works.",
    }
    barrier, locations = threading.Barrier(3), []

    def send():
        client = clients[barrier.wait()]
        answer = client.send(form, "/cases/new", sent, "draw", forged={"seen": "1"})
        locations.append((answer.status_code, answer.location))

    _at_once(3, send)
    assert len(set(locations)) == 1 and locations[0][0] == 303
    assert browse().get("/cases").text.count("case-row-title") == 1


def _at_once(count, work) -> None:
    threads = [threading.Thread(target=Context().run, args=(work,)) for _count in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
