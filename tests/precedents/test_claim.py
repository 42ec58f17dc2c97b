"""An author in the same position claims what another one got: one click, or a clear answer."""

import pytest

from tests.precedents.scene import ONCE


@pytest.mark.slow
def test_one_click_on_the_page_of_the_precedent(goodwill, browse):
    precedent = goodwill.granted()
    number = goodwill.open("Mine too", "anna")
    answer = goodwill.claim(precedent, number, said="Since the update of Monday.")
    assert answer.status_code == 303 and answer.location.endswith(f"/cases/{number}#goodwill")
    assert goodwill.counts(precedent) == (1, 0, 0)
    case = browse().get(f"/cases/{number}").text
    assert f"The author is in the same position as in P-{precedent} and claims it" in case
    assert "not decided yet" in case and "promised until 5 March 2026" in case
    page = browse().get(f"/precedents/{precedent}").text
    assert "1 claim" in page and "Since the update of Monday." in page
    [entry] = goodwill.entries(number, "precedent.claimed")
    assert entry.fields["precedent"] == precedent and entry.actor_role == "customer"
    assert "Monday" not in entry.canonical
    assert goodwill.replays_clean()


@pytest.mark.slow
def test_one_click_on_the_authors_own_case(goodwill, browse, cast):
    precedents = [goodwill.granted() for _ in range(4)]
    number = goodwill.open("Mine too", "anna")
    page = browse(cast.anna).get(f"/cases/{number}").text
    assert page.count("I am in the same position") == 3, "at most three, the latest"
    for other in (None, "ben", "olga"):
        assert "I am in the same position" not in browse(other).get(f"/cases/{number}").text
    answer = browse(cast.anna).submit(f"/cases/{number}", form=f"/precedents/{precedents[-1]}/")
    assert answer.status_code == 303
    assert goodwill.counts(precedents[-1]) == (1, 0, 0)


@pytest.mark.slow
@pytest.mark.parametrize("settings", [{"PRECEDENT_CLAIM_HOURS": 5}], indirect=True)
def test_the_promised_time_is_a_setting_and_late_is_late_for_ever(
    goodwill, browse, clock, settings
):
    precedent = goodwill.granted()
    number, claim = goodwill.claimed(precedent)
    assert "the promised time is over" not in browse().get(f"/precedents/{precedent}").text
    clock.move(hours=5, seconds=1)
    assert "the promised time is over" in browse().get(f"/precedents/{precedent}").text
    assert "1 is later than promised." in browse("olga").get("/desk/claims").text
    browse("olga").submit(f"/desk/claims/{claim}", {"body": "Yes, too."}, form="/grant")
    clock.move(days=400)
    assert "later than promised" in browse().get(f"/precedents/{precedent}").text
    assert "later than promised" in browse().get(f"/cases/{number}").text
    [entry] = goodwill.entries(number, "precedent.granted")
    assert entry.fields["late"] is True


def post_claim(browse, person, precedent, number, said=""):
    """Sent by hand, as a page from before would, or somebody who means harm."""
    client = browse(person)
    sent = {"csrf_token": client.token("/account"), "case": number, "said": said}
    return client.post(f"/precedents/{precedent}/claims", data=sent)


def refused(goodwill, answer, status, words):
    assert answer.status_code == status and words in answer.text, answer.text
    return "Kept sentence." in answer.text


def test_an_expired_offer(goodwill, browse, clock):
    precedent, number = goodwill.granted(), goodwill.open(person="anna")
    clock.set(clock.now.replace(month=3, day=31, hour=22))  # still the last day, in Berlin
    assert "Claim it in case" in browse("anna").get(f"/precedents/{precedent}").text
    clock.move(hours=1)
    assert "Claim it in case" not in browse("anna").get(f"/precedents/{precedent}").text
    answer = post_claim(browse, "anna", precedent, number, "Kept sentence.")
    assert refused(goodwill, answer, 409, "This could be claimed until 31 March 2026.")
    assert goodwill.counts(precedent) == (0, 0, 0)


@pytest.mark.slow
def test_an_ended_one_and_one_that_cannot_be_repeated(goodwill, browse, cast):
    ended, once = goodwill.granted(), goodwill.granted(ONCE)
    number = goodwill.open(person="anna")
    browse(cast.olga).submit(
        f"/precedents/{ended}/change", {"change": "end", "reason": "Repaired."}, form="/change"
    )
    for precedent, words in ((ended, "has been ended"), (once, "cannot be repeated")):
        answer = post_claim(browse, "anna", precedent, number, "Kept sentence.")
        assert refused(goodwill, answer, 409, words)


@pytest.mark.slow
def test_twice_is_once(goodwill, browse):
    precedent = goodwill.granted()
    number, _claim = goodwill.claimed(precedent)
    answer = post_claim(browse, "anna", precedent, number, "Kept sentence.")
    assert refused(goodwill, answer, 409, "You have claimed this in this case already.")
    assert goodwill.counts(precedent) == (1, 0, 0)


def test_somebody_elses_case_and_its_own(goodwill, browse):
    precedent = goodwill.granted()
    number, granted_in = goodwill.open(person="anna"), 1
    assert refused(
        goodwill, post_claim(browse, "ben", precedent, number, "Kept sentence."), 403, "Only the"
    )
    answer = post_claim(browse, "ben", precedent, granted_in, "Kept sentence.")
    assert refused(goodwill, answer, 409, "It was granted in this very case")
    assert refused(
        goodwill, post_claim(browse, "ben", precedent, 4711, "Kept sentence."), 404, "no case"
    )
    assert goodwill.counts(precedent) == (0, 0, 0)


@pytest.mark.slow
def test_a_case_that_ended_was_merged_or_hidden(goodwill, browse, cast):
    precedent = goodwill.granted()
    solved, into, merged, hidden = (goodwill.open(f"Mine {n}", "anna") for n in range(4))
    browse(cast.anna).submit(f"/cases/{solved}", form=f"/cases/{solved}/solution")
    goodwill.merge(merged, into)
    goodwill.hide(hidden)
    for number, status, words in (
        (solved, 409, "Reopen it first"),
        (merged, 409, "goes on in another one"),
        (hidden, 403, "only possible in a public case"),
    ):
        answer = post_claim(browse, "anna", precedent, number, "Kept sentence.")
        assert refused(goodwill, answer, status, words), number
    shown = browse(cast.anna).get(f"/precedents/{precedent}").text
    assert f"Claim it in case {into}" in shown
    assert all(f"Claim it in case {one}" not in shown for one in (solved, merged, hidden))


@pytest.mark.parametrize(
    "number", ["", "x", "-1", "0", "99999999999999999999", "1; DROP TABLE cases", "１"]
)
def test_a_forged_number_is_no_failure(goodwill, browse, number):
    precedent = goodwill.granted()
    answer = post_claim(browse, "anna", precedent, number, "Kept sentence.")
    assert answer.status_code in (403, 404, 422), answer.status
    for path in ("/precedents/0", "/precedents/99999999999999999999"):
        assert browse().get(path).status_code == 404
    assert post_claim(browse, "anna", 4711, 1).status_code == 404


@pytest.mark.slow
def test_a_sentence_has_no_links_no_personal_data_and_nothing_to_hold_back(
    app, goodwill, browse, cast
):
    from forum.core.db import writing

    precedent, number = goodwill.granted(), goodwill.open(person="anna")
    for said, words in (
        ("See https://example.org/watches", "No links here"),
        ("Call 0170 1234567.", "Please leave out: 0170 1234567"),
        ("x" * 301, "too long"),
    ):
        answer = goodwill.claim(precedent, number, said=said)
        assert answer.status_code == 422 and words in answer.text
    from datetime import timedelta

    with app.app_context(), writing():
        cast.anna.row().limited_until = goodwill.clock.now + timedelta(days=3)
    answer = goodwill.claim(precedent, number, said="I was counted twice.")
    assert answer.status_code == 422 and "I was counted twice." in answer.text
    assert goodwill.claim(precedent, number).status_code == 303


def test_who_has_no_open_case_is_shown_how_to_get_one(goodwill, browse):
    precedent = goodwill.granted()
    assert "/cases/new?category=mobile" in browse("nora").get(f"/precedents/{precedent}").text
    assert "Sign in to claim it" in browse().get(f"/precedents/{precedent}").text


@pytest.mark.slow
def test_a_script_in_any_text_is_text(goodwill, browse):
    evil = "<script>alert(1)</script>"
    offer = {"what": evil, "why": evil, "terms": evil, "repeatable": "yes", "until": "2026-03-31"}
    precedent = goodwill.granted(offer)
    number, claim = goodwill.claimed(precedent, said=evil)
    for person, path in (
        (None, f"/precedents/{precedent}"),
        (None, "/precedents"),
        (None, "/precedents/feed"),
        (None, f"/cases/{number}"),
        ("olga", f"/desk/claims/{claim}"),
        ("olga", "/desk/claims"),
    ):
        shown = browse(person).get(path).text
        assert "<script>alert" not in shown and "&lt;script&gt;" in shown, path


def test_what_was_said_in_a_case_that_is_hidden_is_said_nowhere(goodwill, browse):
    precedent = goodwill.granted()
    number = goodwill.open("Mine too", "anna")
    goodwill.claim(precedent, number, said="Since the update of Monday.")
    goodwill.hide(number)
    page = browse().get(f"/precedents/{precedent}").text
    assert "A case that is not public" in page and "1 claim" in page
    assert "Monday" not in page and f"/cases/{number}" not in page
