"""The worker does by time alone what the published words say, and nothing else."""

import socket
import time
from datetime import timedelta

import pytest

from tests.harness.nearby import working_for

PATIENCE = 30  # seconds


@pytest.fixture
def open_case(api, cast):
    """`open_case()`: anna's case, through the API; returns its number."""

    def open_case(title: str = "The line is dead") -> int:
        body = {"title": title, "body": "Since Monday.", "category": "internet", "kind": "fault"}
        answer = api(cast.anna).post("/api/v1/cases", json=body)
        assert answer.status_code == 201, answer.text
        return answer.get_json()["number"]

    return open_case


@pytest.fixture
def keep_up(app):
    """`keep_up()`: what the worker does once a minute."""

    def keep_up() -> None:
        from forum.worker import keep_up

        with app.app_context():
            keep_up()

    return keep_up


@pytest.fixture
def answer(api, cast):
    """`answer(number, **fields)`: olga's post, through the API; returns it."""

    def answer(number: int, **fields) -> dict:
        posts = f"/api/v1/cases/{number}/posts"
        written = api(cast.olga).post(posts, json={"body": "We are on it.", **fields})
        assert written.status_code == 201, written.text
        return written.get_json()

    return answer


@pytest.fixture
def case(api):
    """`case(number)`: the case as everybody sees it."""
    return lambda number: api().get(f"/api/v1/cases/{number}").get_json()["case"]


def promise_word(app, cast, number: int, moment) -> None:
    from forum.cases import access, actions
    from forum.core.db import writing

    with app.app_context(), writing():
        staff = cast.olga.row()
        case = access.case_for_staff(staff, number)
        actions.start_work(case, staff=staff, next_word_by=moment)


def test_a_case_waits_again_when_the_promised_word_does_not_come(
    app, clock, cast, open_case, case, keep_up
):
    number = open_case()
    clock.move(hours=3)
    promise_word(app, cast, number, clock.now + timedelta(hours=2))
    clock.move(hours=1, minutes=59)
    keep_up()
    assert case(number)["status"] == "in_progress"
    clock.move(minutes=2)
    keep_up()
    keep_up()
    found = case(number)
    assert (found["status"], found["turn"]) == ("waiting_for_company", "company")
    from forum.ledger.queries import entries_about

    with app.app_context():
        kinds = [entry.kind for entry in entries_about(number)]
    assert kinds.count("case.waits_again") == 1


def test_fourteen_days_of_silence_close_a_solved_case(
    api, clock, cast, open_case, answer, case, keep_up, mailbox
):
    number = open_case()
    post = answer(number)
    solution = f"/api/v1/cases/{number}/solution"
    assert api(cast.olga).post(solution, json={"post": post["id"]}).status_code == 200
    clock.move(days=14, seconds=-1)
    keep_up()
    assert case(number)["status"] == "solved"
    clock.move(seconds=2)
    keep_up()
    assert (case(number)["status"], case(number)["confirmed_by"]) == ("closed", "silence")
    assert "14 days" in mailbox.text_to(cast.anna)


@pytest.mark.slow
def test_more_cases_than_a_page_of_the_worker_are_all_moved(app, clock, cast, keep_up):
    from sqlalchemy import func, select

    from forum.cases import access, actions, upkeep
    from forum.cases.models import Case
    from forum.core.db import db, writing

    number_of_cases = upkeep.PAGE + 5
    with app.app_context(), writing():
        anna, olga = cast.anna.row(), cast.olga.row()
        category = access.category_named("internet")
        for _ in range(number_of_cases):
            case = actions.open_case(
                author=anna, title="t", body="b", category=category, kind="fault"
            )
            word = clock.now + timedelta(hours=1)
            actions.start_work(case, staff=olga, next_word_by=word)
    clock.move(hours=2)
    keep_up()
    with app.app_context():
        waiting = select(func.count()).where(Case.status == "waiting_for_company")
        assert db.session.scalar(waiting) == number_of_cases


@pytest.mark.slow
def test_a_mail_server_that_hangs_does_not_stop_the_search(app, api, open_case, answer):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        app.config["MAIL_URL"] = f"smtp://127.0.0.1:{silent.getsockname()[1]}"
        answer(open_case())
        with working_for(app):
            called, _address = silent.accept()  # the worker is at anna's mail, and gets no word
            with called:
                number = open_case("The tumbleweed is everywhere")
                until = time.monotonic() + 5  # half of what the mail may take
                found = []
                while not found and time.monotonic() < until:
                    time.sleep(0.1)
                    found = api().get("/api/v1/search?q=tumbleweed").get_json()["items"]
    assert [item["number"] for item in found] == [number]


def test_what_cannot_be_done_is_logged_and_the_rest_goes_on(app, caplog, keep_up):
    """The outbox cannot be read for a while, as when the database is away."""
    from sqlalchemy import text

    from forum.core.db import db, writing

    def rename(before: str, after: str) -> None:
        with app.app_context(), writing():
            db.session.execute(text(f"ALTER TABLE {before} RENAME TO {after}"))

    rename("outbox", "away")
    with working_for(app):
        until = time.monotonic() + PATIENCE
        while "will go on" not in caplog.text and time.monotonic() < until:
            time.sleep(0.05)
        rename("away", "outbox")
    assert "will go on" in caplog.text
