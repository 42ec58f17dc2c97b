"""Writing in a case: answers, turns, the waiting clock, forged references, strangers."""

from datetime import timedelta

import pytest


def test_an_answer_of_staff_hands_the_turn_to_the_customer(
    open_case, reply, browse, case_row, entries
):
    number = open_case()
    answer = reply("olga", number, "Please restart it.")
    assert answer.status_code == 303 and answer.location.endswith("#post-2")
    case = case_row(number)
    assert (case.status, case.turn, case.waiting_since) == (
        "waiting_for_customer",
        "customer",
        None,
    )
    assert [kind for kind, _ in entries(number)] == ["case.opened", "case.answered"]
    page = browse().get(f"/cases/{number}").text
    assert "Answered; now it is the customer’s turn" in page and "S-01" in page


@pytest.mark.slow
def test_the_clock_pauses_and_goes_on_from_where_it_stood(open_case, reply, clock, case_row):
    number = open_case()
    clock.move(hours=3)
    reply("olga", number)
    clock.move(days=5)
    reply("anna", number, "I did, it did not help.")
    case = case_row(number)
    assert (case.status, case.turn) == ("waiting_for_company", "company")
    assert case.waiting_since == clock.now - timedelta(hours=3)


def test_writing_again_does_not_move_the_clock(open_case, reply, clock, case_row):
    number = open_case()
    before = case_row(number).waiting_since
    clock.move(hours=1)
    reply("anna", number, "Hello? HELLO?!")
    reply("ben", number, "Same here.")
    assert case_row(number).waiting_since == before
    assert case_row(number).status == "new"


@pytest.mark.slow
def test_work_needs_a_next_word_and_waits_again_without_it(
    open_case, reply, clock, case_row, entries, app
):
    number = open_case()
    answer = reply("olga", number, "We are on it.", then="work")
    assert answer.status_code == 422 and "We are on it." in answer.text
    clock.move(hours=2)
    answer = reply("olga", number, "We are on it.", then="work", next_word_by="2026-03-03T12:00")
    assert answer.status_code == 303
    case = case_row(number)
    assert case.status == "in_progress" and case.waiting_since is None
    clock.move(days=3)
    from forum.worker import keep_up

    with app.app_context():
        keep_up()
    case = case_row(number)
    assert case.status == "waiting_for_company"
    assert case.waiting_since == clock.now - timedelta(hours=2)
    assert [kind for kind, _fields in entries(number)].count("case.waits_again") == 1


@pytest.mark.slow
def test_a_next_word_in_the_past_or_never_is_refused(open_case, reply, case_row):
    number = open_case()
    for moment in ("2020-01-01T00:00", "2031-01-01T00:00", "yesterday", "9999-12-31T23:59"):
        answer = reply("olga", number, "On it.", then="work", next_word_by=moment)
        assert answer.status_code == 422, moment
        assert "On it." in answer.text
    assert case_row(number).status == "new"


@pytest.mark.slow
def test_an_answer_names_the_post_it_answers(open_case, reply, browse, cast):
    number = open_case()
    reply("ben", number, "Same here.")
    client = browse(cast.olga)
    answer = client.submit(
        f"/cases/{number}?reply_to=2", {"body": "Yours too?"}, form=f"/cases/{number}/posts"
    )
    assert answer.status_code == 303
    page = browse().get(f"/cases/{number}").text
    assert "in reply to <bdi>ben</bdi> #2" in page
    assert "Who talks with whom (3 posts)" in page


@pytest.mark.slow
def test_a_reference_into_another_case_is_refused_and_nothing_is_lost(open_case, browse, cast):
    number, other = open_case(), open_case("ben", title="Another matter entirely")
    client = browse(cast.anna)
    for forged in (7, 0, -1, 10**30, "x"):
        answer = client.submit(
            f"/cases/{other}",
            {"body": "Kept text"},
            form=f"/cases/{other}/posts",
            forged={"reply_to": forged},
        )
        assert answer.status_code == 422, forged
        assert "Kept text" in answer.text
    assert number != other
    assert "Kept text" not in browse().get(f"/cases/{other}").text


def test_only_staff_choose_what_follows(open_case, browse, cast, case_row):
    number = open_case()
    client = browse(cast.ben)
    client.submit(
        f"/cases/{number}",
        {"body": "I am the company now"},
        form=f"/cases/{number}/posts",
        forged={"then": "solve", "next_word_by": "2026-03-03T12:00"},
    )
    assert case_row(number).status == "new"


def test_a_visitor_is_asked_in_and_finds_the_text_again(open_case, browse, cast):
    number = open_case()
    anna = browse(cast.anna)
    form = next(one for one in anna.forms(f"/cases/{number}") if one.action.endswith("/posts"))
    anna.delete_cookie("wartemarke")
    answer = anna.send(form, f"/cases/{number}", {"body": "A long text typed for an hour"})
    assert answer.status_code in (303, 400)
    assert anna.get(f"/cases/{number}").status_code == 200
    anna.submit("/account/sign-in", {"email": cast.anna.email, "password": cast.anna.password})
    assert "A long text typed for an hour" in anna.get(f"/cases/{number}").text


def test_an_empty_post_is_shown_again(open_case, reply):
    number = open_case()
    answer = reply("ben", number, "   ")
    assert answer.status_code == 422 and "Please write something." in answer.text


@pytest.mark.slow
def test_three_links_wait_for_a_moderator(open_case, reply, browse, cast, case_row):
    number = open_case()
    links = " ".join(f"https://shop{place}.example/offer" for place in range(3))
    reply("ben", number, f"Canarylinks {links}")
    assert "Canarylinks" not in browse().get(f"/cases/{number}").text
    assert "Canarylinks" not in browse(cast.anna).get(f"/cases/{number}").text
    assert "Canarylinks" in browse(cast.ben).get(f"/cases/{number}").text
    assert "Canarylinks" in browse(cast.mara).get(f"/cases/{number}").text
    assert case_row(number).post_count == 1


@pytest.mark.slow
def test_two_people_answer_at_once_and_both_are_there(open_case, browse, cast, case_row):
    from threading import Thread

    number = open_case()
    clients = [browse(person) for person in (cast.ben, cast.olga, cast.otto, cast.mara)]
    token = [client.token(f"/cases/{number}") for client in clients]
    answers = []

    def write(client, token):
        data = {"csrf_token": token, "body": f"Written by {client.person.name}"}
        answers.append(client.post(f"/cases/{number}/posts", data=data).status_code)

    threads = [Thread(target=write, args=pair) for pair in zip(clients, token, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [303] * 4
    case = case_row(number)
    assert (case.post_count, case.last_position) == (5, 5)
