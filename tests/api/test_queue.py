"""The queue through the API: places, claims, head starts, rulebooks, as it describes itself."""

import pytest


def test_the_queue_is_read_lane_by_lane_and_page_by_page(program, cast):
    ben = program("ben")
    numbers = [ben.open_case(f"Matter {one}")["number"] for one in range(3)]
    outage = ben.open_case("All dead", kind="outage", facts={"total_outage": True})["number"]
    bill = ben.open_case("The bill", category="billing")["number"]
    whole = program().get("/queue")["items"]
    assert [one["number"] for one in whole] == [outage, *numbers, bill]
    assert [one["place"] for one in whole] == [1, 2, 3, 4, 1]
    assert (whole[0]["head_start_minutes"], whole[0]["reasons"]) == (1440, ["R2"])
    found, cursor = [], ""
    while cursor is not None:
        page = program().get(f"/queue?limit=2&cursor={cursor}")
        found += page["items"]
        cursor = page["next"]
    assert found == whole
    assert [one["number"] for one in program().get("/queue?lane=contracts")["items"]] == [bill]
    assert program().get("/queue?lane=vip", 422)["field"] == "lane"


@pytest.mark.slow
def test_staff_take_the_next_case_and_answer_it(program, cast):
    first, second = (program("ben").open_case(f"Matter {one}")["number"] for one in range(2))
    olga, otto = program("olga"), program("otto")
    assert "turn" in olga.post(f"/cases/{second}/posts", {"body": "Too early."}, 409)["detail"]
    taken = olga.post("/queue/next", {"lane": "mobile"})
    assert taken["number"] == first and not taken["is_out_of_turn"]
    assert otto.post(f"/cases/{first}/claim", {"reason": "Mine."}, 409)
    olga.post(f"/cases/{first}/posts", {"body": "Done."}, 201)
    service = program().get(f"/cases/{first}")["ticket"]["service"]
    assert service["is_out_of_turn"] is False and service["overtook"] == 0
    assert olga.post("/queue/next", {"lane": "mobile"})["number"] == second
    given_back = olga.delete(f"/cases/{second}/claim")
    assert given_back["place"] == 1
    assert olga.delete(f"/cases/{second}/claim", 409)
    assert otto.post("/queue/next", {"lane": "contracts"}, 404)


def test_out_of_turn_needs_a_reason_here_too(program, cast):
    first, second = (program("ben").open_case(f"Matter {one}")["number"] for one in range(2))
    olga = program("olga")
    assert olga.post(f"/cases/{second}/claim", {}, 422)["field"] == "reason"
    taken = olga.post(f"/cases/{second}/claim", {"reason": "A technician stands there."})
    assert taken["is_out_of_turn"] and taken["overtakes"] == 1
    olga.post(f"/cases/{second}/posts", {"body": "Done."}, 201)
    queue = program().get(f"/cases/{first}")["ticket"]["queue"]
    assert queue["overtaken"]["times"] == 1
    assert queue["overtaken"]["latest"][0]["number"] == second


@pytest.mark.slow
def test_head_starts_by_hand(program, cast):
    first, second = (program("ben").open_case(f"Matter {one}")["number"] for one in range(2))
    mara, reason = program("mara"), "A court has set a time limit."
    path = f"/cases/{second}/grants"
    for bad, field in (
        ({"minutes": 2881, "reason": reason}, "minutes"),
        ({"minutes": 0, "reason": reason}, "minutes"),
        ({"minutes": -5, "reason": reason}, "minutes"),
        ({"reason": reason}, "minutes"),
        ({"minutes": 60, "reason": " "}, "reason"),
    ):
        assert mara.post(path, bad, 422)["field"] == field
    given = mara.post(path, {"minutes": 60, "reason": reason}, 201)
    assert (given["overtook"], given["by"], given["reason"]) == (1, "M-01", reason)
    ticket = program().get(f"/cases/{second}")["ticket"]["queue"]
    assert ticket["place"] == 1 and ticket["grants"] == [given]
    assert program("olga").post(path, {"minutes": 60, "reason": reason}, 403)
    back = mara.delete(f"{path}/{given['id']}", json={"reason": "It was another case."})
    assert back["place"] == 2
    assert mara.delete(f"{path}/{given['id']}", 409, json={"reason": "Again."})
    assert first


def test_the_rulebooks_are_there_for_everybody(program):
    current = program().get("/rulebook")
    assert current["version"] == 1 and current["cap_minutes"] == 2880
    assert current["rules"][0]["code"] == "R1" and current["approver"] is None
    assert program().get("/rulebook/1") == current
    assert program().get("/rulebook/2", 404)
