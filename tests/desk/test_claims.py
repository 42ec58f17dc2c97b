"""Taking cases at the desk: the next one, one out of turn, giving back, and every refusal."""

import re

import pytest


def test_the_next_case_is_the_one_that_waits_longest(line, browse, cast):
    first, second, third = line.several(3)
    olga, otto = browse(cast.olga), browse(cast.otto)
    taken = olga.submit("/desk", {"lane": "mobile"})
    assert taken.status_code == 303 and taken.location.endswith(f"/cases/{first}#reply")
    assert otto.submit("/desk", {"lane": "mobile"}).location.endswith(f"/cases/{second}#reply")
    assert line.places() == [third]
    assert f"/cases/{first}" in olga.get("/desk").text
    assert "yours until" in olga.get("/desk").text
    page = browse().get(f"/cases/{first}").text
    assert "S-01 has taken it to answer it" in page
    assert line.replays_clean()


def test_an_answer_ends_the_claim_and_hands_over_the_turn(line, browse, cast):
    first, _second = line.several(2)
    olga = browse(cast.olga)
    olga.submit("/desk", {"lane": "mobile"})
    answered = olga.submit(f"/cases/{first}", {"body": "It works again."}, form="/posts")
    assert answered.status_code == 303
    [served] = [one for one in line.entries(first) if one.fields.get("queue") == "served"]
    assert served.fields["taken"] == "claim" and served.fields["overtook"] == 0
    assert "Nothing. A case that you take" in olga.get("/desk").text
    assert line.replays_clean()


def test_staff_cannot_answer_before_the_turn_and_their_text_is_kept(line, browse, cast):
    first, second = line.several(2)
    olga = browse(cast.olga)
    page = olga.get(f"/cases/{second}").text
    assert "It is not next: 1 other stands before it." in page and 'id="reply"' not in page
    sent = {"csrf_token": olga.token(f"/cases/{second}"), "body": "My long answer."}
    answer = olga.post(f"/cases/{second}/posts", data=sent)
    assert answer.status_code == 409
    assert "1 other case stands before it" in answer.text and "My long answer." in answer.text
    assert line.places() == [first, second]
    assert len(line.entries(second)) == 1


@pytest.mark.slow
def test_out_of_turn_needs_a_reason_and_says_whom_it_costs(line, browse, cast):
    first, second, third = line.several(3)
    olga = browse(cast.olga)
    page = f"/cases/{third}/claim"
    assert "This overtakes 2 others." in olga.get(page).text
    refused = olga.submit(page, {"reason": " \u200b"})
    assert refused.status_code == 422 and "needs a public reason" in refused.text
    assert line.places() == [first, second, third]
    taken = olga.submit(page, {"reason": "A technician stands at this very house."})
    assert taken.status_code == 303
    [entry] = line.entries(third, "queue.out_of_turn")
    assert entry.fields["overtook"] == 2
    assert entry.texts["reason"] == "A technician stands at this very house."
    thread = browse().get(f"/cases/{third}").text
    assert "Taken out of turn, before 2 cases" in thread
    assert "A technician stands at this very house." in thread
    olga.submit(f"/cases/{third}", {"body": "Done."}, form="/posts")
    assert "Served out of turn after" in browse().get(f"/cases/{third}").text
    log = browse().get("/log?kind=queue.out_of_turn").text
    assert "A technician stands at this very house." in log
    overtaken = browse().get(f"/cases/{first}").text
    assert "1 case was served before it" in overtaken and f"/cases/{third}" in overtaken
    assert line.replays_clean()


def test_a_case_in_its_turn_is_taken_without_a_reason(line, browse, cast):
    first, _second = line.several(2)
    assert "Nobody stands before it" in browse(cast.olga).get(f"/cases/{first}/claim").text
    assert browse(cast.olga).submit(f"/cases/{first}/claim", form="/claim").status_code == 303
    assert line.entries(first, "queue.claimed") and not line.entries(first, "queue.out_of_turn")


def test_what_somebody_holds_nobody_else_takes_answers_or_gives_back(line, browse, cast):
    first, second = line.several(2)
    browse(cast.olga).submit("/desk", {"lane": "mobile"})
    otto = browse(cast.otto)
    token = otto.token("/desk")
    for path, sent in (
        (f"/cases/{first}/claim", {"reason": "I am faster."}),
        (f"/cases/{first}/posts", {"body": "I am faster."}),
        (f"/cases/{first}/decline", {"reason": "I am faster."}),
        (f"/cases/{first}/release", {}),
    ):
        answer = otto.post(path, data={"csrf_token": token, **sent})
        assert answer.status_code == 409, path
    assert line.places() == [second]
    assert line.replays_clean()


def test_a_claim_is_over_after_thirty_minutes(line, browse, cast, clock, keep_up):
    first, second = line.several(2)
    browse(cast.olga).submit("/desk", {"lane": "mobile"})
    clock.move(minutes=31)
    keep_up()
    assert line.places() == [first, second]
    [entry] = line.entries(first, "queue.released")
    assert entry.fields["by"] == "time" and entry.actor_role == "clock"
    refused = browse(cast.olga).submit(f"/cases/{second}/claim", {"reason": "x"}, form="/claim")
    assert refused.status_code == 303 and line.entries(second, "queue.out_of_turn")
    assert line.replays_clean()


def test_who_comes_next_finds_an_expired_claim_free_before_the_worker_does(
    line, browse, cast, clock
):
    first, _second = line.several(2)
    browse(cast.olga).submit("/desk", {"lane": "mobile"})
    clock.move(minutes=31)
    taken = browse(cast.otto).submit("/desk", {"lane": "mobile"})
    assert taken.location.endswith(f"/cases/{first}#reply")
    kinds = [one.kind for one in line.entries(first)]
    assert kinds == ["case.opened", "queue.claimed", "queue.released", "queue.claimed"]
    assert line.replays_clean()


def test_given_back_it_stands_where_it_stood(line, browse, cast):
    first, second = line.several(2)
    olga = browse(cast.olga)
    olga.submit("/desk", {"lane": "mobile"})
    assert olga.submit("/desk", form=f"/cases/{first}/release").status_code == 303
    assert line.places() == [first, second]
    again = olga.post(f"/cases/{first}/release", data={"csrf_token": olga.token("/desk")})
    assert again.status_code == 409


def test_nobody_hoards(line, browse, cast):
    line.several(4)
    olga = browse(cast.olga)
    for _time in range(3):
        assert olga.submit("/desk", {"lane": "mobile"}).status_code == 303
    refused = olga.submit("/desk", {"lane": "mobile"})
    assert refused.status_code == 409 and "taken 3 cases already" in refused.text
    assert len(line.places()) == 1


def test_staff_do_not_serve_themselves(line, browse, cast):
    own = line.open(person="olga")
    refused = browse(cast.olga).get(f"/cases/{own}/claim")
    assert refused.status_code == 403 and "your own case" in refused.text
    other = line.open(person="ben")
    assert browse(cast.olga).submit("/desk", {"lane": "mobile"}).location
    assert line.places() in ([other], [])


def test_a_double_click_takes_one_case(line, browse, cast):
    first, second = line.several(2)
    olga = browse(cast.olga)
    form = next(one for one in olga.forms("/desk") if "/desk/next" in (one.action or ""))
    answers = [olga.send(form, "http://localhost/desk").location for _time in range(2)]
    assert answers[0] == answers[1] and line.places() == [second]
    assert re.search(rf"/cases/{first}#reply$", answers[0])


def test_at_an_empty_desk_nothing_happens(browse, cast):
    olga = browse(cast.olga)
    token = olga.token("/desk")
    sent = {"csrf_token": token, "lane": "mobile"}
    answer = olga.post("/desk/next", data=sent, follow_redirects=True)
    assert "Nobody waits at this desk now." in answer.text
    forged = olga.post("/desk/next", data={"csrf_token": token, "lane": "vip"})
    assert forged.status_code == 422


def test_the_lanes_i_serve_stand_first(line, browse, cast):
    line.open(category="billing")
    olga = browse(cast.olga)
    assert olga.submit("/desk", {"lanes": ["contracts"]}, form="/desk/lanes").status_code == 303
    page = olga.get("/desk").text
    assert page.index("Billing and contracts") < page.index("Mobile network")
    token = olga.token("/desk")
    forged = olga.post("/desk/lanes", data={"csrf_token": token, "lanes": "vip"})
    assert forged.status_code == 422
