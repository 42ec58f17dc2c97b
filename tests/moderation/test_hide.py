"""A post disappears behind its public reason."""

import pytest

from tests.moderation.scene import FIRST_POST, decide

REASON = "Insults those who answered."


def test_a_hidden_post_leaves_its_reason_in_its_place(scene, cast, browse, reported):
    answer = decide(browse(cast.mara), reported, "hide", {"reason": REASON}, page="/moderation")
    assert answer.status_code == 303
    page = browse().get(f"/cases/{reported.number}").text
    assert "You are all fools." not in page
    assert REASON in page


def test_a_held_post_can_be_hidden_and_never_was_public(scene, cast, browse, held):
    decide(browse(cast.mara), held, "hide", {"reason": "Advertising."})
    assert scene.visibility(held) == "hidden"
    assert FIRST_POST not in browse().get(f"/cases/{held.number}").text
    assert scene.case(held.number, "pending_count") == 0


def test_hiding_answers_all_reports_and_tells_the_author(scene, cast, browse, reported):
    decide(browse(cast.mara), reported, "hide", {"reason": REASON})
    assert scene.decisions(reported) == ["hidden", "hidden"]
    told = {"number": reported.number, "post": reported.position, "decision": "hidden"}
    assert ("report.decided", told) in scene.news(cast.anna)
    assert ("report.decided", told) in scene.news(cast.olga)
    [reason] = [
        values["reason"] for kind, values in scene.news(cast.ben) if kind == "statement.post"
    ]
    assert reason == REASON


def test_the_record_holds_the_decision_once_with_its_reason_beside(scene, cast, browse, reported):
    decide(browse(cast.mara), reported, "hide", {"reason": REASON})
    [entry] = scene.entries(reported.number, "post.hidden")
    assert entry.fields["post"] == reported.position
    assert entry.texts == {"reason": REASON}
    assert REASON not in entry.canonical
    assert not scene.entries(reported.number, "report.kept", "post.approved")


@pytest.mark.parametrize("reason", ["", "   ", "x" * 1001])
def test_a_bad_reason_is_shown_again_with_what_was_typed(scene, cast, browse, held, reason):
    answer = decide(browse(cast.mara), held, "hide", {"reason": reason})
    assert answer.status_code == 422
    assert FIRST_POST in answer.text
    if reason.strip():
        assert reason in answer.text and "1 characters too long" in answer.text
    else:
        assert "Hiding needs a public reason." in answer.text
    assert scene.visibility(held) == "pending"
    assert not scene.entries(held.number, "post.hidden")


@pytest.mark.parametrize("person", ["anna", "ben", "fred", "olga"])
def test_others_may_not_hide(scene, cast, browse, reported, person):
    client = browse(person)
    data = {"csrf_token": client.token("/cases/new"), "reason": REASON}
    answer = client.post(f"/moderation/posts/{reported.id}/hide", data=data)
    assert answer.status_code == 403
    assert scene.visibility(reported) == "public"


@pytest.mark.slow
def test_a_reason_survives_an_expired_form(scene, cast, browse, held):
    mara = browse(cast.mara)
    page = f"/moderation/posts/{held.id}"
    form = next(one for one in mara.forms(page) if one.action.endswith("/hide"))
    answer = mara.send(
        form, page, {"ground": "insult", "reason": "A long reason."}, forged={"csrf_token": "old"}
    )
    assert answer.status_code == 400
    again = next(one for one in mara.forms(page) if one.action.endswith("/hide"))
    assert ("reason", "A long reason.") in again.filled
    assert mara.send(again, page).status_code == 303
    assert scene.hidden_because(held) == "A long reason."
    assert scene.entries(held.number, "post.hidden")[0].texts == {"reason": "A long reason."}


def test_hiding_the_complaint_hides_its_case(scene, cast, browse, number):
    scene.report(first_post(number, scene), cast.ben, "personal_data")
    page = browse(cast.mara).get("/moderation").text
    assert "hiding it hides the whole case" in page
    decide(browse(cast.mara), first_post(number, scene), "hide", {"reason": REASON})
    assert scene.case(number, "visibility") == "hidden"
    assert "It counts twice." not in browse().get(f"/cases/{number}").text


def test_a_moderator_may_hide_what_nobody_reported(scene, cast, browse, number):
    written = scene.write(number, cast.ben, "My neighbour of number 7 is called Meier.")
    assert decide(browse(cast.mara), written, "hide", {"reason": REASON}).status_code == 303
    assert scene.visibility(written) == "hidden"
    assert scene.hidden_because(written) == REASON


def test_script_in_a_reason_stays_text(scene, cast, browse, held):
    decide(browse(cast.mara), held, "hide", {"reason": "<script>alert(1)</script>"})
    page = browse(cast.mona).get(f"/moderation/posts/{held.id}").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def first_post(number, scene):
    from sqlalchemy import select

    from forum.cases.models import Post
    from forum.core.db import db
    from tests.moderation.scene import Written

    with scene.app.app_context():
        where = (Post.case_number == number, Post.position == 1)
        return Written(db.session.scalar(select(Post.id).where(*where)), number, 1)
