"""What a person was told stands on their page; each for themselves."""

import pytest

from forum.core.db import writing
from forum.notifications.messages import KINDS
from tests.harness.rulings import ruling


def tell(app, *people, kind="case.answered", path="/cases/12#post-2", mail=True, **values):
    from forum.notifications.actions import notify

    with app.app_context(), writing():
        notify(
            [person and person.id for person in people],
            kind,
            path=path,
            values={"number": 12, **values},
            mail=mail,
        )


@pytest.fixture
def answered(api, cast) -> int:
    """Anna's case, which olga has answered."""
    case = {"title": "Data <i>cap</i>", "body": "Why?", "category": "internet", "kind": "fault"}
    number = api(cast.anna).post("/api/v1/cases", json=case).get_json()["number"]
    answer = {"body": "We look into it."}
    assert api(cast.olga).post(f"/api/v1/cases/{number}/posts", json=answer).status_code == 201
    return number


def hide(app, cast, number: int) -> None:
    from forum.cases.access import post_for_reading
    from forum.moderation.access import item_for_deciding
    from forum.moderation.actions import hide_post

    with app.app_context(), writing():
        mara = cast.mara.row()
        item = item_for_deciding(mara, post_for_reading(mara, number, 1).id)
        hide_post(item.post, ruling=ruling(mara, "It names somebody."))


def test_anna_reads_what_happened_and_gets_a_mail(app, cast, browse, answered, mailbox):
    page = browse(cast.anna).get("/account/notifications").text
    assert f"The company has answered in case {answered}." in page
    assert f'href="/cases/{answered}' in page
    assert "Data &lt;i&gt;cap&lt;/i&gt;" in page
    text = mailbox.text_to(cast.anna)
    assert f"answered in case {answered}" in text and "Data <i>cap</i>" in text


def test_the_title_of_a_case_hidden_since_is_told_no_more(app, cast, browse, answered, mailbox):
    hide(app, cast, answered)
    page = browse(cast.anna).get("/account/notifications").text
    assert f"The company has answered in case {answered}." in page
    assert "Data" not in page
    mails = [mail.get_body(("plain",)).get_content() for mail in mailbox.to(cast.anna)]
    assert any(f"answered in case {answered}" in text for text in mails)
    assert not any("Data" in text for text in mails)


def test_ben_does_not_read_annas_news(app, cast, browse, mailbox):
    tell(app, cast.anna)
    assert "case 12" not in browse(cast.ben).get("/account/notifications").text
    assert mailbox.to(cast.ben) == []


def test_a_stranger_is_asked_to_sign_in(app, cast, browse):
    answer = browse().get("/account/notifications")
    assert answer.location == "/account/sign-in?next=/account/notifications"


def test_news_are_new_until_they_are_marked_as_read(app, cast, browse):
    from forum.notifications.queries import unread_count

    tell(app, cast.anna)
    tell(app, cast.anna, cast.ben, kind="case.declined")
    anna = browse(cast.anna)
    assert "2 are new." in anna.get("/account/notifications").text
    answer = anna.submit("/account/notifications", form="read", follow=True)
    assert "0 are new." in answer.text
    with app.app_context():
        assert unread_count(cast.anna.id) == 0
        assert unread_count(cast.ben.id) == 1


def test_each_person_is_told_once_and_who_left_not_at_all(app, cast, mailbox):
    tell(app, cast.anna, None, cast.anna, cast.ben)
    assert len(mailbox.to(cast.anna)) == len(mailbox.to(cast.ben)) == 1


def test_news_without_mail_stand_on_the_page_alone(app, cast, browse, mailbox):
    tell(app, cast.anna, kind="post.held", mail=False)
    assert "once a moderator has looked" in browse(cast.anna).get("/account/notifications").text
    assert mailbox.to(cast.anna) == []


def test_an_unproved_address_gets_no_mail(app, cast, mailbox):
    with app.app_context(), writing():
        cast.anna.row().confirmed_at = None
    tell(app, cast.anna)
    assert mailbox.to(cast.anna) == []


def test_mails_are_in_the_language_of_their_reader(app, cast, mailbox):
    with app.app_context(), writing():
        cast.ben.row().language = "de"
    tell(app, cast.anna, cast.ben)
    assert mailbox.last_to(cast.anna)["Content-Language"] == "en"
    assert mailbox.last_to(cast.ben)["Content-Language"] == "de"


def test_an_unknown_kind_or_a_missing_value_fails_where_it_was_written(app, cast):
    from forum.notifications.actions import notify

    with app.app_context():
        with pytest.raises(ValueError, match=r"case\.sung"):
            notify([cast.anna.id], "case.sung", path="/", values={})
        with pytest.raises(KeyError):
            notify([cast.anna.id], "case.answered", path="/", values={})


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.startswith("account.")])
def test_every_kind_can_be_read_on_the_page(app, cast, browse, kind):
    needed = {"title": "The mast", "post": 2, "into": 11, "own": 10, "origin": 9, "receipt": 4}
    tell(app, cast.anna, kind=kind, decision="hidden", reason="It names somebody.", **needed)
    page = browse(cast.anna).get("/account/notifications").text
    assert "The post was hidden." in page
    assert "It names somebody." in page


def test_a_long_past_is_paged(app, cast, browse):
    for number in range(31):
        tell(app, cast.anna, mail=False, path=f"/cases/{number}")
    anna = browse(cast.anna)
    first = anna.get("/account/notifications").text
    assert 'href="/cases/30"' in first and 'href="/cases/0"' not in first
    following = first.split('rel="next" href="')[1].split('"')[0]
    assert 'href="/cases/0"' in anna.get(following).text
    assert anna.get("/account/notifications?cursor=forged").status_code == 422


def test_statements_do_not_grow_with_the_news(app, cast, browse, statements):
    anna = browse(cast.anna)
    tell(app, cast.anna, mail=False)
    with statements() as few:
        anna.get("/account/notifications")
    for _ in range(20):
        tell(app, cast.anna, mail=False)
    with statements() as many:
        anna.get("/account/notifications")
    assert many.number == few.number, many
