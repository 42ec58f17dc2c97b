"""Head starts by hand and corrected facts: said in public, up to the cap, by nobody concerned."""

import pytest

from tests.harness.forms import read_forms

REASON = "A court has set us a time limit."


def grant(client, number, hours=4, minutes=0, reason=REASON):
    """Both steps: look whom it overtakes, then confirm."""
    page = f"/cases/{number}/head-start"
    first = client.submit(page, {"hours": hours, "minutes": minutes, "reason": reason})
    if first.status_code != 200:
        return first
    asks_again = read_forms(first.text)
    form = next(one for one in asks_again if "seen" in [name for name, _value in one.filled])
    return client.send(form, f"http://localhost{page}")


def test_a_moderator_sees_whom_it_overtakes_before_confirming(line, browse, cast):
    first, second, third = line.several(3)
    mara = browse(cast.mara)
    asked = mara.submit(f"/cases/{third}/head-start", {"hours": 4, "reason": REASON})
    assert asked.status_code == 200 and "ahead of 2 others" in asked.text
    assert "Nothing is done yet" in asked.text and REASON in asked.text
    assert line.places() == [first, second, third]
    assert grant(mara, third).status_code == 303
    assert line.places() == [third, first, second]
    [entry] = line.entries(third, "queue.granted")
    assert entry.fields["overtook"] == 2 and entry.fields["minutes"] == 240
    assert entry.texts == {"reason": REASON} and entry.actor == "M-01"
    page = browse().get(f"/cases/{third}").text
    assert "4 h ahead by hand, by moderator M-01" in page and REASON in page
    assert "1 that came later is ahead (by hand)." in browse().get(f"/cases/{first}").text
    assert line.replays_clean()


def test_it_can_be_taken_back_with_a_reason(line, browse, cast):
    first, second = line.several(2)
    mara = browse(cast.mara)
    grant(mara, second)
    page = f"/cases/{second}/head-starts/1/revoke"
    assert mara.submit(page, {"reason": " "}).status_code == 422
    assert mara.submit(page, {"reason": "It was the other case."}).status_code == 303
    assert line.places() == [first, second]
    [entry] = line.entries(second, "queue.revoked")
    assert entry.fields["passed_by"] == 1 and entry.texts["reason"] == "It was the other case."
    assert mara.submit(page, {"reason": "Once more."}).status_code == 409
    assert line.replays_clean()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"hours": 49}, "at most the cap of 48 hours"),
        ({"hours": 0, "minutes": 0}, "above nothing"),
        ({"hours": -3}, "above nothing"),
        ({"hours": "many"}, "valid integer"),
        ({"hours": ""}, "Say how many hours"),
        ({"hours": 1, "minutes": 75}, "between 0 and 59"),
        ({"hours": 1, "reason": ""}, "needs a public reason"),
        ({"hours": 10**30}, "at most the cap"),
    ],
)
def test_bad_input_changes_nothing_and_keeps_what_was_typed(line, browse, cast, fields, sentence):
    first, second = line.several(2)
    sent = {"reason": "Typed at length.", **fields}
    answer = browse(cast.mara).submit(f"/cases/{second}/head-start", sent)
    assert answer.status_code == 422 and sentence in answer.text
    assert not sent["reason"] or "Typed at length." in answer.text
    assert line.places() == [first, second] and len(line.entries(second)) == 1


def test_a_case_that_does_not_wait_cannot_be_moved_ahead(line, browse, cast):
    [number] = line.several(1)
    browse(cast.olga).submit(f"/cases/{number}", {"body": "Answered."}, form="/posts")
    page = f"/cases/{number}/head-start"
    mara = browse(cast.mara)
    assert "does not wait now" in mara.get(page).text
    sent = {"csrf_token": mara.token("/"), "hours": 2, "reason": REASON, "seen": "120"}
    assert mara.post(page, data=sent).status_code == 409
    assert not line.entries(number, "queue.granted")


def test_nobody_prioritises_a_case_they_have_a_part_in(line, browse, cast, app):
    opened, wrote = line.open(person="mara"), line.open(person="ben")
    mara = browse(cast.mara)
    mara.submit(f"/cases/{wrote}", {"body": "I know this fault."}, form="/posts")
    for number in (opened, wrote):
        for path in ("head-start", "facts"):
            answer = mara.get(f"/cases/{number}/{path}")
            assert answer.status_code == 403 and "another moderator" in answer.text
    assert browse(cast.mona).get(f"/cases/{opened}/head-start").status_code == 200
    assert "Move it ahead by hand" not in mara.get(f"/cases/{wrote}").text


def test_a_corrected_fact_moves_the_case_and_is_said(line, browse, cast):
    first, second = line.several(2)
    mara = browse(cast.mara)
    page = f"/cases/{second}/facts"
    same = mara.submit(page, {"reason": "No change."})
    assert same.status_code == 409
    done = mara.submit(page, {"is_total_outage": True, "reason": "The technician confirmed it."})
    assert done.status_code == 303 and line.places() == [second, first]
    kinds = [one.kind for one in line.entries(second)]
    assert kinds == ["case.opened", "case.facts_corrected", "queue.granted"]
    assert "24 h ahead: Total outage" in browse().get(f"/cases/{second}").text
    assert line.replays_clean()


def test_ten_others_affected_are_a_rule(line, cast, app, browse):
    from forum.cases import actions
    from forum.cases.models import Case
    from forum.core.db import db, writing

    first, second = line.several(2)
    people = cast.others(10)
    for person in people:
        with app.app_context(), writing():
            actions.say_me_too(db.session.get(Case, second), person=person.row())
    assert line.places() == [second, first]
    with app.app_context(), writing():
        actions.take_back_me_too(db.session.get(Case, second), person=people[0].row())
    assert line.places() == [first, second]
    assert [one.kind for one in line.entries(second, "queue.granted", "queue.revoked")] == [
        "queue.granted",
        "queue.revoked",
    ]
    assert line.replays_clean()


def test_a_broken_promise_is_a_rule(line, keep_up, clock):
    number = line.open()
    clock.move(days=3)
    keep_up()
    assert [one.kind for one in line.entries(number)] == [
        "case.opened",
        "case.promise_broken",
        "queue.granted",
    ]
    assert line.replays_clean()
