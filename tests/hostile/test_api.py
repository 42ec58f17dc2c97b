"""What programs send to the API: hostile texts come out as they went in, and as JSON alone."""

import json

import pytest

from forum.core.text import clean_line, clean_text
from tests.hostile.lines import as_header

UNPAIRED = ("\\ud800", "\\udfff\\ud800", "a\\ud83db", "\\u0000")


@pytest.mark.slow
@pytest.mark.long
def test_hostile_texts_come_out_as_they_went_in(api, cast, some):
    anna, visitor = api("anna"), api()
    for line in some(12):
        sent = {"title": line, "body": line, "kind": "idea", "category": "mobile"}
        answer = anna.post("/api/v1/cases", json=sent)
        assert_is_plain_json(answer)
        assert answer.status_code in (201, 422), (line, answer.text)
        if answer.status_code == 422:
            assert answer.get_json(force=True)["field"] in ("title", "body")
            continue
        shown = visitor.get(f"/api/v1/cases/{answer.json['number']}")
        assert_is_plain_json(shown)
        assert shown.json["case"]["title"] == clean_line(line)
        assert shown.json["posts"][0]["body"] == clean_text(line)


@pytest.mark.slow
@pytest.mark.long
def test_hostile_values_in_the_address_and_in_reports(api, cast, some):
    anna, ben, visitor = api("anna"), api("ben"), api()
    case = {"title": "A case", "body": "A text", "kind": "idea", "category": "mobile"}
    names = ("q", "status", "category", "cursor", "language", "limit", "after", "has_solution")
    paths = ("search", "cases", "similar", "log")
    for place, line in enumerate(some(12)):
        asked = {names[place % len(names)]: line, "title": line}
        answer = visitor.get(f"/api/v1/{paths[place % 4]}", query_string=asked)
        assert_is_plain_json(answer)
        assert answer.status_code in (200, 422), (asked, answer.text)
        if place % 10 == 0:
            number = anna.post("/api/v1/cases", json=case).json["number"]
            path = f"/api/v1/cases/{number}/posts/1/reports"
            answer = ben.post(path, json={"reason": "other", "note": line})
            assert answer.status_code in (201, 422), (line, answer.text)


def assert_is_plain_json(answer) -> None:
    """No browser takes it for a page, whatever stands in it."""
    assert answer.mimetype in ("application/json", "application/problem+json")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    json.loads(answer.text)


def test_halves_of_characters_are_refused(api, cast):
    anna = api("anna")
    for half in UNPAIRED:
        for field in ("title", "body", "category"):
            sent = {"title": "T", "body": "B", "kind": "idea", "category": "mobile"}
            raw = json.dumps(sent | {field: "HERE"}).replace("HERE", half)
            answer = anna.post("/api/v1/cases", data=raw, content_type="application/json")
            assert answer.status_code == 422, (field, half)
            assert answer.get_json(force=True)["field"] == field


@pytest.mark.slow
@pytest.mark.long
def test_hostile_idempotency_keys_are_refused_or_kept(api, cast, some):
    anna, case = api("anna"), {"title": "A case", "body": "B", "kind": "idea", "category": "mobile"}
    keys = [as_header(line) for line in some(30)] + ["", " ", "\xff", "x" * 5_000]
    for key in keys:
        answers = [
            anna.post("/api/v1/cases", json=case, headers={"Idempotency-Key": key})
            for _ in range(2)
        ]
        first, second = (answer.get_json(force=True) for answer in answers)
        assert answers[0].status_code in (201, 422), key
        assert first == second, f"{key!r} made two cases"


@pytest.mark.long
def test_a_token_of_any_bytes_is_nobodys(api, some):
    visitor = api()
    for line in some(30):
        headers = {"Authorization": f"Bearer {as_header(line)}"}
        assert visitor.get("/api/v1/me", headers=headers).status_code == 401, line
