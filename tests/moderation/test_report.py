""" "This post breaks a rule"."""

import pytest

from tests.moderation.scene import decide

THANKS = "A moderator looks at it"


@pytest.fixture
def post(scene, cast, number):
    """Ben's public post in Anna's case."""
    return scene.write(number, cast.ben, "You are all fools.")


def url_of(post):
    return f"/cases/{post.number}/posts/{post.position}/reports"


def test_anna_reports_a_post_and_it_waits(scene, cast, browse, post):
    answer = browse(cast.anna).submit(
        url_of(post), {"reason": "insult", "note": "Look."}, follow=True
    )
    assert answer.status_code == 200 and THANKS in answer.text
    page = browse(cast.mara).get("/moderation").text
    assert "1 report" in page and "Insult or threat" in page
    assert "Look." in page and "anna" in page
    assert scene.visibility(post) == "public"


def test_a_report_is_no_public_record_and_its_note_stays_inside(scene, cast, browse, post):
    browse(cast.anna).submit(url_of(post), {"reason": "other", "note": "canary-3141"})
    with scene.app.app_context():
        from forum.ledger.queries import entries_about

        assert all("canary" not in entry.canonical for entry in entries_about(post.number))
    for person in (None, cast.anna, cast.ben, cast.olga):
        assert "canary-3141" not in browse(person).get(f"/cases/{post.number}").text
    assert "canary-3141" in browse(cast.mara).get("/moderation").text


def test_one_report_a_person_and_post(scene, cast, browse, post):
    anna = browse(cast.anna)
    forms = anna.forms(url_of(post))
    form = next(one for one in forms if "reason" in one.offered)
    anna.send(form, url_of(post), {"reason": "insult"})
    assert "You have reported this post already." in anna.get(url_of(post)).text
    answer = anna.send(form, url_of(post), {"reason": "unlawful"}, forged={"once": "another-key"})
    assert answer.status_code == 409
    assert "You have reported this post already." in answer.text
    assert scene.decisions(post) == [None]


def test_a_double_click_is_one_report(scene, cast, browse, post):
    anna = browse(cast.anna)
    form = next(one for one in anna.forms(url_of(post)) if "reason" in one.offered)
    answers = [anna.send(form, url_of(post), {"reason": "insult"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert scene.decisions(post) == [None]


@pytest.mark.slow
def test_visitors_report_without_an_account_and_read_what_became_of_it(
    scene, cast, browse, mailbox, post
):
    visitor = browse()
    typed = {
        "reason": "insult",
        "note": "That hurts somebody.",
        "contact": "Witness@Example.org",
        "is_honest": True,
    }
    answer = visitor.submit(url_of(post), typed)
    assert answer.status_code == 303 and answer.location.startswith("/reports/")
    assert "has not looked at it yet" in browse().get(answer.location).text
    assert answer.location in mailbox.text_to("witness@example.org")
    decide(browse(cast.mara), post, "hide", {"reason": "Insult."})
    assert "hid it" in browse().get(answer.location).text
    assert "The post was hidden." in mailbox.text_to("witness@example.org")
    assert "That hurts" not in browse().get(answer.location).text


@pytest.mark.parametrize("missing", ["reason", "note", "is_honest"])
def test_a_visitors_report_says_why_and_in_earnest(scene, browse, post, missing):
    typed = {"reason": "insult", "note": "Why.", "is_honest": True} | {missing: None}
    answer = browse().submit(url_of(post), typed)
    assert answer.status_code == 422
    assert "Why." in answer.text or missing == "note"
    assert scene.decisions(post) == []


def test_a_forged_receipt_shows_nothing(browse):
    assert browse().get("/reports/" + "x" * 32).status_code == 404


def test_nobody_reports_their_own_post(scene, cast, browse, post):
    ben = browse(cast.ben)
    assert ben.get(url_of(post)).status_code == 403
    data = {"csrf_token": ben.token("/cases/new"), "reason": "insult"}
    assert ben.post(url_of(post), data=data).status_code == 403
    assert scene.decisions(post) == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"note": "It hurts."}, "Please choose a reason."),
        ({"reason": "other", "note": " "}, "Please say in a few words"),
        ({"reason": "insult", "note": "y" * 1001}, "1 characters too long"),
    ],
)
def test_bad_input_is_shown_again(scene, cast, browse, post, typed, sentence):
    answer = browse(cast.anna).submit(url_of(post), typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert typed["note"] in answer.text
    assert scene.decisions(post) == []


def test_a_forged_reason_is_refused(scene, cast, browse, post):
    answer = browse(cast.anna).submit(url_of(post), {"note": "n"}, forged={"reason": "'; drop"})
    assert answer.status_code == 422
    assert scene.decisions(post) == []


def test_what_is_not_public_cannot_be_reported(scene, cast, browse, held):
    for person in (cast.anna, cast.fred, cast.mara):
        assert browse(person).get(url_of(held)).status_code == 404
    for place in ("0", "99", "99999999999"):
        url = f"/cases/{held.number}/posts/{place}/reports"
        assert browse(cast.anna).get(url).status_code == 404


def test_reading_the_form_writes_nothing(scene, cast, browse, post, statements):
    anna = browse(cast.anna)
    with statements() as counted:
        anna.get(url_of(post))
    assert counted.number and not [
        text for text in counted.texts if not text.upper().startswith(("SELECT", "BEGIN", "PRAGMA"))
    ]
