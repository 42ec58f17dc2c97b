"""A POST that is sent twice with one key acts once and is answered twice."""

from threading import Barrier, Thread

import pytest

CASE = {"title": "No signal", "body": "Since Monday.", "kind": "fault"}


def keyed(key: str) -> dict:
    return {"headers": {"Idempotency-Key": key}}


def test_the_same_request_again_makes_no_second_case(program, cast):
    anna = program("anna")
    sent = {**CASE, "category": anna.category()}
    first = anna.send("POST", "/cases", 201, json=sent, **keyed("a-1"))
    second = anna.send("POST", "/cases", 201, json=sent, **keyed("a-1"))
    assert second.data == first.data
    assert second.headers["Location"] == first.headers["Location"]
    assert second.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    assert len(anna.get("/cases")["items"]) == 1


def test_the_same_key_with_another_body_is_refused(program, cast):
    anna = program("anna")
    sent = {**CASE, "category": anna.category()}
    anna.post("/cases", sent, 201, **keyed("a-1"))
    problem = anna.post("/cases", {**sent, "title": "Other"}, 422, **keyed("a-1"))
    assert problem["field"] == "Idempotency-Key"
    assert len(anna.get("/cases")["items"]) == 1


def test_the_same_key_at_another_address_is_refused(program, cast):
    anna = program("anna")
    one, two = anna.open_case("One")["number"], anna.open_case("Two")["number"]
    body = {"body": "More about this."}
    anna.post(f"/cases/{one}/posts", body, 201, **keyed("a-1"))
    anna.post(f"/cases/{two}/posts", body, 422, **keyed("a-1"))


def test_keys_of_others_are_others(program, cast):
    number = program("anna").open_case()["number"]
    path = f"/cases/{number}/posts"
    first = program("anna").post(path, {"body": "Hello"}, 201, **keyed("1"))
    second = program("ben").post(path, {"body": "Hello"}, 201, **keyed("1"))
    assert (first["position"], second["position"]) == (2, 3)


@pytest.mark.slow
def test_every_post_honours_its_key(program, cast):
    anna, ben, olga = program("anna"), program("ben"), program("olga")
    number = anna.open_case()["number"]
    posts = olga.post(f"/cases/{number}/posts", {"body": "We look."}, 201)
    steps = (
        (ben, "affected", {}, 200),
        (ben, "posts/2/reports", {"reason": "off_topic"}, 201),
        (olga, "solution", {"post": posts["id"]}, 200),
        (anna, "confirmation", {}, 200),
        (anna, "reopening", {}, 200),
        (olga, "decline", {"reason": "Not ours."}, 200),
    )
    for place, (person, path, body, status) in enumerate(steps):
        first = person.send("POST", f"/cases/{number}/{path}", status, json=body, **keyed(path))
        again = person.send("POST", f"/cases/{number}/{path}", status, json=body, **keyed(path))
        assert again.headers["Idempotency-Replayed"] == "true", path
        assert again.data == first.data, place
    kinds = [entry["kind"] for entry in anna.get(f"/cases/{number}")["timeline"]]
    assert len(kinds) == len(set(kinds)), kinds


def test_a_refusal_is_not_kept_and_may_be_corrected(program, cast):
    anna = program("anna")
    sent = {**CASE, "category": anna.category()}
    anna.post("/cases", {**sent, "title": ""}, 422, **keyed("a-1"))
    anna.post("/cases", sent, 201, **keyed("a-1"))


@pytest.mark.parametrize("key", ["", "a" * 201, "a\tb", "schlüssel"])
def test_a_key_that_is_none_is_refused(program, cast, key):
    anna = program("anna")
    sent = {**CASE, "category": anna.category()}
    headers = {"Idempotency-Key": key.encode("latin-1").decode("latin-1")}
    problem = anna.post("/cases", sent, 422, headers=headers)
    assert problem["field"] == "Idempotency-Key"


def test_two_requests_at_the_same_moment_make_one_case(program, cast):
    programs = [program("anna") for _ in range(4)]
    sent = {**CASE, "category": programs[0].category()}
    barrier, answers = Barrier(len(programs)), []

    def send(one):
        barrier.wait(timeout=10)
        answers.append(one.send("POST", "/cases", 201, json=sent, **keyed("a-1")))

    threads = [Thread(target=send, args=(one,)) for one in programs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert len(answers) == len(programs)
    assert len({answer.data for answer in answers}) == 1
    replays = [answer.headers.get("Idempotency-Replayed") for answer in answers]
    assert replays.count("true") == len(programs) - 1
    assert len(programs[0].get("/cases")["items"]) == 1
