"""Whatever is sent wrongly gets a 4xx problem that names the field, and changes nothing."""

import base64
import json

import pytest

from forum.core.text import clean_line, clean_text
from tests.data import shared_data

refused = pytest.mark.short_on("sqlite", "it is refused before the database is asked")

GOOD = {"title": "No signal", "body": "Since Monday.", "kind": "fault"}
DEEP = "[" * 100_000

# what is sent instead, the field that the problem names
BAD_CASES = (
    ({"title": ""}, "title"),
    ({"title": None}, "title"),
    ({"title": " \u200b\t "}, "title"),
    ({"title": 7}, "title"),
    ({"title": ["a"]}, "title"),
    ({"title": "a" * 151}, "title"),
    ({"title": "a\x00b"}, "title"),
    ({"title": "a\ud800b"}, "title"),
    ({"body": ""}, "body"),
    ({"body": "a" * 20_001}, "body"),
    ({"body": "a\x00b"}, "body"),
    ({"body": "\udfff"}, "body"),
    ({"body": {}}, "body"),
    ({"category": "no-such"}, "category"),
    ({"category": None}, "category"),
    ({"category": "a\x00"}, "category"),
    ({"category": "a" * 41}, "category"),
    ({"category": 1}, "category"),
    ({"kind": "emergency"}, "kind"),
    ({"kind": None}, "kind"),
    ({"kind": ["fault"]}, "kind"),
    ({"facts": []}, "facts"),
    ({"facts": {"famous": True}}, "facts.famous"),
    ({"facts": {"total_outage": 1}}, "facts.total_outage"),
    ({"facts": {"total_outage": None}}, "facts.total_outage"),
    ({"facts": {"contract_class": "golden"}}, "facts.contract_class"),
    ({"facts": {"is_total_outage": True}}, "facts.is_total_outage"),
    ({"role": "admin"}, "role"),
    ({"status": "solved"}, "status"),
    ({"author": "olga"}, "author"),
    ({"opened_at": "2030-01-01T00:00:00Z"}, "opened_at"),
    ({"visibility": "public"}, "visibility"),
    ({"\ud800": 1}, "\ud800"),
)

BAD_POSTS = (
    ({"body": ""}, "body"),
    ({"body": "a" * 20_001}, "body"),
    ({"reply_to": 99}, "reply_to"),
    ({"reply_to": 0}, "reply_to"),
    ({"reply_to": -1}, "reply_to"),
    ({"reply_to": True}, "reply_to"),
    ({"reply_to": 1.5}, "reply_to"),
    ({"reply_to": "1"}, "reply_to"),
    ({"reply_to": 10**30}, "reply_to"),
    ({"then": "vanish"}, "then"),
    ({"then": 1}, "then"),
    ({"then": "work"}, "next_word_by"),
    ({"then": "work", "next_word_by": "2026-03-01T09:00:00Z"}, "next_word_by"),
    ({"then": "work", "next_word_by": "2027-03-01T09:00:00Z"}, "next_word_by"),
    ({"then": "work", "next_word_by": "2026-03-03T09:00:00"}, "next_word_by"),
    ({"then": "work", "next_word_by": "soon"}, "next_word_by"),
    ({"then": "work", "next_word_by": 5}, "next_word_by"),
    ({"then": "work", "next_word_by": "0001-01-01T00:00:00+14:00"}, "next_word_by"),
    ({"then": "answer", "next_word_by": "2026-03-03T09:00:00Z"}, "next_word_by"),
    ({"position": 1}, "position"),
    ({"created_at": "2030-01-01T00:00:00Z"}, "created_at"),
    ({"is_solution": True}, "is_solution"),
)

BAD_QUERIES = (
    ("/cases?limit=0", "limit"),
    ("/cases?limit=101", "limit"),
    ("/cases?limit=many", "limit"),
    ("/cases?limit=²", "limit"),
    ("/cases?status=lost", "status"),
    ("/cases?turn=mine", "turn"),
    ("/cases?sort=loudest", "sort"),
    ("/cases?category=no-such", "category"),
    ("/cases?category=a%00b", "category"),
    ("/cases?cursor=nonsense", "cursor"),
    ("/cases?cursor=WzFd", "cursor"),
    ("/cases?cursor=%00", "cursor"),
    ("/search?q=" + "a" * 301, "q"),
    ("/search?q=cap&from=yesterday", "from"),
    ("/search?q=cap&to=9999-12-31", "to"),
    ("/search?q=cap&cursor=nonsense", "cursor"),
    ("/search?q=cap&language=fr", "language"),
    ("/search?q=cap&has_solution=maybe", "has_solution"),
    ("/search?q=a%00b", "q"),
    ("/similar?title=" + "a" * 151, "title"),
    ("/log?after=-1", "after"),
    ("/log?after=99999999999", "after"),
)


@refused
@pytest.mark.parametrize(("wrong", "field"), BAD_CASES, ids=lambda value: repr(value)[:50])
def test_a_bad_case_is_refused_by_its_field(program, cast, wrong, field):
    anna = program("anna")
    sent = json.dumps({**GOOD, "category": anna.category(), **wrong})
    problem = send_raw(anna, "/cases", sent, 422)
    assert problem["field"] == field and problem["detail"]
    assert anna.get("/cases")["items"] == []


@refused
@pytest.mark.parametrize(("wrong", "field"), BAD_POSTS, ids=lambda value: repr(value)[:50])
def test_a_bad_post_is_refused_by_its_field(program, cast, clock, wrong, field):
    number = program("anna").open_case()["number"]
    sent = {"body": "Hello", **wrong}
    problem = program("olga").post(f"/cases/{number}/posts", sent, 422)
    assert problem["field"] == field and problem["detail"]
    assert len(program().get(f"/cases/{number}")["posts"]) == 1


@pytest.mark.parametrize(("path", "field"), BAD_QUERIES, ids=lambda value: str(value)[:40])
def test_a_bad_address_is_refused_by_its_value(program, cast, path, field):
    assert program().get(path, 422)["field"] == field


@refused
@pytest.mark.parametrize("raw", ["{", "", "NaN", '{"title": NaN}', "\ufeff{}", DEEP, "{'a': 1}"])
def test_what_is_no_json_is_said_to_be_none(program, cast, raw):
    send_raw(program("anna"), "/cases", raw, 422 if raw == "" else 400)


@refused
@pytest.mark.parametrize("raw", ["[]", "7", "null", '"title"'])
def test_what_is_no_object_is_refused(program, cast, raw):
    send_raw(program("anna"), "/cases", raw, 422)


def test_bytes_that_are_no_text_are_refused(program, cast):
    send_raw(program("anna"), "/cases", b'{"title": "\xff"}', 400)


@refused
@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", None])
def test_a_body_that_does_not_say_it_is_json_is_refused(program, cast, kind):
    program("anna").send("POST", "/cases", 415, data=json.dumps(GOOD), content_type=kind)


def test_a_flood_of_bytes_is_refused(api, cast):
    answer = api("anna").post("/api/v1/cases", data="a" * 300_000, content_type="application/json")
    assert answer.status_code == 413 and answer.mimetype == "application/problem+json"


def test_a_solution_is_a_post_of_this_very_case(program, cast):
    anna = program("anna")
    first, second = anna.open_case("One")["number"], anna.open_case("Two")["number"]
    foreign = anna.get(f"/cases/{second}")["posts"][0]["id"]
    for forged in (foreign, 10**12, 2**31):
        problem = anna.post(f"/cases/{first}/solution", {"post": forged}, 422)
        assert problem["field"] == "post"
    for malformed in ("1", True, 0, [1]):
        assert anna.post(f"/cases/{first}/solution", {"post": malformed}, 422)["field"] == "post"


@pytest.mark.parametrize("path", ["affected", "confirmation", "reopening"])
def test_what_takes_no_body_takes_none(program, cast, path):
    number = program("anna").open_case()["number"]
    person = "ben" if path == "affected" else "anna"
    problem = program(person).post(f"/cases/{number}/{path}", {"count": 99}, 422)
    assert problem["field"] == "count"


def test_a_report_names_one_of_the_fixed_reasons(program, cast):
    number = program("anna").open_case()["number"]
    path = f"/cases/{number}/posts/1/reports"
    assert program("ben").post(path, {"reason": "ugly"}, 422)["field"] == "reason"
    assert program("ben").post(path, {"reason": "other"}, 422)["field"] == "note"
    program("ben").post(f"/cases/{number}/posts/9/reports", {"reason": "insult"}, 404)


def test_unknown_addresses_and_methods_answer_as_problems(api, cast):
    for path in ("/api/v1/nothing", "/api/v1/cases/x", "/api/v1/cases/-1", "/api/"):
        answer = api().get(path)
        assert answer.status_code == 404 and answer.mimetype == "application/problem+json"
    answer = api("anna").put("/api/v1/cases", json={})
    assert answer.status_code == 405 and answer.mimetype == "application/problem+json"
    assert "POST" in answer.headers["Allow"]
    for number in (0, 2**31, 10**25):
        assert api().get(f"/api/v1/cases/{number}").status_code == 404


def test_sentences_come_in_the_language_that_is_asked_for(api, cast):
    answers = {
        language: api().get("/api/v1/me", headers={"Accept-Language": language}).get_json()
        for language in ("de", "en")
    }
    assert answers["en"]["detail"] == "Send your token: Authorization: Bearer TOKEN."
    assert answers["de"]["detail"] != answers["en"]["detail"]


def send_raw(program, path, raw, status):
    kind = "application/json"
    return program.send("POST", path, status, data=raw, content_type=kind).get_json(force=True)


# Well-formed cursors that no answer gave: (list, the parts that are packed into it)
FORGED = (
    ("/cases", ["0001-01-01T00:00:00+14:00", 1]),
    ("/cases", ["9999-12-31T23:59:59-14:00", 1]),
    ("/cases", ["2026-01-01T00:00:00", 1]),
    ("/cases", ["2026-01-01T00:00:00+00:00", 2**70]),
    ("/cases", ["2026-01-01T00:00:00+00:00", 2**40]),
    ("/cases", ["2026-01-01T00:00:00+00:00", True]),
    ("/cases", {"a": 1}),
    ("/cases?sort=waiting", ["2026-01-01T00:00:00+00:00", -1]),
    ("/search?q=signal", [1.0, 1, -(10**9)]),
    ("/search?q=signal", [1.0, 2**40, 10**15]),
    ("/search?q=signal", [float("nan"), 1, 1]),
    ("/search?status=new", [float("inf"), 1, 1]),
    ("/search?status=new", ["2026-01-01T00:00:00+00:00", 1]),
)


@pytest.mark.parametrize(("path", "parts"), FORGED, ids=lambda value: str(value)[:60])
def test_a_forged_cursor_does_no_harm(program, cast, worker, path, parts):
    program("anna").open_case("No signal in the valley")
    worker()
    packed = base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")
    mark = "&" if "?" in path else "?"
    answer = program().client.get(f"/api/v1{path}{mark}cursor={packed}")
    assert answer.status_code in (200, 422), answer.text


@pytest.mark.slow
@pytest.mark.long
def test_every_naughty_string_is_kept_or_refused(program, cast, clock, much):
    """Through the whole door: in as title and text, out again as it went in, and searched for."""
    anna = program("anna")
    category = anna.category()
    every = json.loads(shared_data("naughty-strings/blns.json").read_text("utf-8"))
    for naughty in every[:: much(1, 4)]:
        sent = {"title": naughty, "body": naughty, "kind": "idea", "category": category}
        answer = anna.client.post("/api/v1/cases", json=sent)
        assert answer.status_code in (201, 422), (naughty, answer.text)
        if answer.status_code == 201:
            kept = anna.get(f"/cases/{answer.json['number']}")
            assert kept["case"]["title"].split() == clean_line(naughty).split()
            assert kept["posts"][0]["body"] == clean_text(naughty)
        answer = anna.client.get("/api/v1/search", query_string={"q": naughty})
        assert answer.status_code in (200, 422), (naughty, answer.text)
