"""Nothing is wrong with a reported post: it stays."""

import pytest

from tests.moderation.scene import decide


def test_a_kept_post_stays_and_all_its_reports_are_answered(scene, cast, browse, reported):
    answer = decide(browse(cast.mara), reported, "keep", page="/moderation", follow=True)
    assert answer.status_code == 200
    assert "Nothing waits" in answer.text
    assert scene.visibility(reported) == "public"
    assert scene.decisions(reported) == ["kept", "kept"]


def test_author_and_reporters_are_told(scene, cast, browse, reported):
    decide(browse(cast.mara), reported, "keep")
    told = {"number": reported.number, "post": reported.position, "decision": "kept"}
    for reporter in (cast.anna, cast.olga):
        assert ("report.decided", told) in scene.news(reporter)
    assert ("report.kept", {"number": reported.number}) in scene.news(cast.ben)
    assert "report.decided" not in [kind for kind, _ in scene.news(cast.ben)]


def test_the_record_counts_the_reports_and_names_nobody(scene, cast, browse, reported):
    decide(browse(cast.mara), reported, "keep")
    [entry] = scene.entries(reported.number, "report.kept")
    assert entry.fields["post"] == reported.position and entry.fields["reports"] == 2
    assert entry.fields["ground"] == "no_breach"
    assert entry.texts == {"reason": "A moderator looked at it: it breaks no rule."}
    assert "confidential-note" not in entry.canonical


@pytest.mark.parametrize("person", ["anna", "ben", "olga"])
def test_others_may_not_decide(scene, cast, browse, reported, person):
    client = browse(person)
    token = client.token("/cases/new")
    answer = client.post(f"/moderation/posts/{reported.id}/keep", data={"csrf_token": token})
    assert answer.status_code == 403
    assert scene.decisions(reported) == [None, None]


def test_who_reported_a_post_does_not_decide_about_it(scene, cast, browse, reported):
    scene.report(reported, cast.mara, "insult")
    mara = browse(cast.mara)
    assert "You reported this post; another moderator decides" in mara.get("/moderation").text
    token = mara.token("/cases/new")
    url = f"/moderation/posts/{reported.id}/keep"
    assert mara.post(url, data={"csrf_token": token}).status_code == 403
    assert decide(browse(cast.mona), reported, "keep").status_code == 303
    assert scene.decisions(reported) == ["kept"] * 3


def test_a_report_that_came_meanwhile_is_looked_at_first(scene, cast, browse, reported):
    mara = browse(cast.mara)
    page = f"/moderation/posts/{reported.id}"
    form = next(one for one in mara.forms(page) if one.action.endswith("/keep"))
    scene.report(reported, cast.otto, "personal_data")
    assert mara.send(form, page).status_code == 409
    assert scene.decisions(reported) == [None, None, None]


def test_another_person_may_report_a_kept_post_again(scene, cast, browse, reported):
    decide(browse(cast.mara), reported, "keep")
    scene.report(reported, cast.otto, "unlawful")
    assert f'id="item-{reported.id}"' in browse(cast.mara).get("/moderation?kind=reported").text
    decide(browse(cast.mona), reported, "keep")
    assert scene.decisions(reported) == ["kept"] * 3
    assert [e.fields["reports"] for e in scene.entries(reported.number, "report.kept")] == [2, 1]


def test_a_decision_is_kept_under_the_one_name_of_its_moderator(app, scene, cast, browse, reported):
    from forum.core.db import db
    from forum.core.once import OnceResult
    from forum.core.web import scope_of

    decide(browse(cast.mara), reported, "keep")
    with app.app_context():
        assert set(db.session.scalars(db.select(OnceResult.scope))) == {scope_of(cast.mara)}
