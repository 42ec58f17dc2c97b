"""After a solution by staff its author is asked once, on the page and by links of one mail."""

import re
from datetime import timedelta

import pytest

from tests.harness.rulings import ruling

LINKS = re.compile(r"(/(?:not-)?solved/\S+)")


@pytest.fixture
def solved(told, answer_a_case):
    """Anna's case, which olga solved with her answer, post 2."""
    return told("case solved by an answer", lambda: answer_a_case(then="solve"))


@pytest.fixture
def links(mailbox, cast):
    """`links()`: the paths of the two links of the last mail that asked Anna."""

    def links() -> tuple[str, str]:
        texts = [one.get_body(("plain",)).get_content() for one in mailbox.to(cast.anna)]
        asking = [found for text in texts if (found := LINKS.findall(text))]
        assert [one.split("/")[1] for one in asking[-1]] == ["solved", "not-solved"], texts
        return tuple(asking[-1])

    return links


def form_in(client, path):
    """The form with the one button."""
    [form] = [one for one in client.forms(path) if one.action == path]
    return form


def press_in(client, path, follow=False):
    return client.send(form_in(client, path), path, follow=follow)


def asks(app, number):
    from sqlalchemy import select

    from forum.cases.outcome_models import Ask
    from forum.core.db import db

    with app.app_context():
        found = list(db.session.scalars(select(Ask).where(Ask.case_number == number)))
        db.session.expunge_all()
        return found


def test_the_author_is_asked_once_by_mail_with_both_links(solved, mailbox, cast, links, app):
    assert len(mailbox.to(cast.anna)) == 1, "the answer and the question are one mail"
    yes, no = links()
    assert yes.split("/")[-1] == no.split("/")[-1]
    html = mailbox.last_to(cast.anna).get_body(("html",)).get_content()
    assert yes in html and no in html
    [ask] = asks(app, solved)
    assert ask.position == 2 and ask.answer is None
    assert ask.key_hash not in yes


def test_the_key_stands_in_the_mail_alone(solved, links, app, browse, cast):
    key = links()[0].split("/")[-1]
    page = browse(cast.anna).get("/account/notifications").text
    assert "marked as solved" in page and key not in page
    with app.app_context():
        from forum.core.db import db
        from forum.notifications.models import Notification

        told = db.session.query(Notification).filter_by(kind="case.solved").one()
        assert "key" not in told.values


def test_a_further_mark_asks_nothing_more(solved, reply, press, mailbox, cast, app):
    reply("olga", solved, "Or pull the plug.")
    before = len(mailbox.to(cast.anna))
    press("olga", solved, "solution", post=3)
    assert len(mailbox.to(cast.anna)) == before and len(asks(app, solved)) == 1


def test_programs_that_open_every_link_change_nothing(solved, links, browse, case_row, entries):
    before = entries(solved)
    for path in links():
        for method in ("GET", "HEAD"):
            answer = browse().open(path, method=method)
            assert answer.status_code == 200
            assert "noindex" in answer.text or method == "HEAD"
    assert case_row(solved).status == "solved" and case_row(solved).confirmed_by is None
    assert entries(solved) == before


def test_one_button_signed_out_confirms(solved, links, browse, case_row, entries):
    visitor = browse()
    page = visitor.get(links()[0])
    assert page.text.count("Yes, it is solved") == 1 and "No, reopen" not in page.text
    answer = press_in(visitor, links()[0], follow=True)
    assert "You said on" in answer.text and "that it is solved" in answer.text
    assert case_row(solved).confirmed_by == "author"
    assert entries(solved)[-1] == ("case.confirmed", {"by": "author"})


@pytest.mark.slow
def test_not_solved_reopens_in_the_old_place(open_case, reply, clock, links, browse, case_row):
    number = open_case()
    clock.move(hours=7)
    reply("olga", number, "Please restart the router.", then="solve")
    no = links()[1]
    clock.move(days=3)
    answer = press_in(browse(), no, follow=True)
    assert "it is not solved" in answer.text
    case = case_row(number)
    assert case.status == "waiting_for_company" and case.reopened_count == 1
    assert case.waiting_since == clock.now - timedelta(hours=7)


@pytest.mark.parametrize(("first", "second"), [(0, 0), (0, 1), (1, 1), (1, 0)])
def test_a_link_used_twice_says_what_was_said(
    first, second, solved, links, browse, case_row, entries
):
    both = links()
    said = ["that it is solved", "that it is not solved"][first]
    visitor = browse()
    forms = {path: form_in(visitor, path) for path in both}
    visitor.send(forms[both[first]], both[first])
    before = entries(solved)
    assert said in visitor.get(both[second]).text
    again = visitor.send(forms[both[second]], both[second], follow=True)
    assert again.status_code == 200 and said in again.text
    assert entries(solved) == before


def test_what_was_said_on_the_page_the_link_knows(solved, links, browse, press, entries):
    press("anna", solved, "confirmation")
    before = entries(solved)
    assert "that it is solved" in browse().get(links()[1]).text
    press("anna", solved, "reopening")
    assert entries(solved) != before
    assert "that it is solved" in browse().get(links()[1]).text  # as it was answered, once


@pytest.mark.parametrize("key", ["x", "a" * 5_000, "%00", "..%2f..", "ä%ff", "null", "'--"])
@pytest.mark.parametrize("verb", ["solved", "not-solved"])
def test_a_forged_key_is_no_link_of_ours(key, verb, solved, browse):
    answer = browse().get(f"/{verb}/{key}")
    assert answer.status_code == 404 and f"/cases/{solved}" not in answer.text


def test_an_old_link_leads_to_the_case(solved, links, browse, clock, case_row):
    no, visitor = links()[1], browse()
    clock.move(days=61)
    page = visitor.get(no)
    assert page.status_code == 410 and f"/cases/{solved}" in page.text
    token = visitor.token("/account/sign-in")
    answer = visitor.post(no, data={"csrf_token": token})
    assert answer.status_code == 410 and case_row(solved).status == "solved"


def test_a_hidden_case_looks_like_an_old_link(app, cast, solved, links, browse, clock):
    from forum.cases import access, visibility_actions
    from forum.core.db import writing

    yes = links()[0]
    with app.app_context(), writing():
        mara = cast.mara.row()
        case = access.case_for_moderating(mara, solved)
        post = access.post_for_reading(mara, solved, 1)
        visibility_actions.hide_post(case, post=post, ruling=ruling(mara, "Insults.", "insult"))
    hidden = browse().get(yes)
    assert hidden.status_code == 410
    assert "Data cap" not in hidden.text and "Insults" not in hidden.text


def test_after_fourteen_days_of_silence_not_solved_still_reopens(
    solved, links, browse, clock, keep_up, case_row
):
    yes, no = links()
    clock.move(days=15)
    keep_up()
    assert case_row(solved).status == "closed"
    assert browse().get(yes).status_code == 200
    press_in(browse(), no)
    assert case_row(solved).status == "waiting_for_company"


def test_the_same_mark_again_is_no_new_solution(solved, links, mailbox, press, cast, browse, app):
    yes, _no = links()
    before = len(mailbox.to(cast.anna))
    press("olga", solved, "solution/withdrawal", post=2)
    assert "This solution was taken back" in browse().get(yes).text
    press("olga", solved, "solution", post=2)
    assert len(mailbox.to(cast.anna)) == before and len(asks(app, solved)) == 1
    assert "Yes, it is solved" in browse().get(yes).text


@pytest.mark.slow
def test_the_same_mark_is_asked_about_anew_when_the_links_would_not_last(
    solved, links, mailbox, press, cast, browse, clock, app
):
    first = links()
    press("olga", solved, "solution/withdrawal", post=2)
    clock.move(days=50)
    press("olga", solved, "claim", reason="Looked at again.")
    press("olga", solved, "solution", post=2)
    assert links() != first and len(asks(app, solved)) == 2
    assert "Yes, it is solved" in browse().get(links()[0]).text


@pytest.mark.slow
def test_a_new_solution_is_asked_about_anew(solved, links, press, reply, browse, app):
    first = links()
    press_in(browse(), first[1])
    reply("olga", solved, "We changed the line.", then="solve")
    second = links()
    assert second != first and len(asks(app, solved)) == 2
    assert "that it is not solved" in browse().get(first[0]).text
    press_in(browse(), second[0])
    assert [one.answer for one in asks(app, solved)] == ["not_solved", "solved"]


def test_the_authors_own_word_asks_nothing(open_case, reply, press, app):
    number = open_case()
    reply("ben", number, "Pull the plug.")
    press("anna", number, "solution", post=2)
    assert asks(app, number) == []


def test_the_author_answers_although_suspended(solved, links, browse, app, cast, case_row):
    from tests.house.stage import suspend

    no = links()[1]
    suspend(app, cast, cast.anna)
    assert press_in(browse(), no).status_code == 303
    assert case_row(solved).status == "waiting_for_company"


def test_without_its_token_the_button_does_nothing(solved, links, browse, case_row):
    answer = browse().post(links()[0])
    assert answer.status_code == 400 and case_row(solved).confirmed_by is None
