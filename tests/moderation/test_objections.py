"""Somebody objects to a decision, and a moderator who did not make it answers in public."""

import pytest

from tests.moderation.scene import decide
from tests.moderation.test_two_moderators import at_once

WHY = "That was no insult."


@pytest.fixture
def hidden(scene, cast, browse, number):
    """Ben's post that Mara hid; its statement is number 1."""
    post = scene.write(number, cast.ben, "You fools.")
    decide(browse(cast.mara), post, "hide", {"reason": "An insult."})
    return post


def object_to(client, text=WHY):
    return client.submit("/statements/1", {"text": text})


def answer(client, outcome="upheld", reason="It was none."):
    said = {"outcome": outcome, "reason": reason}
    return client.submit("/moderation/objections/1", said)


@pytest.mark.slow
def test_where_it_is_right_the_post_is_public_again(scene, cast, browse, hidden, mailbox):
    ben, mona = browse(cast.ben), browse(cast.mona)
    assert object_to(ben).status_code == 303
    assert WHY in browse(cast.mona).get("/moderation?kind=appeal").text
    assert answer(mona).status_code == 303
    assert scene.visibility(hidden) == "public"
    page = browse().get(f"/cases/{hidden.number}").text
    assert "You fools." in page and "An objection was right" in page and "It was none." in page
    assert WHY not in page, "what the person wrote is for moderators alone"
    assert "taken back" in ben.get("/statements/1").text
    assert any("the decision is taken back" in str(one) for one in mailbox.to(cast.ben))
    [entry] = scene.entries(hidden.number, "appeal.decided")
    assert entry.fields["outcome"] == "upheld" and entry.texts == {"reason": "It was none."}


def test_where_it_is_not_the_decision_stands(scene, cast, browse, hidden):
    object_to(browse(cast.ben))
    answer(browse(cast.mona), "rejected", "It was one.")
    assert scene.visibility(hidden) == "hidden"
    assert "It was one." in browse(cast.ben).get("/statements/1").text
    assert "the decision stands" in browse().get(f"/cases/{hidden.number}").text


def test_who_made_the_decision_does_not_answer(cast, browse, hidden):
    object_to(browse(cast.ben))
    mara = browse(cast.mara)
    page = mara.get("/moderation/objections/1")
    assert "You made this decision" in page.text
    data = {"csrf_token": mara.token("/cases/new"), "outcome": "rejected", "reason": "No."}
    assert mara.post("/moderation/objections/1", data=data).status_code == 403


def test_it_is_answered_once(cast, browse, hidden):
    object_to(browse(cast.ben))
    mona, ada = browse(cast.mona), browse(cast.ada)
    form = next(one for one in ada.forms("/moderation/objections/1") if "outcome" in one.offered)
    answer(mona)
    late = ada.send(form, "/moderation/objections/1", {"outcome": "rejected", "reason": "No."})
    assert late.status_code == 409
    assert "It was none." in browse(cast.ben).get("/statements/1").text


def test_of_two_answers_at_the_same_moment_one_holds(scene, cast, browse, hidden):
    object_to(browse(cast.ben))
    page, sent = "/moderation/objections/1", []
    for client, outcome in ((browse(cast.mona), "upheld"), (browse(cast.ada), "rejected")):
        form = next(one for one in client.forms(page) if "outcome" in one.offered)
        said = {"outcome": outcome, "reason": f"It is {outcome}."}
        sent.append(lambda client=client, form=form, said=said: client.send(form, page, said))
    answers = at_once(*sent)
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    [entry] = scene.entries(hidden.number, "appeal.decided")
    is_upheld = answers[0].status_code == 303
    assert entry.fields["outcome"] == ("upheld" if is_upheld else "rejected")
    assert scene.visibility(hidden) == ("public" if is_upheld else "hidden")
    assert len(scene.entries(hidden.number, "post.shown")) == is_upheld


def test_of_two_objections_at_the_same_moment_one_is_entered(scene, cast, browse, hidden):
    page, sent = "/statements/1", []
    for client in (browse(cast.ben), browse(cast.ben)):
        form = next(one for one in client.forms(page) if "text" in one.offered)
        sent.append(lambda client=client, form=form: client.send(form, page, {"text": WHY}))
    assert sorted(answer.status_code for answer in at_once(*sent)) == [303, 409]
    assert browse(cast.mona).get("/moderation?kind=appeal").text.count(WHY) == 1


def test_a_moderator_does_not_answer_their_own_objection(scene, cast, browse, number):
    post = scene.write(number, cast.mona, "You fools.")
    decide(browse(cast.mara), post, "hide", {"reason": "An insult."})
    mona = browse(cast.mona)
    assert object_to(mona).status_code == 303
    data = {"csrf_token": mona.token("/cases/new"), "outcome": "upheld", "reason": "It was none."}
    assert mona.post("/moderation/objections/1", data=data).status_code == 403
    assert scene.visibility(post) == "hidden"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"outcome": "upheld", "reason": " "}, "Say in public"),
        ({"reason": "It was none."}, "choose"),
    ],
)
def test_an_answer_without_outcome_or_words_is_shown_again(cast, browse, hidden, said, sentence):
    object_to(browse(cast.ben))
    answered = browse(cast.mona).submit("/moderation/objections/1", said)
    assert answered.status_code == 422 and sentence in answered.text
    assert said["reason"].strip() in answered.text
    assert WHY in answered.text


@pytest.mark.parametrize("forged", ["maybe", "upheld' --", ""])
def test_a_forged_outcome_is_refused(scene, cast, browse, hidden, forged):
    object_to(browse(cast.ben))
    mona, page = browse(cast.mona), "/moderation/objections/1"
    answered = mona.submit(page, {"reason": "It was none."}, forged={"outcome": forged})
    assert answered.status_code == 422
    assert scene.visibility(hidden) == "hidden"
    assert not scene.entries(hidden.number, "appeal.decided")


@pytest.mark.parametrize("person", [None, "anna", "nora", "olga"])
def test_a_stranger_learns_nothing_and_objects_to_nothing(cast, browse, hidden, person):
    client = browse(person and cast[person])
    page = client.get("/statements/1")
    assert page.status_code == (404 if person else 303)
    assert "An insult." not in page.text
    data = {"csrf_token": client.token("/account/forgotten"), "text": "Me, too."}
    refused = client.post("/statements/1/objection", data=data)
    assert refused.status_code == (404 if person else 303)


def test_there_is_one_objection_and_it_needs_words(cast, browse, hidden):
    ben = browse(cast.ben)
    assert object_to(ben, " ").status_code == 422
    form = next(one for one in ben.forms("/statements/1") if "text" in one.offered)
    assert object_to(ben).status_code == 303
    again = ben.send(form, "/statements/1", {"text": "Once more."}, forged={"once": "other"})
    assert again.status_code == 409


def test_after_six_months_it_is_too_late(cast, browse, clock, hidden):
    clock.move(days=184)
    ben = browse(cast.ben)
    assert "six months" in ben.get("/statements/1").text
    data = {"csrf_token": ben.token("/cases/new"), "text": WHY}
    assert ben.post("/statements/1/objection", data=data).status_code == 409


@pytest.mark.parametrize("forged", ["0", "999999", "99999999999999"])
def test_forged_numbers_are_not_there(cast, browse, hidden, forged):
    assert browse(cast.ben).get(f"/statements/{forged}").status_code == 404
    assert browse(cast.mona).get(f"/moderation/objections/{forged}").status_code == 404
    assert browse(cast.mona).get(f"/moderation/people/{forged}").status_code == 404


def test_who_is_suspended_objects_and_writes_again_when_it_was_wrong(scene, cast, browse, number):
    mara, ben = browse(cast.mara), browse(cast.ben)
    about = f"/moderation/people/{cast.ben.id}"
    told = {"measure": "suspend", "days": "3", "ground": "insult", "reason": "Insults."}
    assert mara.submit(about, told).status_code == 303
    data = {"csrf_token": ben.token("/account"), "body": "Let me speak."}
    refused = ben.post(f"/cases/{number}/posts", data=data)
    assert refused.status_code == 403 and "You cannot write in public until" in refused.text
    assert object_to(ben).status_code == 303
    answer(browse(cast.mona))
    assert scene.visibility(scene.write(number, cast.ben, "Thank you.")) == "public"


def test_who_is_suspended_stays_a_customer_in_their_own_cases(cast, browse, scene):
    number = scene.open_case(cast.ben)
    told = {"measure": "suspend", "days": "3", "ground": "insult", "reason": "Insults."}
    browse(cast.mara).submit(f"/moderation/people/{cast.ben.id}", told)
    ben = browse(cast.ben)
    assert "Write in this case" not in ben.get(f"/cases/{number}").text
    private = ben.submit(f"/cases/{number}/private", {"body": "My number is this."})
    assert private.status_code == 303
    token = ben.token("/account")
    solved = ben.post(f"/cases/{number}/solution", data={"csrf_token": token})
    assert solved.status_code == 303 and scene.case(number, "status") == "solved"
    reopened = ben.post(f"/cases/{number}/reopening", data={"csrf_token": token})
    assert reopened.status_code == 303
    refused = ben.post("/cases/new", data={"csrf_token": token, "title": "More", "draw": "1"})
    assert refused.status_code == 403


def test_nobody_objects_to_what_took_nothing_away(scene, cast, browse, number):
    decide(browse(cast.mara), scene.write(number, cast.fred), "approve")
    fred = browse(cast.fred)
    assert "Nothing was taken away" in fred.get("/statements/1").text
    data = {"csrf_token": fred.token("/account"), "text": "Why?"}
    assert fred.post("/statements/1/objection", data=data).status_code == 409


def test_a_limit_ends_by_itself(scene, cast, browse, clock, number):
    about = f"/moderation/people/{cast.ben.id}"
    told = {"measure": "limit", "days": "3", "ground": "repeated", "reason": "Too much."}
    browse(cast.mara).submit(about, told)
    assert scene.visibility(scene.write(number, cast.ben, "One.")) == "pending"
    clock.move(days=3, seconds=1)
    assert scene.visibility(scene.write(number, cast.ben, "Two.")) == "public"


def test_who_is_limited_is_told_why_the_opening_text_stays(scene, cast, browse):
    number = scene.open_case(cast.ben)
    told = {"measure": "limit", "days": "3", "ground": "repeated", "reason": "Too much."}
    browse(cast.mara).submit(f"/moderation/people/{cast.ben.id}", told)
    answer = browse(cast.ben).submit(f"/cases/{number}/posts/1/edit", {"body": "It counts thrice."})
    assert answer.status_code == 422 and "It counts thrice." in answer.text
    assert "looked at first now" in answer.text
    assert "It counts twice." in browse().get(f"/cases/{number}").text


def test_a_limit_is_ended_before_its_day_with_a_reason(scene, cast, browse, number):
    mara, about = browse(cast.mara), f"/moderation/people/{cast.ben.id}"
    told = {"measure": "limit", "days": "3", "ground": "repeated", "reason": "Too much."}
    mara.submit(about, told)
    ended = mara.submit(about, {"reason": "It is enough."}, form="/decisions/1/end")
    assert ended.status_code == 303
    assert scene.visibility(scene.write(number, cast.ben, "One.")) == "public"
    data = {"csrf_token": mara.token(about), "reason": "Again."}
    assert mara.post(f"{about}/decisions/1/end", data=data).status_code == 409


def test_nobody_decides_about_the_team(cast, browse):
    page = browse(cast.mara).get(f"/moderation/people/{cast.olga.id}")
    assert page.status_code == 403


def test_what_somebody_else_took_is_theirs_for_ten_minutes(scene, cast, browse, clock, number):
    post = scene.write(number, cast.fred)
    mara, mona = browse(cast.mara), browse(cast.mona)
    form = next(
        one for one in mona.forms(f"/moderation/posts/{post.id}") if "/approve" in one.action
    )
    take = next(one for one in mara.forms("/moderation") if one.action.endswith("/next"))
    assert mara.send(take, "/moderation").location == f"/moderation/posts/{post.id}"
    refused = mona.send(form, f"/moderation/posts/{post.id}")
    assert refused.status_code == 409 and "free again after ten minutes" in refused.text
    clock.move(minutes=10, seconds=1)
    assert mona.send(form, f"/moderation/posts/{post.id}").status_code == 303
    assert scene.visibility(post) == "public"


def test_a_locked_case_takes_posts_of_its_author_and_staff_alone(scene, cast, browse, number):
    from forum.core.errors import NotAllowed

    told = {"ground": "insult", "reason": "A quarrel."}
    assert browse(cast.mara).submit(f"/cases/{number}/lock", told).status_code == 303
    with pytest.raises(NotAllowed):
        scene.write(number, cast.ben, "But I …")
    assert scene.visibility(scene.write(number, cast.anna, "Still here.")) == "public"
    assert (
        browse(cast.mara).submit(f"/cases/{number}/lock", {"reason": "Peace."}).status_code == 303
    )
    assert scene.visibility(scene.write(number, cast.ben, "Thank you.")) == "public"
