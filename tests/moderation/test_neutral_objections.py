"""Who asked for a decision does not answer the objection to it; another moderator does."""

import pytest

from tests.moderation.scene import decide
from tests.moderation.test_objections import answer, object_to


def hidden_after(scene, cast, browse, number, reporter):
    """Ben's post, reported, hidden by Mara; and Ben objects. Its statement is number 1."""
    post = scene.write(number, cast.ben, "You fools.")
    scene.report(post, reporter)
    decide(browse(cast.mara), post, "hide", {"reason": "An insult."})
    assert object_to(browse(cast.ben)).status_code == 303
    return post


@pytest.mark.slow
def test_who_reported_the_post_does_not_answer(scene, cast, browse, number):
    """Ada reported it and Mara decided: Ada wanted the decision, so that Mona answers."""
    post = hidden_after(scene, cast, browse, number, cast.ada)
    ada = browse(cast.ada)
    assert "You reported what was decided about" in ada.get("/moderation/objections/1").text
    data = {"csrf_token": ada.token("/cases/new"), "outcome": "rejected", "reason": "No."}
    refused = ada.post("/moderation/objections/1", data=data)
    assert refused.status_code == 403 and "You reported" in refused.text
    assert ada.submit("/moderation", form="/moderation/next").location.startswith("/moderation")
    assert scene.visibility(post) == "hidden"
    assert not scene.entries(number, "appeal.decided")
    assert answer(browse(cast.mona)).status_code == 303


@pytest.mark.slow
def test_next_passes_over_what_one_has_reported(app, scene, cast, browse, number):
    from forum.moderation.queries import next_for

    hidden_after(scene, cast, browse, number, cast.ada)
    with app.app_context():
        assert next_for(cast.ada.row(), kind="appeal") == []
        assert next_for(cast.mara.row(), kind="appeal") == []
        assert [one.item_id for one in next_for(cast.mona.row(), kind="appeal")] == [1]


@pytest.mark.slow
def test_a_report_of_another_post_is_no_part_in_the_matter(scene, cast, browse, number):
    other = scene.write(number, cast.otto, "Another one.")
    scene.report(other, cast.mona)
    hidden_after(scene, cast, browse, number, cast.anna)
    assert answer(browse(cast.mona)).status_code == 303
