"""Claims before staff: oldest first, yes or no with a reason, once, and in their turn."""

import pytest

from tests.moderation.test_two_moderators import at_once


def decide(client, claim, verb, **sent):
    return client.submit(f"/desk/claims/{claim}", sent, form=f"/{verb}")


@pytest.mark.slow
def test_yes_writes_in_the_case_and_counts(goodwill, browse, cast, mailbox):
    precedent = goodwill.granted()
    number, claim = goodwill.claimed(precedent)
    olga = browse(cast.olga)
    page = olga.get(f"/desk/claims/{claim}").text
    assert "You get the same as in precedent P-1: 2 GB more for this month" in page
    answer = olga.submit(f"/desk/claims/{claim}", form="/grant")  # as it stands
    assert answer.status_code == 303 and answer.location.endswith("/desk/claims")
    assert goodwill.counts(precedent) == (1, 1, 0)
    assert goodwill.posts(number)[-1].startswith("You get the same as in precedent P-1")
    shown = browse().get(f"/cases/{number}").text
    assert f"The claim on P-{precedent} is granted" in shown
    assert "granted" in browse().get(f"/precedents/{precedent}").text
    [entry] = goodwill.entries(number, "precedent.granted")
    assert entry.fields["post"] == 2 and entry.fields["late"] is False
    assert f"/cases/{number}" in mailbox.last_to(cast.anna).get_body(("plain",)).get_content()
    assert goodwill.replays_clean()


@pytest.mark.slow
def test_no_needs_a_reason_which_everybody_reads(goodwill, browse, cast):
    precedent = goodwill.granted()
    number, claim = goodwill.claimed(precedent)
    olga = browse(cast.olga)
    for reason in ("", " \u200b"):
        answer = decide(olga, claim, "refuse", reason=reason)
        assert answer.status_code == 422 and "A refusal needs a public reason." in answer.text
    answer = decide(olga, claim, "refuse", reason="Of 0170 1234567.")
    assert answer.status_code == 422 and "Of 0170 1234567." in answer.text
    assert decide(olga, claim, "refuse", reason="Your meter counted once.").status_code == 303
    assert goodwill.counts(precedent) == (1, 0, 1)
    assert "Your meter counted once." in goodwill.posts(number)[-1]
    assert "Your meter counted once." in browse().get(f"/precedents/{precedent}").text
    [entry] = goodwill.entries(number, "precedent.refused")
    assert entry.texts["reason"] == "Your meter counted once."


@pytest.mark.slow
@pytest.mark.parametrize("verb", ["grant", "refuse"])
def test_it_is_service_and_has_its_turn(goodwill, browse, cast, verb):
    precedent = goodwill.granted()
    first = goodwill.open()
    goodwill.clock.move(hours=1)
    number, claim = goodwill.claimed(precedent)
    olga = browse(cast.olga)
    sent = {"body": "My words."} if verb == "grant" else {"reason": "My words."}
    answer = decide(olga, claim, verb, **sent)
    assert answer.status_code == 409 and "1 other case stands before it" in answer.text
    assert "My words." in answer.text and f"/cases/{number}/claim" in answer.text
    assert goodwill.counts(precedent) == (1, 0, 0) and len(goodwill.posts(number)) == 1
    olga.submit(f"/cases/{number}/claim", {"reason": "It was promised for today."})
    assert decide(olga, claim, verb, **sent).status_code == 303
    assert goodwill.places() == [first] and goodwill.replays_clean()


@pytest.mark.slow
def test_the_list_is_oldest_first_and_paged(goodwill, browse, cast):
    precedent = goodwill.granted()
    numbers = [goodwill.claimed(precedent, one.name)[0] for one in cast.others(21)]
    olga = browse(cast.olga)
    first = olga.get("/desk/claims").text
    assert "21 claims wait." in first
    assert first.index(f"/cases/{numbers[0]}") < first.index(f"/cases/{numbers[1]}")
    assert f'"/cases/{numbers[20]}"' not in first
    following = first.split('rel="next" href="')[1].split('"')[0]
    assert f'"/cases/{numbers[20]}"' in olga.get(following).text
    assert olga.get("/desk/claims?cursor=forged").status_code == 422
    page = browse().get(f"/precedents/{precedent}").text
    following = page.split('rel="next" href="')[1].split('"')[0]
    assert f'"/cases/{numbers[0]}"' in browse().get(following).text


@pytest.mark.slow
def test_at_the_same_moment_exactly_one_decides(goodwill, browse, cast):
    precedent = goodwill.granted()
    for round in range(4):
        number, claim = goodwill.claimed(precedent)
        olga, otto = browse(cast.olga), browse(cast.otto)
        page = f"/desk/claims/{claim}"
        yes = next(one for one in olga.forms(page) if one.action.endswith("/grant"))
        no = next(one for one in otto.forms(page) if one.action.endswith("/refuse"))
        answers = at_once(
            lambda yes=yes, olga=olga, page=page: olga.send(yes, page),
            lambda no=no, otto=otto, page=page: otto.send(no, page, {"reason": "My words."}),
        )
        assert sorted(one.status_code for one in answers) == [303, 409], answers[0].text
        late = next(one for one in answers if one.status_code == 409)
        assert "A colleague has decided about this claim already." in late.text
        assert late is answers[0] or "My words." in late.text
        assert len(goodwill.posts(number)) == 2
        assert len(goodwill.entries(number, "precedent.granted", "precedent.refused")) == 1
        assert sum(goodwill.counts(precedent)[1:]) == round + 1


@pytest.mark.slow
@pytest.mark.parametrize("happens", ["merged", "hidden"])
def test_a_claim_in_a_case_that_is_gone_is_decided_beside_it(goodwill, browse, cast, happens):
    precedent, into = goodwill.granted(), goodwill.open()
    goodwill.clock.move(hours=1)
    number, claim = goodwill.claimed(precedent)
    goodwill.merge(number, into) if happens == "merged" else goodwill.hide(number)
    olga = browse(cast.olga)
    assert "Nothing can be written in this case now." in olga.get(f"/desk/claims/{claim}").text
    assert decide(olga, claim, "refuse", reason="Your meter counted once.").status_code == 303
    assert len(goodwill.posts(number)) == 1
    assert "Your meter counted once." in browse().get(f"/precedents/{precedent}").text
    assert "claim to the same goodwill is refused" in (
        browse(cast.anna).get("/account/notifications").text
    )


@pytest.mark.slow
def test_nobody_decides_their_own_claim(goodwill, browse, cast):
    precedent = goodwill.granted()
    _number, claim = goodwill.claimed(precedent, "otto")
    assert browse(cast.otto).get(f"/desk/claims/{claim}").status_code == 403
    for person in ("anna", "mara"):
        assert browse(person).get(f"/desk/claims/{claim}").status_code == 403
    assert browse("olga").get("/desk/claims/4711").status_code == 404
    assert browse("olga").get(f"/desk/claims/{claim}").status_code == 200


def test_a_claim_made_in_time_is_decided_after_the_offer_ended(goodwill, browse, cast, clock):
    precedent = goodwill.granted()
    _number, claim = goodwill.claimed(precedent)
    clock.move(days=60)
    assert decide(browse(cast.olga), claim, "grant", body="Late, but yes.").status_code == 303
    assert goodwill.counts(precedent) == (1, 1, 0)


def test_staff_who_may_not_write_decide_nothing(app, goodwill, browse, cast):
    from tests.house.stage import suspend

    precedent = goodwill.granted()
    number, claim = goodwill.claimed(precedent)
    suspend(app, cast, cast.otto)
    assert browse(cast.otto).get(f"/desk/claims/{claim}").status_code == 403
    assert browse(cast.otto).get(f"/cases/{number}/goodwill").status_code == 403
    assert goodwill.counts(precedent) == (1, 0, 0)


def test_staff_read_no_sentence_of_a_case_that_is_hidden(goodwill, browse, cast):
    number, claim = goodwill.claimed(goodwill.granted(), said="Since the update of Monday.")
    assert "Monday" in browse(cast.olga).get("/desk/claims").text
    goodwill.hide(number)
    for path in ("/desk/claims", f"/desk/claims/{claim}"):
        assert "Monday" not in browse(cast.olga).get(path).text
