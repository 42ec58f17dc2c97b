"""Whose word stands at the end of a case when marks go, posts are hidden or somebody objects."""

import pytest


@pytest.fixture
def marked(told, answer_a_case, press):
    """Anna's case, solved by olga's word on post 2."""

    def mark() -> int:
        number = answer_a_case()
        press("olga", number, "solution", post=2)
        return number

    return told("case solved by a mark", mark)


def test_an_objection_is_not_silence(marked, reply, clock, case_row, keep_up):
    clock.move(minutes=1)
    reply("anna", marked, "No! This did not solve anything.")
    clock.move(days=15)
    keep_up()
    assert case_row(marked).status == "solved" and case_row(marked).confirmed_by is None


def test_thanks_after_the_authors_own_word_do_not_keep_it_open(
    marked, press, reply, clock, case_row, keep_up
):
    press("anna", marked, "confirmation")
    reply("anna", marked, "Thank you!")
    clock.move(days=15)
    keep_up()
    assert case_row(marked).status == "closed"


def test_hiding_the_only_solution_lets_the_case_wait_again(marked, browse, cast, case_row):
    mara = browse(cast.mara)
    page = mara.get(f"/cases/{marked}").text
    hide(mara, page, marked)
    case = case_row(marked)
    assert case.status == "waiting_for_company" and case.solved_by is None


def test_staff_cannot_unmark_what_the_author_confirmed(marked, press, case_row):
    press("anna", marked, "confirmation")
    assert press("olga", marked, "solution/withdrawal", post=2).status_code == 409
    assert case_row(marked).status == "solved"


def test_the_complaint_itself_is_no_solution(marked, press, case_row):
    assert press("anna", marked, "solution", post=1).status_code == 422


@pytest.mark.slow
def test_a_further_mark_is_not_told_again(marked, reply, press, clock, case_row, mailbox, cast):
    solved_at = case_row(marked).solved_at
    before = len(mailbox.to(cast.anna))
    clock.move(days=2)
    reply("olga", marked, "Or use the other socket.")
    press("olga", marked, "solution", post=3)
    assert case_row(marked).solved_at == solved_at
    about_solved = [m for m in mailbox.to(cast.anna)[before:] if "marked as solved" in m["Subject"]]
    assert about_solved == []


def test_answer_and_solution_in_one_are_one_mail(open_case, reply, mailbox, cast):
    number = open_case()
    reply("olga", number, "It was the socket.", then="solve")
    subjects = [mail["Subject"] for mail in mailbox.to(cast.anna)]
    assert len([one for one in subjects if str(number) in one]) == 1


@pytest.mark.parametrize("verb", ["reopening", "solution", "confirmation"])
def test_a_double_click_on_a_verb_is_one(marked, press, browse, cast, verb, entries):
    anna = browse(cast.anna)
    if verb == "solution":
        press("anna", marked, "reopening")
    form = next(one for one in anna.forms(f"/cases/{marked}") if one.action.endswith(f"/{verb}"))
    first = anna.send(form, f"/cases/{marked}")
    count = len(entries(marked))
    second = anna.send(form, f"/cases/{marked}")
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location and len(entries(marked)) == count


def test_a_button_pressed_after_the_session_ended_leads_back(marked, browse, cast):
    anna = browse(cast.anna)
    form = next(
        one for one in anna.forms(f"/cases/{marked}") if one.action.endswith("/confirmation")
    )
    token = dict(form.filled)["csrf_token"]
    visitor = browse()
    fresh = visitor.token("/cases/new")
    answer = visitor.post(
        f"/cases/{marked}/confirmation",
        data={**dict(form.filled), "csrf_token": fresh},
    )
    assert token and answer.status_code == 303 and f"next=/cases/{marked}" in answer.location


def test_a_complaint_cannot_be_edited_out_of_the_public(open_case, browse, cast):
    number = open_case()
    links = " ".join(f"https://shop{place}.example/offer" for place in range(3))
    body = f"Now with {links}"
    answer = browse(cast.anna).submit(f"/cases/{number}/posts/1/edit", {"body": body})
    assert answer.status_code == 422 and body in answer.text
    assert browse().get(f"/cases/{number}").status_code == 200


@pytest.mark.slow
def test_a_held_reply_counts_from_when_it_was_written(
    open_case, reply, browse, cast, clock, case_row, mailbox
):
    number = open_case("nora")
    approve(browse(cast.mara), number)
    clock.move(hours=1)
    reply("olga", number, "Which router is it?")
    links = " ".join(f"https://router{place}.example/" for place in range(3))
    reply("nora", number, f"One of these: {links}")
    written = clock.now
    clock.move(hours=5)
    approve(browse(cast.mara), number)
    case = case_row(number)
    assert case.status == "waiting_for_company"
    assert (written - case.waiting_since).total_seconds() == 3600


@pytest.mark.slow
def test_an_approved_reply_is_told_to_the_author_of_the_case(
    open_case, reply, browse, cast, mailbox
):
    number = open_case()
    reply("nora", number, "Same here.")
    assert not [m for m in mailbox.to(cast.anna) if "a reply" in m["Subject"]]
    approve(browse(cast.mara), number)
    assert [m for m in mailbox.to(cast.anna) if "a reply" in m["Subject"]]


def approve(mara, number: int) -> None:
    form = next(one for one in mara.forms("/moderation") if "approve" in one.action)
    assert mara.send(form, "/moderation").status_code == 303


def hide(mara, page: str, number: int) -> None:
    import re

    item = re.search(r"/moderation/posts/(\d+)", page[page.index('id="post-2"') :]).group()
    form = next(one for one in mara.forms(item) if one.action.endswith("/hide"))
    answer = mara.send(form, item, {"ground": "personal_data", "reason": "Names a third person."})
    assert answer.status_code == 303, answer.text
