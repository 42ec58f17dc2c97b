"""What is personal goes from goodwill: whoever leaves, and a passage that a moderator removes."""

import pytest

from tests.erasure.storage import entries_of, files_with
from tests.harness.people import PASSWORD
from tests.precedents.scene import OFFER

SECRET = "qxzvbarnwtokk"


@pytest.mark.slow
def test_who_leaves_takes_sentence_and_name_along(app, goodwill, browse, cast, worker):
    precedent = goodwill.granted({**OFFER, "why": "As for anna, the meter counted twice."})
    number, claim = goodwill.claimed(precedent, said=f"Mine too, {SECRET}.")
    browse(cast.olga).submit(
        f"/desk/claims/{claim}", {"reason": "The meter of anna counted once."}, form="/refuse"
    )
    before = entries_of(app)
    assert files_with(app, SECRET)
    browse(cast.anna).submit("/account/delete", {"texts": "keep", "password": PASSWORD})
    worker()
    shown = browse().get(f"/precedents/{precedent}").text
    assert SECRET not in shown and "meter of ▒▒▒▒ counted once" in shown
    assert f"/cases/{number}" in shown and goodwill.counts(precedent) == (1, 0, 1)
    assert not files_with(app, SECRET)
    assert entries_of(app)[: len(before)] == before
    from forum.core.db import db
    from forum.precedents.models import PrecedentClaim

    with app.app_context():
        assert db.session.get(PrecedentClaim, claim).claimant_id is None
        # Anna wrote in her own case only: what is said in Ben's is not looked through for hers.


@pytest.mark.slow
def test_an_open_claim_of_who_left_can_still_be_decided(goodwill, browse, cast):
    precedent = goodwill.granted()
    number, claim = goodwill.claimed(precedent)
    browse(cast.anna).submit("/account/delete", {"texts": "remove", "password": PASSWORD})
    assert browse(cast.olga).get("/desk/claims").status_code == 200
    answer = browse(cast.olga).submit(f"/desk/claims/{claim}", {"reason": "Gone."}, form="/refuse")
    assert answer.status_code == 303 and goodwill.counts(precedent) == (1, 0, 1)
    assert browse().get(f"/precedents/{precedent}").status_code == 200


@pytest.mark.slow
def test_a_moderator_removes_a_passage_for_good(app, goodwill, browse, cast, worker):
    precedent = goodwill.granted({**OFFER, "why": f"Because {SECRET} asked for it."})
    goodwill.claimed(precedent, said=f"As {SECRET} said.")
    page, mara = f"/moderation/precedents/{precedent}", browse(cast.mara)
    sent = {"passage": SECRET, "ground": "personal_data"}
    for wrong, words in (
        ({"passage": "never said"}, "does not stand in this precedent"),
        ({"reason": f"It names {SECRET}."}, "must not repeat the passage"),
        ({"reason": " "}, "needs a public reason"),
    ):
        answer = mara.submit(page, {**sent, "reason": "A name.", **wrong}, form="/precedents/")
        assert answer.status_code == 422 and words in answer.text
    before = entries_of(app)
    done = mara.submit(page, {**sent, "reason": "Somebody's name."}, form="/precedents/")
    assert done.status_code == 303
    worker()
    shown = browse().get(f"/precedents/{precedent}").text
    assert (
        SECRET not in shown and "Because ▒▒▒▒ asked for it." in shown and "As ▒▒▒▒ said." in shown
    )
    assert "No goodwill here" in browse().get(f"/precedents?q={SECRET}").text
    assert not files_with(app, SECRET)
    assert entries_of(app)[: len(before)] == before
    [entry] = goodwill.entries(1, "precedent.redacted")
    assert entry.texts["reason"] == "Somebody's name."
    assert mara.submit(page, {**sent, "reason": "Again."}, form="/precedents/").status_code == 422


def test_who_recorded_it_does_not_redact_it(goodwill, browse, cast):
    number = goodwill.open()
    goodwill.grant(number, person="ada")
    assert browse(cast.ada).get("/moderation/precedents/1").status_code == 403
    assert browse(cast.olga).get("/moderation/precedents/1").status_code == 403
    assert browse(cast.mona).get("/moderation/precedents/1").status_code == 200


@pytest.mark.slow
def test_a_passage_removed_from_the_post_goes_from_the_record_too(goodwill, browse, cast):
    precedent = goodwill.granted({**OFFER, "why": f"Because {SECRET} asked for it."})
    number, claim = goodwill.claimed(precedent)
    refused = {"reason": f"The meter of {SECRET} counted once."}
    browse(cast.olga).submit(f"/desk/claims/{claim}", refused, form="/refuse")
    goodwill.redact(number, 2, SECRET)
    shown = browse().get(f"/precedents/{precedent}").text
    assert SECRET not in shown and "The meter of ▒▒▒▒ counted once." in shown
