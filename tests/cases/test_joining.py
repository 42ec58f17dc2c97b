"""Saying "me too" and "this solved it": distinct people, taken back, never on one's own case."""

import pytest


@pytest.mark.slow
def test_me_too_counts_people_not_clicks(open_case, press, browse, cast, case_row, entries):
    number = open_case()
    for _ in range(3):
        assert press("ben", number, "affected").status_code == 303
    press("nora", number, "affected")
    assert case_row(number).affected_count == 2
    assert [fields for kind, fields in entries(number) if kind == "case.affected"] == [
        {"affected": 1, "fact_affected_count": 1},
        {"affected": 2, "fact_affected_count": 2},
    ]
    assert "Take back" in browse(cast.ben).get(f"/cases/{number}").text


def test_me_too_can_be_taken_back(open_case, press, case_row):
    number = open_case()
    press("ben", number, "affected")
    press("ben", number, "affected", withdraw="1")
    press("ben", number, "affected", withdraw="1")
    assert case_row(number).affected_count == 0


def test_nobody_doubles_their_own_case(open_case, press, case_row):
    number = open_case()
    assert press("anna", number, "affected").status_code == 403
    assert press("anna", number, "helped").status_code == 403
    assert case_row(number).affected_count == 0


def test_those_who_serve_are_not_counted_as_affected(open_case, browse, cast, case_row):
    """The number of others affected moves a case ahead: staff could move it by clicking."""
    number = open_case()
    for person in ("olga", "mara", "ada"):
        client = browse(cast[person])
        token = client.token(f"/cases/{number}")
        for verb in ("affected", "helped"):
            answer = client.post(f"/cases/{number}/{verb}", data={"csrf_token": token})
            assert answer.status_code == 403
    assert case_row(number).affected_count == 0


def test_this_solved_it_opens_no_case(open_case, press, browse):
    number = open_case()
    assert press("ben", number, "helped").status_code == 303
    assert press("ben", number, "helped").status_code == 303
    assert browse().get("/cases").text.count("case-row-title") == 1
