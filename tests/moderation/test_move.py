"""A case goes to where it belongs."""

import pytest

from tests.moderation.scene import decide

REASON = "This is about the invoice."
MOVE = {"category": "billing", "reason": REASON}


def test_a_moved_case_answers_the_reports(scene, cast, browse, reported):
    assert decide(browse(cast.mara), reported, "move", MOVE, page="/moderation").status_code == 303
    assert scene.case(reported.number, "category") == "billing"
    assert scene.visibility(reported) == "public"
    assert scene.decisions(reported) == ["moved", "moved"]
    told = {"number": reported.number, "post": reported.position, "decision": "moved"}
    assert ("report.decided", told) in scene.news(cast.olga)
    assert "statement.case" in [kind for kind, _ in scene.news(cast.anna)]


@pytest.mark.slow
def test_a_held_post_goes_on_waiting_in_the_new_category(scene, cast, browse, held):
    decide(browse(cast.mara), held, "move", MOVE)
    assert scene.case(held.number, "category") == "billing"
    assert scene.visibility(held) == "pending"
    assert f'id="item-{held.id}"' in browse(cast.mara).get("/moderation").text


def test_the_record_says_from_where_to_where_and_why(scene, cast, browse, reported):
    decide(browse(cast.mara), reported, "move", MOVE)
    [entry] = scene.entries(reported.number, "case.moved")
    assert entry.fields["from"] == "mobile" and entry.fields["to"] == "billing"
    assert entry.texts == {"reason": REASON}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"category": "", "reason": REASON}, "Please choose one of the other categories."),
        ({"category": "mobile", "reason": REASON}, "Please choose one of the other categories."),
        ({"category": "no-such", "reason": REASON}, "Please choose one of the other categories."),
        ({"category": "billing", "reason": ""}, "Moving needs a public reason."),
    ],
)
def test_bad_input_is_shown_again(scene, cast, browse, held, typed, sentence):
    answer = decide(browse(cast.mara), held, "move", typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert typed["reason"] in answer.text
    assert scene.case(held.number, "category") == "mobile"


@pytest.mark.parametrize("person", ["anna", "ben", "olga"])
def test_others_may_not_move(scene, cast, browse, reported, person):
    client = browse(person)
    data = {"csrf_token": client.token("/cases/new"), **MOVE}
    url = f"/moderation/posts/{reported.id}/move"
    assert client.post(url, data=data).status_code == 403
    assert scene.case(reported.number, "category") == "mobile"


def test_a_moderator_does_not_move_their_own_case(scene, cast, browse):
    number = scene.open_case(cast.mara)
    written = scene.write(number, cast.ben, "Wrong place.")
    mara = browse(cast.mara)
    data = {"csrf_token": mara.token("/cases/new"), **MOVE}
    assert mara.post(f"/moderation/posts/{written.id}/move", data=data).status_code == 403
    assert decide(browse(cast.mona), written, "move", MOVE).status_code == 303


@pytest.mark.slow
def test_two_moves_at_once_are_one(scene, cast, browse, held):
    mara, mona = browse(cast.mara), browse(cast.mona)
    page = f"/moderation/posts/{held.id}"
    form = next(one for one in mona.forms(page) if one.action.endswith("/move"))
    decide(mara, held, "move", MOVE)
    answer = mona.send(form, page, {"category": "other", "reason": "Belongs nowhere."})
    assert answer.status_code == 409
    assert "Belongs nowhere." in answer.text
    assert scene.case(held.number, "category") == "billing"
