"""Drafting, proposing and publishing through the pages: two moderators, and every refusal."""

import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from tests.rulebook.conftest import NOTE, ROOT


@pytest.mark.slow
def test_one_moderator_proposes_and_another_one_publishes(proposed, press, browse, cast, in_force):
    draft_id = proposed()
    page = browse(cast.mona).get(f"{ROOT}/drafts/{draft_id}").text
    assert "<del>8 h</del>" in page and "<ins>30 h</ins>" in page
    published = press("mona", draft_id, "publish")
    assert published.status_code == 303 and published.location.endswith("/rules/2")
    assert in_force().version == 2 and in_force().rule("R4").minutes == 30 * 60
    public = browse().get("/rules").text
    assert "Rulebook 2" in public and NOTE in public and "M-01" in public and "M-02" in public
    assert "no longer in force" in browse().get("/rules/1").text
    assert "<ins>30 h</ins>" in browse().get("/rules/1/changes/2").text
    assert browse().get("/rules/3").status_code == 404


def test_the_publication_stands_in_the_record_with_its_fingerprint(proposed, press, app):
    from forum.ledger.queries import entries_after
    from forum.rulebook.queries import row_of_version

    draft_id = proposed()
    press("mona", draft_id, "publish")
    with app.app_context():
        [entry] = entries_after(None, kinds=("rulebook.published",)).items
        row = row_of_version(2)
        assert entry.fields == {
            "rulebook": 2,
            "cap": 48 * 60,
            "fingerprint": row.fingerprint,
            "proposer": "M-01",
        }
        assert (entry.actor_role, entry.actor) == ("moderator", "M-02")


def test_nobody_approves_their_own_proposal(proposed, browse, cast, in_force):
    draft_id = proposed()
    client = browse(cast.mara)
    page = f"{ROOT}/drafts/{draft_id}"
    assert "Approve and publish" not in client.get(page).text
    seen = {"csrf_token": client.token(page), "seen": fingerprint(client, draft_id)}
    answer = client.post(f"{page}/publish", data=seen)
    assert answer.status_code == 403 and "your own proposal" in answer.text
    assert in_force().version == 1


def test_what_is_published_is_what_was_looked_at(proposed, press, browse, cast, in_force):
    draft_id = proposed()
    answer = press("mona", draft_id, "publish", seen="another")
    assert answer.status_code == 409 and "Please look again" in answer.text
    assert in_force().version == 1


@pytest.mark.slow
def test_of_two_publications_at_once_one_is_refused(proposed, press, app, in_force):
    first, second = proposed(), proposed(31)
    assert press("mona", first, "publish").status_code == 303
    answer = press("mona", second, "publish")
    assert answer.status_code == 409 and "came into force meanwhile" in answer.text
    assert in_force().version == 2


def test_of_two_moderators_who_publish_the_same_at_one_moment_one_does(proposed, app, cast):
    from forum.core.db import db, writing
    from forum.core.errors import Refused
    from forum.queue.rulebook_actions import put_in_force
    from forum.rulebook.models import RulebookRow
    from forum.rulebook.queries import published_rulebooks

    draft_id = proposed()
    begun, outcomes = threading.Barrier(2), []

    def publish(person):
        with app.app_context():
            begun.wait(10)
            try:
                with writing():
                    put_in_force(db.session.get(RulebookRow, draft_id), approver=person.row())
                outcomes.append("published")
            except Refused:
                outcomes.append("refused")

    threads = [threading.Thread(target=publish, args=(one,)) for one in (cast.mona, cast.ada)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["published", "refused"]
    with app.app_context():
        assert [one.version for one in published_rulebooks()] == [1, 2]


@pytest.mark.slow
def test_an_outdated_draft_is_compared_before_it_is_proposed_again(
    proposed, press, browse, cast, in_force
):
    first, second = proposed(), proposed(31)
    press("mona", first, "publish")
    assert press("mara", second, "take-back").status_code == 303
    page = browse(cast.mara).get(f"{ROOT}/drafts/{second}").text
    assert "came into force after this draft was begun" in page
    assert press("mara", second, "catch-up").status_code == 303
    press("mara", second, "propose")
    assert press("mona", second, "publish").status_code == 303
    assert in_force().version == 3 and in_force().rule("R4").minutes == 31 * 60


BAD_RULES = [
    ({"hours": 49}, "above the cap"),
    ({"hours": 0, "minutes": 0}, "more than nothing"),
    ({"hours": -1}, "between 0 and 336"),
    ({"hours": "eight"}, "valid integer"),
    ({"title_de": ""}, "German title is missing"),
    ({"reason_de": " "}, "German reason is missing"),
    ({"title_en": ""}, "English title is missing"),
    ({"affected_count_at_least": 10, "affected_count_at_most": 5}, "contradict each other"),
    ({"affected_count_at_least": 0}, "for every case"),
    ({"affected_count_at_least": ""}, "at least one condition"),
]


@pytest.mark.parametrize(("fields", "sentence"), BAD_RULES)
def test_a_bad_rule_is_refused_beside_its_question_with_all_that_was_typed(
    draft, change_rule, app, fields, sentence
):
    draft_id = draft()
    before = stored(app, draft_id)
    answer = change_rule(draft_id, "R4", reason_en="Typed at length.", **fields)
    assert answer.status_code == 422 and sentence in answer.text
    assert "Typed at length." in answer.text
    assert stored(app, draft_id) == before


def test_a_forged_fact_gets_nowhere(draft, browse, cast, app):
    draft_id = draft()
    page = f"{ROOT}/drafts/{draft_id}/rules/R4"
    forged = {"follower_count": "at_least:10000", "total_outage": "is:famous"}
    answer = browse(cast.mara).submit(page, {"hours": 8}, forged=forged)
    assert answer.status_code == 422 and "valid choice" in answer.text
    answer = browse(cast.mara).submit(page, {"hours": 8}, forged={"author": "is:sascha"})
    assert answer.status_code == 303 and "sascha" not in stored(app, draft_id)


def test_a_new_rule_gets_a_number_that_no_rule_ever_had(
    draft, press, change_rule, browse, cast, app
):
    draft_id = draft()
    page = f"{ROOT}/drafts/{draft_id}"
    browse(cast.mara).submit(page, form=f"{page}/rules/R7/remove")
    texts = {"title_de": "Idee", "title_en": "Idea", "reason_de": "Weil.", "reason_en": "Because."}
    made = change_rule(draft_id, "new", hours=1, minutes=30, kind="is:idea", **texts)
    assert made.status_code == 303 and made.location.endswith("#R8")
    assert '"code":"R8"' in stored(app, draft_id) and '"code":"R7"' not in stored(app, draft_id)


def test_a_cap_below_a_rule_cannot_be_proposed(draft, press, browse, cast):
    draft_id = draft()
    page = f"{ROOT}/drafts/{draft_id}"
    assert browse(cast.mara).submit(page, {"hours": 20, "note": NOTE}).status_code == 303
    assert "R1: The head start is above the cap" in browse(cast.mara).get(page).text
    answer = press("mara", draft_id, "propose")
    assert answer.status_code == 409 and "above the cap" in answer.text


def test_a_proposal_needs_a_public_note_and_a_change(draft, press, browse, cast):
    draft_id = draft()
    assert "Say in public what changes" in press("mara", draft_id, "propose").text
    browse(cast.mara).submit(f"{ROOT}/drafts/{draft_id}", {"note": NOTE})
    answer = press("mara", draft_id, "propose")
    assert answer.status_code == 409 and "the same as the rulebook in force" in answer.text


def test_a_draft_is_changed_by_nobody_else_and_a_proposal_by_nobody(
    draft, change_rule, proposed, browse, cast
):
    assert browse(cast.mona).get(f"{ROOT}/drafts/{draft()}/rules/R1").status_code == 403
    draft_id = proposed()
    answer = change_rule(draft_id, "R1", hours=2)
    assert answer.status_code == 409 and "take it back first" in answer.text


def test_the_database_itself_keeps_what_was_published(app, engine):
    from forum.core.db import db, writing

    for statement in (
        "UPDATE rulebooks SET content = '{}' WHERE version = 1",
        "DELETE FROM rulebooks WHERE version = 1",
        "UPDATE rulebooks SET version = NULL WHERE version = 1",
    ):
        with app.app_context(), pytest.raises(DatabaseError, match="never changed"), writing():
            db.session.execute(text(statement))


def fingerprint(client, draft_id: int) -> str:
    from forum.core.db import db
    from forum.rulebook.models import RulebookRow

    with client.application.app_context():
        return db.session.get(RulebookRow, draft_id).fingerprint


def stored(app, draft_id: int) -> str:
    from forum.core.db import db
    from forum.rulebook.models import RulebookRow

    with app.app_context():
        return db.session.get(RulebookRow, draft_id).content
