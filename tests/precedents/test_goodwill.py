"""Staff grant something beyond the contract: one act, an answer in its turn, a public record."""

import pytest

from tests.harness.forms import choose_form, read_forms
from tests.precedents.scene import ANSWER, OFFER, ONCE

NUMBER = "P-1"


def test_it_stands_on_the_thread_in_the_list_and_in_the_record(goodwill, browse):
    number = goodwill.open("Counted twice")
    answer = goodwill.grant(number)
    assert answer.status_code == 303 and answer.location.endswith(f"/cases/{number}#post-2")
    thread = browse().get(f"/cases/{number}").text
    assert "You get 2 GB more." in thread and "2 GB more for this month" in thread
    assert "recorded as P-1: anyone in the same position can claim it until" in thread
    assert "anyone in the same position can claim it until 31 March 2026" in thread
    page = browse().get("/precedents/1").text
    for said in (*(OFFER[name] for name in ("what", "why", "terms")), "0 claims", "0 refused"):
        assert said in page, said
    assert "2 GB more for this month" in browse().get("/precedents").text
    [entry] = goodwill.entries(number, "goodwill.granted")
    assert entry.fields["precedent"] == 1 and entry.fields["until"] == "2026-03-31"
    assert entry.fields["post"] == 2 and entry.texts["reason"] == OFFER["why"]
    assert "2 GB" not in entry.canonical and "what_commitment" in entry.fields
    assert "Goodwill" in browse().get("/log?kind=goodwill.granted").text


def test_what_cannot_be_repeated_says_why_and_has_no_day(goodwill, browse):
    precedent = goodwill.granted(ONCE)
    page = browse().get(f"/precedents/{precedent}").text
    assert "cannot be repeated" in page and "the last router of its kind" in page
    assert "Sign in to claim it" not in page


def test_it_is_service_and_has_its_turn(goodwill, browse, cast):
    first, second = goodwill.several(2)
    answer = goodwill.grant(second)
    assert answer.status_code == 409
    assert "1 other case stands before it" in answer.text
    assert OFFER["terms"] in answer.text and ANSWER["body"] in answer.text  # nothing is lost
    assert goodwill.posts(second) == ["Nothing works."] and goodwill.last_precedent() is None
    olga = browse(cast.olga)
    olga.submit(f"/cases/{second}/claim", {"reason": "The answer fits word for word."})
    assert goodwill.grant(second).status_code == 303
    assert goodwill.places() == [first]
    assert [one.fields["overtook"] for one in goodwill.entries(second, "queue.out_of_turn")] == [1]
    assert goodwill.replays_clean()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"what": "\u200b"}, "Say what is granted."),
        ({"why": " "}, "Say in public in a sentence why."),
        ({"terms": ""}, "Say under which conditions others can have it"),
        ({"until": ""}, "Say until which day everybody can claim it."),
        ({"until": "2026-03-01"}, "This day is over already."),
        ({"until": "2099-01-01"}, "At most 10 years ahead."),
        ({"until": "99999-01-01"}, "Say until which day everybody can claim it."),
        ({"body": ""}, "Please write something."),
        ({"what": "x" * 151}, "too long"),
        ({"why": "Her number is 0170 1234567."}, "Please leave out: 0170 1234567"),
        ({"then": "work"}, "Say until when the next word comes"),
    ],
)
def test_a_bad_form_comes_back_with_what_was_typed(goodwill, changed, said):
    number = goodwill.open()
    answer = goodwill.grant(number, **changed)
    assert answer.status_code == 422 and said in answer.text, answer.text
    kept = "terms" if "terms" not in changed else "why"
    assert OFFER[kept] in answer.text
    assert goodwill.last_precedent() is None and len(goodwill.posts(number)) == 1


def test_personal_data_in_the_answer_is_asked_about_and_never_held_back(goodwill, browse, cast):
    number = goodwill.open()
    olga, page = browse(cast.olga), f"/cases/{number}/goodwill"
    typed = {**OFFER, **ANSWER, "body": "Call me on 0170 1234567."}
    answer = olga.submit(page, typed, form="/goodwill")
    assert answer.status_code == 422 and "Is this personal?" in answer.text
    assert 'value="mask"' in answer.text and 'value="not_personal"' not in answer.text
    form = choose_form(read_forms(answer.text), set(), "/goodwill")
    forged = olga.send(form, page, forged={"personal": "not_personal"})
    assert forged.status_code == 422 and goodwill.last_precedent() is None
    assert olga.send(form, page, button="personal=mask").status_code == 303
    assert "0170" not in browse().get(f"/cases/{number}").text


def test_nobody_but_staff_and_nobody_for_themselves(app, goodwill, browse, cast):
    number, own = goodwill.open(), goodwill.open(person="olga")
    assert browse().get(f"/cases/{number}/goodwill").status_code == 303
    for person in ("anna", "ben", "mara"):
        assert browse(person).get(f"/cases/{number}/goodwill").status_code == 403
    assert browse("olga").get(f"/cases/{own}/goodwill").status_code == 403
    assert browse("olga").get("/cases/4711/goodwill").status_code == 404


def test_a_double_click_grants_once(goodwill, browse, cast):
    number = goodwill.open()
    olga, page = browse(cast.olga), f"/cases/{number}/goodwill"
    form = next(one for one in olga.forms(page) if one.action == page)
    sent = {**OFFER, **ANSWER}
    answers = [olga.send(form, page, sent) for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert goodwill.last_precedent() == 1 and len(goodwill.posts(number)) == 2


def test_it_can_be_the_solution(goodwill, browse):
    number = goodwill.open()
    assert goodwill.grant(number, then="solve").status_code == 303
    assert "marked solved by staff" in browse().get(f"/cases/{number}").text


@pytest.mark.slow
def test_a_post_that_is_there_is_recorded_later_without_serving_anybody(goodwill, browse, cast):
    first, second = goodwill.several(2)
    olga = browse(cast.olga)
    olga.submit(f"/cases/{first}", {"body": "You get 2 GB more."}, form="/posts")
    page = f"/cases/{first}/goodwill?post=2"
    assert "Record goodwill of post #2" in olga.get(page).text
    answer = olga.submit(page, OFFER, form="/goodwill")
    assert answer.status_code == 303 and len(goodwill.posts(first)) == 2
    [entry] = goodwill.entries(first, "goodwill.granted")
    assert entry.fields["post"] == 2
    again = browse(cast.otto).submit(page, OFFER, form="/goodwill")
    assert again.status_code == 409 and "has its record already" in again.text
    for forged in ("1", "99", "x", "-1", "9" * 12):
        assert olga.get(f"/cases/{first}/goodwill?post={forged}").status_code == 422, forged
    assert goodwill.places() == [second] and goodwill.replays_clean()


@pytest.mark.slow
def test_an_offer_is_made_longer_or_ended_but_never_shorter(goodwill, browse, cast):
    precedent = goodwill.granted()
    olga, page = browse(cast.olga), f"/precedents/{precedent}/change"

    def change(**sent):
        return olga.submit(page, {"reason": "Many were counted twice.", **sent}, form="/change")

    shorter = change(change="lengthen", until="2026-03-30")
    assert shorter.status_code == 422 and "only ever lengthened" in shorter.text
    assert change(change="lengthen", until="soon").status_code == 422
    assert change(until="2026-04-30").status_code == 422
    assert change(change="end", reason=" ").status_code == 422
    assert change(change="lengthen", until="2026-04-30").status_code == 303
    assert "30 April 2026" in browse().get(f"/precedents/{precedent}").text
    assert change(change="end").status_code == 303
    shown = browse().get(f"/precedents/{precedent}").text
    assert "This offer has been ended" in shown and "Many were counted twice." in shown
    assert change(change="end").status_code == 409
    kinds = [one.kind for one in goodwill.entries() if one.kind.startswith("precedent.")]
    assert sorted(kinds) == ["precedent.ended", "precedent.lengthened"]
