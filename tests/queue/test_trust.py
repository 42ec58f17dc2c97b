"""Trust unlocks tools, never a place: how new, known or vouched for somebody is moves no case."""

import pytest

CASE = {"title": "No tone", "category": "mobile", "kind": "fault"}


def places(api) -> list[int]:
    answer = api().get("/api/v1/queue?lane=mobile").get_json()
    return [item["number"] for item in answer["items"]]


@pytest.fixture
def open_case(app, api, clock, cast):
    """`open_case(person)`: a case with the same facts, a minute after the one before."""

    def open_case(person) -> int:
        clock.move(minutes=1)
        sent = {**CASE, "body": f"Dead, says {person.name}."}
        answer = api(person).post("/api/v1/cases", json=sent)
        assert answer.status_code == 201
        return answer.get_json()["number"]

    return open_case


def change(app, person, **values):
    from forum.core.db import writing

    with app.app_context(), writing():
        for name, value in values.items():
            setattr(person.row(), name, value)


@pytest.mark.slow
@pytest.mark.parametrize("order", [("fred", "ben", "nora"), ("ben", "fred", "anna")])
def test_new_and_known_people_wait_in_the_order_in_which_they_came(
    app, cast, api, browse, clock, open_case, order
):
    numbers = [open_case(cast[name]) for name in order]
    clock.move(hours=3)
    mara = browse(cast.mara)
    new = [name for name in order if name in ("fred", "nora")]
    for _name in reversed(new):
        mara.submit("/moderation", form="/approve")
    assert places(api) == numbers, "an approved case stands where it would have stood"


def test_no_trust_moves_a_case_that_waits(app, cast, api, open_case):
    numbers = [open_case(person) for person in (cast.ben, cast.anna)]
    for trust in (
        {"approved_posts": 10_000},
        {"approved_posts": 0},
        {"is_vouched_for": True},
        {"is_vouched_for": False},
    ):
        change(app, cast.anna, **trust)
        assert places(api) == numbers
    change(app, cast.ben, approved_posts=0, is_vouched_for=False)
    third = open_case(cast.another())
    assert places(api) == [*numbers, third]


@pytest.mark.slow
@pytest.mark.parametrize("settings", [{"RATELIMIT_ENABLED": True}], indirect=True)
def test_who_wrote_until_the_limit_keeps_their_place(app, cast, api, open_case):
    numbers = [open_case(person) for person in (cast.ben, cast.anna)]
    ben, path = api(cast.ben), f"/api/v1/cases/{numbers[0]}/posts"
    found = [ben.post(path, json={"body": f"And {count}."}).status_code for count in range(13)]
    assert found[-1] == 429
    assert places(api) == numbers
