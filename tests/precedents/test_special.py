"""Goodwill without a record is what the report kind "special treatment" is for."""

import pytest

from tests.moderation.scene import Scene, decide
from tests.precedents.scene import OFFER


@pytest.fixture
def scene(app):
    return Scene(app)


@pytest.mark.slow
def test_a_report_leads_to_the_record_that_is_missing(goodwill, scene, browse, cast):
    number = goodwill.open()
    written = scene.write(number, cast.olga, "For you I make an exception: 2 GB.")
    report = f"/cases/{number}/posts/{written.position}/reports"
    answer = browse(cast.ben).submit(report, {"reason": "special_treatment"})
    assert answer.status_code == 303
    page = f"/moderation/posts/{written.id}"
    shown = browse(cast.mara).get(page).text
    assert "There is no public record of goodwill for this post." in shown
    form = f"/cases/{number}/goodwill?post={written.position}"
    assert f'href="{form}"' in shown
    assert browse(cast.mara).get(form).status_code == 403, "moderators do not grant"
    assert browse(cast.olga).submit(form, OFFER, form="/goodwill").status_code == 303
    shown = browse(cast.mara).get(page).text
    assert "There is a public record of what was granted:" in shown and "/precedents/1" in shown
    kept = decide(browse(cast.mara), written, "keep")
    assert kept.status_code == 303
    assert scene.decisions(written) == ["kept"]


@pytest.mark.slow
def test_the_granting_of_a_claim_has_its_record_already(goodwill, scene, browse, cast):
    from forum.core.db import db

    precedent = goodwill.granted()
    number, claim = goodwill.claimed(precedent)
    browse(cast.olga).submit(f"/desk/claims/{claim}", form="/grant")
    browse(cast.ben).submit(f"/cases/{number}/posts/2/reports", {"reason": "special_treatment"})
    with goodwill.app.app_context():
        from sqlalchemy import select

        from forum.cases.models import Post

        where = (Post.case_number == number, Post.position == 2)
        post_id = db.session.scalar(select(Post.id).where(*where))
    shown = browse(cast.mara).get(f"/moderation/posts/{post_id}").text
    assert "There is a public record" in shown and f"/precedents/{precedent}" in shown


def test_other_reports_say_nothing_of_it(goodwill, scene, browse, cast):
    number = goodwill.open()
    written = scene.write(number, cast.olga, "Nothing to grant.")
    scene.report(written, cast.ben, "insult")
    page = browse(cast.mara).get(f"/moderation/posts/{written.id}").text
    assert "public record of goodwill" not in page
