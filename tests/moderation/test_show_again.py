"""A hiding was a mistake."""

import pytest

from tests.moderation.scene import decide

REASON = "It is no insult after all."


@pytest.fixture
def hidden(scene, cast, browse, reported):
    decide(browse(cast.mara), reported, "hide", {"reason": "Insult."})
    return reported


def test_a_hidden_post_is_shown_again(scene, cast, browse, hidden):
    answer = decide(browse(cast.mona), hidden, "show-again", {"reason": REASON})
    assert answer.status_code == 303
    assert "You are all fools." in browse().get(f"/cases/{hidden.number}").text


def test_moderators_come_there_from_the_case(cast, browse, hidden):
    link = f'href="/moderation/posts/{hidden.id}"'
    assert link in browse(cast.mona).get(f"/cases/{hidden.number}").text
    for person in (None, cast.anna, cast.ben, cast.olga):
        assert link not in browse(person).get(f"/cases/{hidden.number}").text


def test_the_record_keeps_both(scene, cast, browse, hidden):
    decide(browse(cast.mona), hidden, "show-again", {"reason": REASON})
    entries = scene.entries(hidden.number, "post.hidden", "post.shown")
    assert [entry.kind for entry in entries] == ["post.hidden", "post.shown"]
    assert [entry.texts["reason"] for entry in entries] == ["Insult.", REASON]
    page = browse(cast.mara).get(f"/moderation/posts/{hidden.id}").text
    assert REASON in page and "Insult." in page


def test_a_missing_reason_is_asked_for(scene, cast, browse, hidden):
    answer = decide(browse(cast.mona), hidden, "show-again", {"reason": ""})
    assert answer.status_code == 422
    assert "Say in public why it is shown again." in answer.text
    assert scene.visibility(hidden) == "hidden"


@pytest.mark.parametrize("person", ["anna", "ben", "olga"])
def test_others_may_not_show_it_again(scene, cast, browse, hidden, person):
    client = browse(person)
    data = {"csrf_token": client.token("/cases/new"), "reason": REASON}
    answer = client.post(f"/moderation/posts/{hidden.id}/show-again", data=data)
    assert answer.status_code == 403
    assert scene.visibility(hidden) == "hidden"


def test_a_hidden_case_is_opened_again(scene, cast, browse, number):
    from tests.moderation.test_hide import first_post

    complaint = first_post(number, scene)
    decide(browse(cast.mara), complaint, "hide", {"reason": "Insult."})
    decide(browse(cast.mara), complaint, "show-again", {"reason": REASON})
    assert scene.case(number, "visibility") == "public"
    assert "It counts twice." in browse().get(f"/cases/{number}").text
