"""A held post becomes public."""

import pytest

from tests.moderation.scene import FIRST_POST, decide


@pytest.mark.slow
def test_an_approved_post_is_public_and_the_next_item_comes(scene, cast, browse, held):
    another = scene.write(held.number, cast.nora, "I have this too.")
    answer = decide(browse(cast.mara), held, "approve", page="/moderation")
    assert answer.status_code == 303
    assert answer.location == f"/moderation/posts/{another.id}"
    assert scene.visibility(held) == "public"
    assert FIRST_POST in browse().get(f"/cases/{held.number}").text


def test_the_approved_author_is_not_new_any_more(scene, cast, browse, held):
    decide(browse(cast.mara), held, "approve")
    assert scene.visibility(scene.write(held.number, cast.fred, "Thank you.")) == "public"


def test_visitors_are_asked_in_and_others_refused(scene, cast, browse, held):
    url = f"/moderation/posts/{held.id}/approve"
    token = browse().token("/account/sign-in")
    visitor = browse()
    token = visitor.token("/account/sign-in")
    answer = visitor.post(url, data={"csrf_token": token})
    assert answer.status_code == 303 and "/account/sign-in" in answer.location
    for person in (cast.anna, cast.fred, cast.olga):
        client = browse(person)
        answer = client.post(url, data={"csrf_token": client.token("/cases/new")})
        assert answer.status_code == 403, person.name
    assert scene.visibility(held) == "pending"


def test_a_moderator_does_not_approve_their_own_post(scene, cast, browse, app, number):
    """Mara wrote it before she became a moderator."""
    written = scene.write(number, cast.nora, "My first post.")
    make_moderator(app, cast.nora)
    nora = browse(cast.nora)
    page = nora.get("/moderation").text
    assert "You wrote this post; another moderator decides about it." in page
    url = f"/moderation/posts/{written.id}/approve"
    answer = nora.post(url, data={"csrf_token": nora.token("/cases/new")})
    assert answer.status_code == 403
    assert scene.visibility(written) == "pending"


def test_a_form_without_its_mark_is_shown_again(scene, cast, browse, held):
    mara = browse(cast.mara)
    url = f"/moderation/posts/{held.id}/approve"
    answer = mara.post(url, data={"csrf_token": mara.token("/moderation")})
    assert answer.status_code == 422
    assert FIRST_POST in answer.text
    assert scene.visibility(held) == "pending"


def test_the_record_says_once_who_approved(scene, cast, browse, held):
    mara = browse(cast.mara)
    decide(mara, held, "approve")
    [entry] = scene.entries(held.number, "post.approved")
    assert entry.fields["post"] == held.position and entry.fields["because"] == "first_post"
    assert entry.fields["ground"] == "no_breach" and entry.fields["automated"] is False
    assert entry.actor_role == "moderator" and entry.actor
    assert cast.mara.name not in entry.canonical and "fred" not in entry.canonical
    assert ("post.approved", {"number": held.number}) in scene.news(cast.fred)


def test_a_double_click_is_one_decision(scene, cast, browse, held):
    mara = browse(cast.mara)
    page = f"/moderation/posts/{held.id}"
    form = next(one for one in mara.forms(page) if one.action.endswith("/approve"))
    first, second = mara.send(form, page), mara.send(form, page)
    assert first.status_code == second.status_code == 303
    assert first.location == second.location or second.location.startswith("/moderation")
    assert len(scene.entries(held.number, "post.approved")) == 1


def test_an_approved_first_post_opens_its_case(scene, cast, browse):
    number = scene.open_case(cast.nora, "No dial tone since Monday", "Nothing but silence.")
    assert browse().get(f"/cases/{number}").status_code == 404
    [form] = [one for one in browse(cast.mara).forms("/moderation") if "/approve" in one.action]
    assert browse(cast.mara).submit("/moderation", form="/approve").status_code == 303
    assert browse().get(f"/cases/{number}").status_code == 200
    assert form.method == "post"


def test_a_text_that_was_changed_meanwhile_is_looked_at_again(scene, cast, browse, held):
    """Nobody approves what they have not read."""
    mara = browse(cast.mara)
    page = f"/moderation/posts/{held.id}"
    form = next(one for one in mara.forms(page) if one.action.endswith("/approve"))
    scene.edit(held, cast.fred, "Now with another text.")
    answer = mara.send(form, page)
    assert answer.status_code == 409
    assert "changed while you were looking at it" in answer.text
    assert "Now with another text." in answer.text
    assert scene.visibility(held) == "pending"


def make_moderator(app, person):
    from forum.core.db import writing

    with app.app_context(), writing():
        row = person.row()
        row.role, row.pseudonym = "moderator", "M-99"
